package dev.godwit.cli;

import dev.godwit.api.FailureView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.RehearsalView;
import dev.godwit.api.RehearsalView.DatabaseRehearsal;
import java.util.List;
import java.util.Objects;

/** A rehearsal for people. */
final class RehearsalAnswer {

    private RehearsalAnswer() {}

    static void print(Paper paper, RehearsalView view) {
        for (DatabaseRehearsal each : view.databases()) {
            String name = view.databases().size() == 1 ? view.name() : view.name() + "/" + each.database();
            print(paper, Cells.harmless(name), each);
        }
        paper.flush();
    }

    private static void print(Paper paper, String name, DatabaseRehearsal rehearsal) {
        if (rehearsal.at() == null) {
            paper.line("%s  not rehearsed: it does not run in CDC any more".formatted(name));
            return;
        }
        var look = paper.look();
        String sign = rehearsal.refusals().isEmpty() ? look.done() : look.failed();
        paper.line("%s %s  %s".formatted(sign, name, verdict(rehearsal.refusals())));
        for (FailureView refusal : rehearsal.refusals()) {
            paper.line("  - %s %s: %s".formatted(refusal.code(), refusal.title(), Cells.harmless(refusal.found())));
            paper.line("    do: " + refusal.next());
        }
        if (!rehearsal.steps().isEmpty()) {
            steps(paper, rehearsal);
        }
    }

    private static String verdict(List<FailureView> refusals) {
        return switch (refusals.size()) {
            case 0 -> "A promotion would be made now.";
            case 1 -> "A promotion would be refused now:";
            default -> "A promotion would be refused now, for %d reasons:".formatted(refusals.size());
        };
    }

    private static void steps(Paper paper, DatabaseRehearsal rehearsal) {
        var table = new TextTable(
                TextTable.Column.text("STEP"),
                TextTable.Column.text(""),
                TextTable.Column.number("TIME"),
                TextTable.Column.text("HOW"),
                TextTable.Column.text("WRITES"));
        for (var step : rehearsal.steps()) {
            table.row(
                    step.name(),
                    step.detail(),
                    Units.time(step.ms()),
                    step.measured() ? "measured" : "estimated",
                    step.waits() ? "wait" : "go on");
        }
        paper.table(table);
        long pause = Objects.requireNonNullElse(rehearsal.pauseMs(), 0L);
        long estimated = Objects.requireNonNullElse(rehearsal.estimatedMs(), 0L);
        long atMost = Objects.requireNonNullElse(rehearsal.atMostMs(), 0L);
        paper.line("Writes would wait about %s: %s measured, %s estimated; at most %s."
                .formatted(
                        Units.time(pause), Units.time(pause - estimated), Units.time(estimated), Units.time(atMost)));
    }

    /** As one line. */
    static String words(JobEvent.Rehearsed news) {
        return news.refusals().isEmpty()
                ? "rehearsed: writes would wait about %s, at most %s"
                        .formatted(Units.time(news.pauseMs()), Units.time(news.atMostMs()))
                : "rehearsed: a promotion would be refused: "
                        + news.refusals().getFirst().found();
    }
}
