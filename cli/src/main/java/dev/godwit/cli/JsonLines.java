package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import dev.godwit.api.Json;
import java.io.PrintStream;
import tools.jackson.databind.node.ObjectNode;

/** Each event as a line of JSON on standard output, numbered from 1. */
final class JsonLines implements Narrator {

    private final PrintStream out;
    private long lines;

    JsonLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void tell(JobEvent event) {
        ObjectNode line = Json.STRICT.valueToTree(event);
        // Events of several sources meet here: those of the server, and the command's own.
        line.put("seq", ++lines);
        out.println(Json.STRICT.writeValueAsString(line));
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
