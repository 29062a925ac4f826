package dev.godwit.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A second JVM that runs the main method of a class, with this JVM's class path. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    ChildJvm(Class<?> main, Path... cache) throws IOException {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        for (Path each : cache) {
            builder.environment().put("XDG_CACHE_HOME", each.toString());
        }
        process = builder.start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The next line that it prints. */
    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException(
                    "The child ended with status " + process.onExit().join().exitValue());
        }
        return line;
    }

    /** Writes a line to its input. */
    void send(String line) throws IOException {
        var input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(line + "\n");
        input.flush();
    }

    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    void kill9() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
