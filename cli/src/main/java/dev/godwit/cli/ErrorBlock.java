package dev.godwit.cli;

import dev.godwit.api.FailureView;
import dev.godwit.api.JobEvent;
import java.io.PrintStream;

/** An error as a person wants it: what is wrong, what was found, what to do, and what then. */
final class ErrorBlock {

    private final PrintStream err;
    private final Look look;

    ErrorBlock(PrintStream err, Look look) {
        this.err = err;
        this.look = look;
    }

    void print(FailureView failure, String then) {
        err.println(look.paint(Look.Paint.RED, "error") + " " + look.plain(failure.code() + ": " + failure.title()));
        line("found", failure.found());
        line("do", failure.next());
        line("then", then);
        err.flush();
    }

    void print(JobEvent.Found finding, String then) {
        print(new FailureView(finding.code(), finding.title(), finding.found(), finding.next()), then);
    }

    private void line(String word, String text) {
        if (!text.isEmpty()) {
            err.println("  %-6s %s".formatted(word, look.plain(text.strip().replace("\n", "\n         "))));
        }
    }
}
