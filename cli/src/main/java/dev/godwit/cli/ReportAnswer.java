package dev.godwit.cli;

import dev.godwit.api.FindingView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.ReportView;
import org.jspecify.annotations.Nullable;

/** The report of a migration, as the answer of {@code godwit migrate} and {@code godwit job report}. */
final class ReportAnswer {

    private static final int SHOWN = 20;

    private final Paper paper;
    private final Look look;

    ReportAnswer(Paper paper) {
        this.paper = paper;
        this.look = paper.look();
    }

    /** The report of one database, with all that is in it. */
    void print(ReportView report) {
        body(report, report.database(), true);
        line("Took " + Units.time(report.durationMs()) + ".");
        paper.flush();
    }

    /** @param phases whether to tell the time of each; not when the same terminal has shown them just now */
    void print(ReportView report, JobEvent.Result result, boolean phases) {
        body(report, report.name(), phases);
        @Nullable String file = result.reportFile();
        line("Report: " + (file == null ? "none" : file));
        line("Done in " + Units.time(report.durationMs()) + ".");
        paper.flush();
    }

    private void body(ReportView report, String title, boolean phases) {
        if (report.source() != null && report.target() != null) {
            line("%s  %s %s %s".formatted(title, place(report.source()), look.arrow(), place(report.target())));
        }
        if (phases) {
            report.phaseMs().forEach((phase, millis) -> {
                if (!phase.equals("PREPARING")) {
                    line(Ticks.line(look, Words.phase(phase), detail(phase, report), Units.time(millis)));
                }
            });
        }
        writes(report);
        equality(report);
        changedValues(report);
        gap(report);
        findings(report);
        leftToDo(report);
    }

    private static String place(ReportView.ServerView server) {
        return "%s (%s, %s)".formatted(server.address(), server.database(), server.engine());
    }

    private static String detail(String phase, ReportView report) {
        return switch (phase) {
            case "FULL_DUMP" -> Units.bytes(report.bytes());
            case "CDC" -> Units.count(report.changes()) + " changes";
            default -> "";
        };
    }

    private void writes(ReportView report) {
        if (report.writePauseMs() > 0) {
            line(Ticks.line(
                    look,
                    "Writes",
                    "waited %s, of it %s for the comparison"
                            .formatted(Units.time(report.writePauseMs()), Units.time(report.comparePauseMs())),
                    ""));
        }
    }

    private void equality(ReportView report) {
        int all = report.tables().size();
        if (all == 0 && !report.outcome().equals("EQUAL")) {
            return; // It did not come to that.
        }
        var differing = report.tables().stream().filter(table -> !table.equal()).toList();
        if (differing.isEmpty()) {
            String rows = Units.count(report.rows());
            line(Ticks.line(look, "Equal", "%d/%d tables by checksum, %s rows".formatted(all, all, rows), ""));
            return;
        }
        line("%s Different  %d of %s".formatted(look.failed(), differing.size(), Story.plural(all, "table")));
        differing.stream()
                .limit(SHOWN)
                .forEach(table -> line("  %s: %s rows on the source, %s on the target"
                        .formatted(table.table(), Units.count(table.sourceRows()), Units.count(table.targetRows()))));
        more(differing.size());
    }

    private void changedValues(ReportView report) {
        var changed = report.changedValues();
        if (changed == null) {
            return;
        }
        line(Ticks.line(look, "Values", changed.isEmpty() ? "none changed in transit" : "changed in transit:", ""));
        changed.stream()
                .limit(SHOWN)
                .forEach(each -> line("  %s.%s, %s rows: %s"
                        .formatted(each.table(), each.column(), Units.count(each.rows()), each.reason())));
        more(changed.size());
    }

    private void gap(ReportView report) {
        var gap = report.gap();
        if (gap != null) {
            line("%s Overridden %s, %s not applied, %s"
                    .formatted(
                            look.warning(),
                            Units.span(gap.lagMs()),
                            Units.bytes(gap.lagBytes()),
                            Story.plural(gap.different().size(), "table") + " different"));
            gap.reasons().forEach(reason -> line("  - " + reason));
        }
    }

    private void findings(ReportView report) {
        report.findings().stream().limit(SHOWN).forEach(this::finding);
        more(report.findings().size());
    }

    private void finding(FindingView finding) {
        line("%s %s %s: %s".formatted(look.warning(), finding.code(), finding.title(), finding.found()));
    }

    private void leftToDo(ReportView report) {
        if (!report.leftToDo().isEmpty()) {
            line("Left for you:");
            report.leftToDo().forEach(task -> line("  - " + task));
        }
    }

    private void more(int all) {
        if (all > SHOWN) {
            line("  and %d more, in the report".formatted(all - SHOWN));
        }
    }

    private void line(String text) {
        paper.line(text);
    }
}
