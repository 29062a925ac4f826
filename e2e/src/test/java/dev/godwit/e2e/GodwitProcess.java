package dev.godwit.e2e;

import dev.godwit.testkit.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The command line in a process of its own, with the launcher's default heap. */
final class GodwitProcess implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final Thread outReader;
    private final Thread errReader;

    private GodwitProcess(Process process) {
        this.process = process;
        this.outReader = reader(() -> read(process.inputReader(), answers));
        this.errReader = reader(() -> read(process.errorReader(), new ArrayList<>()));
    }

    /** Whoever reads a pipe holds a carrier of virtual threads as long as nothing comes. */
    private static Thread reader(Runnable reading) {
        return Thread.ofPlatform().daemon().start(reading);
    }

    /** {@code godwit migrate --json} between two servers' databases, with more options. */
    static GodwitProcess migrate(
            PostgresServer source, PostgresServer target, String database, Path data, String... options) {
        var arguments = new ArrayList<>(
                List.of("migrate", "--json", "--source", source.url(database), "--target", target.url(database)));
        arguments.addAll(List.of(options));
        return start(data, source.password(), target.password(), arguments);
    }

    /** Any command line, with the passwords where a person would put them. */
    static GodwitProcess start(Path data, String sourcePassword, String targetPassword, List<String> arguments) {
        return start(data, passwords(sourcePassword, targetPassword), arguments);
    }

    /** The same with this in its environment. */
    static GodwitProcess start(Path data, Map<String, String> environment, List<String> arguments) {
        return start(data, environment, commandLine(arguments).toArray(String[]::new));
    }

    private static Map<String, String> passwords(String source, String target) {
        return Map.of("GODWIT_SOURCE_PASSWORD", source, "GODWIT_TARGET_PASSWORD", target);
    }

    /** The same on a terminal of its own, which util-linux's {@code script} makes; Ctrl-C is typed as any other key. */
    static GodwitProcess onTerminal(Path data, String sourcePassword, String targetPassword, List<String> arguments) {
        String words = commandLine(arguments).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return start(data, passwords(sourcePassword, targetPassword), "script", "-qec", words, "/dev/null");
    }

    private static List<String> commandLine(List<String> arguments) {
        // A shell ignores SIGINT on behalf of what it runs in the background, and children inherit that.
        var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(StartUp.COMMAND);
        command.addAll(arguments);
        return command;
    }

    private static GodwitProcess start(Path data, Map<String, String> environment, String... command) {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("GODWIT_DATA", data.toString());
        builder.environment().put("TERM", "xterm");
        try {
            return new GodwitProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(BufferedReader stream, List<String> copy) {
        try (stream) {
            for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                copy.add(line);
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("reading its output ended: " + e.getMessage());
        }
    }

    /** Types a line. */
    void type(String line) {
        press(line + "\n");
    }

    /** Types keys, without Enter. */
    void press(String keys) {
        try {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line of its output; fails when it ends first. */
    GodwitProcess awaitLine(Duration limit, Predicate<String> wanted) {
        Awaitility.await().atMost(limit).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive() && !outReader.isAlive() && !errReader.isAlive() && none(wanted)) {
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

    /** SIGTERM, as a service manager would; its output is still read, which {@link Process#destroy} would end. */
    void terminate() {
        signal("TERM");
    }

    /** SIGINT, as Ctrl-C would. */
    void interrupt() {
        signal("INT");
    }

    /** SIGSTOP: it holds its connections, and says nothing more. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its exit code. */
    int exitCode(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + limit + ": " + output());
            }
            outReader.join();
            errReader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Standard output so far, without standard error. */
    List<String> answers() {
        return answers;
    }

    /** Standard output and standard error. */
    String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        kill9();
    }
}
