package dev.godwit.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jline.terminal.spi.SystemStream;

/** The command line, with streams that a test sees. */
final class Shellful {

    /** What came of a command line. */
    record Answer(int exitCode, String out, String err) {}

    private final Map<String, String> environment = new HashMap<>();
    private String input = "";
    private boolean terminal;
    private int width = 100;

    static Shellful with(FakeServer server) {
        return new Shellful().set("GODWIT_SERVER", server.address().toString());
    }

    Shellful set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** All streams are a terminal, at which a person types this. */
    Shellful types(String text) {
        terminal = true;
        input = text;
        return this;
    }

    /** This comes through a pipe. */
    Shellful pipes(String text) {
        input = text;
        return this;
    }

    Shellful wide(int cells) {
        terminal = true;
        width = cells;
        return this;
    }

    Answer run(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        var screen = new Screen(
                new Terminals(terminal, width),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                outStream,
                errStream,
                environment);
        var command = Main.commandLine(screen);
        command.setOut(new PrintWriter(new OutputStreamWriter(outStream, StandardCharsets.UTF_8), true));
        command.setErr(new PrintWriter(new OutputStreamWriter(errStream, StandardCharsets.UTF_8), true));
        int exitCode = command.execute(words);
        return new Answer(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private record Terminals(boolean terminal, int width) implements Screen.Terminals {

        @Override
        public boolean has(SystemStream stream) {
            return terminal;
        }

        @Override
        public int width(SystemStream stream) {
            return width;
        }

        @Override
        public int height() {
            return 24;
        }
    }
}
