package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the operating system's processes need and the JDK does not offer. */
final class OsProcess {
    private OsProcess() {}

    /** Runs a program to its end; its output becomes part of the exception when it fails. */
    static void run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(
                        "Exit status %d of %s:\n%s".formatted(status, String.join(" ", command), output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + command.getFirst(), e);
        }
    }

    /** Whether a program runs and succeeds. */
    static boolean succeeds(List<String> command) {
        try {
            run(command);
            return true;
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    /** Sends a signal such as {@code INT}; nothing happens when the process is gone. */
    static void signal(String signal, long pid) {
        run(List.of("sh", "-c", "kill -" + signal + " " + pid + " 2>/dev/null || true"));
    }

    /** Whether a process runs; one that has ended, and that nobody has asked for its status, does not. */
    static boolean alive(ProcessHandle process) {
        return process.isAlive() && !zombie(process.pid());
    }

    /** The state is the first field after the name in parentheses: man 5 proc. */
    private static boolean zombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return true;
        }
    }
}
