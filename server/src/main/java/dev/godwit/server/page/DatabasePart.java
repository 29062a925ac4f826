package dev.godwit.server.page;

import dev.godwit.api.FindingView;
import dev.godwit.api.ReportView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one database came to. */
final class DatabasePart {

    private final Html page;
    private final ReportView report;

    DatabasePart(Html page, ReportView report) {
        this.page = page;
        this.report = report;
    }

    /** @param named whether it has to be told from others */
    void write(boolean named) {
        if (named) {
            page.markup("<h2>Database ").name(report.database()).markup("</h2>");
            Outcome.of(report.outcome()).write(page);
        }
        gap();
        leftToDo();
        servers(named);
        times();
        new ProofPart(page, report).write();
        new LedgerPart(page, report).write();
        changedValues();
        findings();
    }

    private void servers(boolean named) {
        page.element(named ? "h3" : "h2", "", "Source and target")
                .table(List.of("", "Server", "Database", "Engine", "Version"), List.of("", "", "", "", ""));
        server("Source", report.source());
        server("Target", report.target());
        page.endTable();
        schemaRenames(report.schemaRenames());
    }

    private void schemaRenames(@Nullable Map<String, String> renames) {
        if (renames != null) {
            page.open("p", "").text("Schemas have other names on the target since the switch: ");
            String comma = "";
            for (var rename : renames.entrySet()) {
                page.text(comma).name(rename.getKey()).text(" is ").name(rename.getValue());
                comma = ", ";
            }
            page.text(". Tables are listed by their names on the source.").close("p");
        }
    }

    private void server(String side, ReportView.@Nullable ServerView server) {
        page.markup("<tr>").element("td", "k dim", side);
        if (server == null) {
            page.markup("<td colspan=\"4\">never answered</td></tr>");
            return;
        }
        page.markup("<td><code>")
                .name(server.address())
                .markup("</code></td><td>")
                .name(server.database());
        page.markup("</td>")
                .element("td", "", server.engine())
                .element("td", "", server.version())
                .markup("</tr>");
    }

    private void times() {
        long all = report.phaseMs().values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return;
        }
        page.element("h3", "", "When")
                .open("p", "")
                .text("The last run began at %s and took %s."
                        .formatted(Amounts.moment(report.startedAt()), Amounts.time(report.durationMs())));
        if (report.writePauseMs() > 0) {
            page.text(" At the switch writes waited %s, of it %s for the comparison."
                    .formatted(Amounts.time(report.writePauseMs()), Amounts.time(report.comparePauseMs())));
        }
        page.close("p");
        bar(all);
        phases();
    }

    private void bar(long all) {
        page.markup("<div class=\"bar\" aria-hidden=\"true\">");
        int colour = 0;
        for (long millis : report.phaseMs().values()) {
            String share = Amounts.percent(millis, all);
            page.markup("<i class=\"p%d\" style=\"width:%s\"></i>".formatted(colour++, share));
        }
        page.markup("</div>");
    }

    private void phases() {
        page.table(List.of("Phase", "Took", ""), List.of("", "n", ""));
        int colour = 0;
        for (var phase : report.phaseMs().entrySet()) {
            page.markup("<tr><td><span class=\"dot p%d\"></span>".formatted(colour++))
                    .text(words(phase.getKey()))
                    .markup("</td>")
                    .element("td", "n", Amounts.time(phase.getValue()))
                    .element("td", "dim", detail(phase.getKey()))
                    .markup("</tr>");
        }
        page.endTable();
    }

    private String detail(String phase) {
        return switch (phase) {
            case "FULL_DUMP" -> Amounts.bytes(report.bytes());
            case "CDC" -> Amounts.count(report.changes(), "change", "changes") + " received";
            default -> "";
        };
    }

    private static String words(String phase) {
        return phase.equals("CDC")
                ? "Following changes (CDC)"
                : phase.charAt(0) + phase.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void gap() {
        ReportView.@Nullable Gap gap = report.gap();
        if (gap == null) {
            return;
        }
        page.markup("<div class=\"note warn\"><p><b>Promoted by an override.</b> ")
                .text(
                        "When it was switched over, the target lacked %s of the source's log, the oldest of it %s old, and %s."
                                .formatted(
                                        Amounts.bytes(gap.lagBytes()),
                                        Amounts.time(gap.lagMs()),
                                        gap.different().isEmpty()
                                                ? "no table was known to differ"
                                                : Amounts.count(gap.different().size(), "table", "tables")
                                                        + " differed"))
                .markup("</p>");
        list("An ordinary promotion would have been refused:", gap.reasons());
        list("Tables known to differ:", gap.different());
        page.markup("</div>");
    }

    private void leftToDo() {
        if (!report.leftToDo().isEmpty()) {
            page.markup("<div class=\"note warn\">");
            list("Left to do by hand", report.leftToDo());
            page.markup("</div>");
        }
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            page.open("p", "").element("b", "", title).close("p").markup("<ul>");
            items.forEach(item -> page.markup("<li>").name(item).markup("</li>"));
            page.markup("</ul>");
        }
    }

    private void changedValues() {
        @Nullable List<ReportView.ChangedValuesView> changed = report.changedValues();
        if (changed == null) {
            return;
        }
        page.element("h3", "", "Values changed in transit");
        if (changed.isEmpty()) {
            page.element("p", "", "None: each value was written on the target as it was read on the source.");
            return;
        }
        page.table(List.of("Table", "Column", "Rows", "Why"), List.of("", "", "n", ""));
        for (ReportView.ChangedValuesView each : changed) {
            page.markup("<tr><td>").name(each.table()).markup("</td><td>").name(each.column());
            page.markup("</td>")
                    .element("td", "n", Amounts.count(each.rows()))
                    .element("td", "", each.reason())
                    .markup("</tr>");
        }
        page.endTable();
    }

    private void findings() {
        page.element("h3", "", "Findings and what was not moved as it was");
        if (report.findings().isEmpty()) {
            page.element(
                    "p",
                    "",
                    "None: every object and every value that was selected is on the target as it is on the source.");
            return;
        }
        page.table(List.of("Code", "Found", "What to do"), List.of("", "", ""));
        for (FindingView finding : report.findings()) {
            boolean failed = finding.severity().equals("FAILED");
            page.markup("<tr>")
                    .element("td", "k " + (failed ? "bad" : "warn"), (failed ? "✕ " : "▲ ") + finding.code())
                    .open("td", "")
                    .text(finding.title() + ": ")
                    .name(finding.found())
                    .markup("<br>")
                    .element(
                            "span",
                            "dim small",
                            "on the " + finding.side().toLowerCase(Locale.ROOT) + ", "
                                    + finding.scope().toLowerCase(Locale.ROOT))
                    .close("td")
                    .element("td", "", finding.next())
                    .markup("</tr>");
        }
        page.endTable();
    }
}
