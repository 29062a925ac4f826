package dev.godwit.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code ./godwit} as a user does.
 *
 * @param script the launcher, or a link to it
 * @param folder where it is run
 */
record Launcher(Path script, Path folder) {

    /** What a run left behind. */
    record Result(int exitCode, String output, String errors) {}

    /** A run under way. */
    record Run(Process process, Path output, Path errors) {

        Result await() throws IOException, InterruptedException {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running after 5 minutes: " + Files.readString(errors));
            }
            return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return start(Map.of(), arguments).await();
    }

    /**
     * Starts a run.
     *
     * @param variables set in its environment, in addition to this process's
     */
    Run start(Map<String, String> variables, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "run", ".out");
        Path errors = Files.createTempFile(folder, "run", ".err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(variables);
        return new Run(builder.start(), output, errors);
    }
}
