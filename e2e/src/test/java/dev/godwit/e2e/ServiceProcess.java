package dev.godwit.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A server of its own in a process of its own, on a free port of the loopback interface. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Pattern ADDRESS = Pattern.compile("listens on (http\\S+)");

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ServiceProcess(Process process) {
        this.process = process;
        Thread.startVirtualThread(() -> read(process.inputReader()));
    }

    /** Starts it and waits until it answers. */
    static ServiceProcess start(Path data, String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1", // a short life: half of its time would go into compiling better code
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.godwit.cli.Main",
                "server",
                "--port",
                "0",
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        try {
            var started = new ServiceProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
            started.awaitAddress();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAddress() {
        Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("it ended: " + output());
            }
            return ADDRESS.matcher(output()).find();
        });
    }

    private void read(BufferedReader stream) {
        try (stream) {
            stream.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("reading its output ended: " + e.getMessage());
        }
    }

    URI address() {
        var found = ADDRESS.matcher(output());
        if (!found.find()) {
            throw new IllegalStateException(output());
        }
        return URI.create(found.group(1));
    }

    Rest rest() {
        return new Rest(address());
    }

    String output() {
        return String.join("\n", lines);
    }

    /** SIGKILL, as the kernel's out-of-memory killer would. */
    void kill9() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM, as a service manager would; then its exit code. */
    int terminate(Duration limit) {
        process.destroy();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + limit + ": " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill9();
    }
}
