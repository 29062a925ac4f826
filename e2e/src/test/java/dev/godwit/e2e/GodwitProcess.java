package dev.godwit.e2e;

import dev.godwit.testkit.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The command line in a process of its own, with the launcher's default heap. */
final class GodwitProcess implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private GodwitProcess(Process process) {
        this.process = process;
        this.reader = Thread.startVirtualThread(this::read);
    }

    /** {@code godwit migrate --json} between two servers' databases, with more options. */
    static GodwitProcess migrate(
            PostgresServer source, PostgresServer target, String database, Path data, String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.godwit.cli.Main",
                "migrate",
                "--json",
                "--source",
                source.url(database),
                "--target",
                target.url(database)));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GODWIT_SOURCE_PASSWORD", source.password());
        builder.environment().put("GODWIT_TARGET_PASSWORD", target.password());
        builder.environment().put("GODWIT_DATA", data.toString());
        try {
            return new GodwitProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("reading its output ended: " + e.getMessage());
        }
    }

    /** Waits for a line of its output; fails when it ends first. */
    GodwitProcess awaitLine(Duration limit, Predicate<String> wanted) {
        Awaitility.await().atMost(limit).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive() && !reader.isAlive() && none(wanted)) {
                throw new AssertionError("it ended: " + output());
            }
            return !none(wanted);
        });
        return this;
    }

    private boolean none(Predicate<String> wanted) {
        return lines.stream().noneMatch(wanted);
    }

    /** SIGKILL, as the kernel's out-of-memory killer would. */
    void kill9() {
        process.destroyForcibly();
        process.onExit().join();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Asks it to stop, as Ctrl-C or a service manager would. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its exit code. */
    int exitCode(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + limit + ": " + output());
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        kill9();
    }
}
