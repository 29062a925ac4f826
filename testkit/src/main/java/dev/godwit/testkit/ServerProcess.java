package dev.godwit.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The processes of one run of a server, from start to end. */
final class ServerProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process postmaster;
    private final Watchdog watchdog;

    private ServerProcess(Process postmaster, Watchdog watchdog) {
        this.postmaster = postmaster;
        this.watchdog = watchdog;
    }

    /** Another process listens on the port. */
    static final class PortTaken extends IllegalStateException {
        private static final long serialVersionUID = 1;

        PortTaken(String log) {
            super("The port is taken by another process. The server says:\n" + log);
        }
    }

    /** Starts the postmaster and returns when it takes connections. */
    static ServerProcess start(DataDirectory data) {
        try {
            // A session of its own: Ctrl-C on the terminal is not for the server.
            var command = new ArrayList<>(List.of("setsid"));
            command.addAll(data.account().prefix());
            command.addAll(List.of(
                    data.binaries().program("postgres"), "-D", data.path().toString()));
            long logStart = data.logSize();
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(data.logFile().toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            data.clock().ifPresent(clock -> builder.environment().putAll(clock.environment()));
            var postmaster = builder.start();
            var started = new ServerProcess(postmaster, Watchdog.over(postmaster, data.deletable()));
            started.awaitReady(data, logStart);
            if (data.kept()) {
                started.release();
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(DataDirectory data, long logStart) {
        boolean decided = Await.until(PATIENCE, () -> !postmaster.isAlive() || ready(data));
        if (decided && postmaster.isAlive()) {
            return;
        }
        kill();
        String log = data.log(logStart);
        throw log.contains("could not bind") || log.contains("Address already in use")
                ? new PortTaken(log)
                : new IllegalStateException("PostgreSQL did not start on " + data.path() + ". It says:\n" + log);
    }

    /** The postmaster writes its state into the eighth line of its lock file (PostgreSQL: miscadmin.h, PM_STATUS). */
    private boolean ready(DataDirectory data) {
        try {
            var lines = Files.readAllLines(data.path().resolve("postmaster.pid"));
            return lines.size() >= 8
                    && Long.parseLong(lines.get(0).strip()) == postmaster.pid()
                    && (lines.get(7).startsWith("ready") || lines.get(7).startsWith("standby"));
        } catch (IOException | NumberFormatException notYet) {
            return false;
        }
    }

    long pid() {
        return postmaster.pid();
    }

    boolean running() {
        return postmaster.isAlive();
    }

    /** Sends the signal to the postmaster and waits until all has ended; kills what does not end. */
    void stop(String signal) {
        var children = family();
        signal(signal);
        if (!Await.until(
                PATIENCE, () -> !postmaster.isAlive() && children.stream().noneMatch(OsProcess::alive))) {
            kill();
        }
        watchdog.release();
    }

    /** SIGKILL for the postmaster first, so that it does not restart what it loses, and for all its children. */
    void kill() {
        signal("STOP");
        var children = family();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        if (!Await.until(
                PATIENCE, () -> !postmaster.isAlive() && children.stream().noneMatch(OsProcess::alive))) {
            throw new IllegalStateException(
                    "Processes of the server with pid " + postmaster.pid() + " cannot be killed");
        }
        watchdog.release();
    }

    /** One that has ended is left in peace: its process id may be another's by now. */
    private void signal(String name) {
        if (postmaster.isAlive()) {
            OsProcess.signal(name, postmaster.pid());
        }
    }

    void release() {
        watchdog.release();
    }

    /** Makes the server read its configuration again. */
    void reload() {
        signal("HUP");
    }

    private List<ProcessHandle> family() {
        try (Stream<ProcessHandle> descendants = postmaster.descendants()) {
            return descendants.toList();
        }
    }
}
