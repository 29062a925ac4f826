package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import dev.godwit.api.Json;
import java.io.PrintStream;

/** Each event as a line of JSON on standard output. */
final class JsonLines implements Narrator {

    private final PrintStream out;

    JsonLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void tell(JobEvent event) {
        out.println(Json.STRICT.writeValueAsString(event));
        out.flush();
    }

    @Override
    public void say(String text) {
        // For people; programs get events only.
    }

    @Override
    public void close() {
        out.flush();
    }
}
