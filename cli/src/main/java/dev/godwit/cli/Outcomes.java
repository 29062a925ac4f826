package dev.godwit.cli;

import dev.godwit.api.FailureView;
import java.util.ArrayList;
import java.util.List;

/**
 * What an action came to, for all jobs it was for.
 *
 * @param action its name
 */
record Outcomes(String action, List<Outcome> jobs) {

    private static final int WORD = 10;

    /** A refusal comes before a failure, as in part is refused too. */
    int exitCode() {
        var codes = jobs.stream().map(Outcome::exitCode).toList();
        return codes.contains(ExitCode.REFUSED)
                ? ExitCode.REFUSED
                : codes.stream().filter(code -> code != ExitCode.OK).findFirst().orElse(ExitCode.OK);
    }

    /** stopped orders, crm; refused hr already failed do: …; and how many of each. */
    void print(Paper paper, Deed deed) {
        for (var kind : List.of(Outcome.Kind.REQUESTED, Outcome.Kind.DONE)) {
            var names = of(kind).stream().map(job -> Cells.harmless(job.job())).toList();
            if (!names.isEmpty()) {
                paper.line(Cells.pad(word(kind, deed), WORD, false) + String.join(", ", names));
            }
        }
        var others = new TextTable(
                TextTable.Column.text(""),
                TextTable.Column.name(""),
                TextTable.Column.text(""),
                TextTable.Column.text(""));
        var wrong = jobs.stream().filter(job -> job.exitCode() != ExitCode.OK).toList();
        for (Outcome job : wrong) {
            others.row(
                    Cells.pad(word(job.kind(), deed), WORD - 2, false),
                    job.job(),
                    job.reason() == null ? String.valueOf(job.state()) : job.reason(),
                    job.next() == null ? "" : "do: " + job.next());
        }
        if (!wrong.isEmpty()) {
            others.lines(paper.look(), Integer.MAX_VALUE).forEach(paper::line);
        }
        leftToDo(paper);
        if (jobs.size() > 1) {
            paper.line(summary(deed));
        }
    }

    /** As event lines: an error for each that did not succeed, and one result. */
    void tell(Narrator lines) {
        for (Outcome job : jobs) {
            if (job.exitCode() != ExitCode.OK) {
                lines.tell(LastEvents.error(job.job(), failure(job)));
            }
        }
        var tasks = jobs.stream().flatMap(job -> job.leftToDo().stream()).toList();
        String outcome = exitCode() == ExitCode.OK ? "ENDED" : exitCode() == ExitCode.REFUSED ? "REFUSED" : "FAILED";
        lines.tell(LastEvents.result(outcome, exitCode(), null, tasks));
    }

    private static FailureView failure(Outcome job) {
        return new FailureView(
                job.code() == null ? "" : job.code(),
                String.valueOf(job.kind()).toLowerCase(java.util.Locale.ROOT),
                String.valueOf(job.reason()),
                job.next() == null ? "" : job.next());
    }

    private void leftToDo(Paper paper) {
        for (Outcome job : jobs) {
            if (!job.leftToDo().isEmpty()) {
                paper.line("Left for you (%s):".formatted(Cells.harmless(job.job())));
                job.leftToDo().forEach(task -> paper.line("  - " + Cells.harmless(task)));
            }
        }
    }

    private List<Outcome> of(Outcome.Kind kind) {
        return jobs.stream().filter(job -> job.kind() == kind).toList();
    }

    private String summary(Deed deed) {
        var parts = new ArrayList<String>();
        for (var kind : Outcome.Kind.values()) {
            int count = of(kind).size();
            if (count > 0) {
                parts.add(count + " " + word(kind, deed));
            }
        }
        return String.join(", ", parts);
    }

    private static String word(Outcome.Kind kind, Deed deed) {
        return switch (kind) {
            case REQUESTED -> deed.doing();
            case DONE -> deed.done();
            case FAILED -> "failed";
            case DIFFERENT -> "different";
            case FORBIDDEN -> "forbidden";
            case NOT_PROMOTED, REFUSED -> "refused";
        };
    }
}
