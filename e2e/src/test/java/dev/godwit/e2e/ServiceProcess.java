package dev.godwit.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code godwit server} in a process of its own, on a free port of the loopback interface; it may die and start again. */
final class ServiceProcess implements AutoCloseable {

    /** Generous for a machine that does other things too. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String LISTENS = "Godwit listens on ";

    private final Path data;
    private final Map<String, String> environment;
    private final List<String> command;
    private final Rest rest = new Rest(this);
    private GodwitProcess process;

    private ServiceProcess(Path data, Map<String, String> environment, List<String> command) {
        this.data = data;
        this.environment = environment;
        this.command = new ArrayList<>(command);
        this.process = run();
    }

    /** Starts it and waits until it answers; all it knows is in this folder. */
    static ServiceProcess start(Path data, String... options) {
        var command = new ArrayList<>(List.of("server", "--port", "0"));
        command.addAll(List.of(options));
        return new ServiceProcess(data, Map.of(), command);
    }

    /** The same with more in its environment. */
    static ServiceProcess start(Path data, Map<String, String> environment) {
        return new ServiceProcess(data, environment, List.of("server", "--port", "0"));
    }

    /** A new process on the same folder, once the one before has ended; it may listen elsewhere. */
    void start() {
        process = run();
    }

    /** The same where it listened before, so that whoever spoke to it finds it again. */
    void startWhereItWas() {
        command.set(command.indexOf("--port") + 1, Integer.toString(address().getPort()));
        start();
    }

    private GodwitProcess run() {
        return GodwitProcess.start(data, environment, command).awaitLine(LIMIT, line -> line.startsWith(LISTENS));
    }

    URI address() {
        return process.answers().stream()
                .filter(line -> line.startsWith(LISTENS))
                .map(line -> URI.create(line.substring(LISTENS.length())))
                .findFirst()
                .orElseThrow();
    }

    /** A client, which follows it when it starts again. */
    Rest rest() {
        return rest;
    }

    String output() {
        return process.output();
    }

    /** SIGKILL, as the kernel's out-of-memory killer would. */
    void kill9() {
        process.kill9();
    }

    /** It holds its connections, and says nothing until {@link #thaw}. */
    void freeze() {
        process.freeze();
    }

    void thaw() {
        process.thaw();
    }

    /** SIGTERM, as a service manager would; answers with the exit code. */
    int terminate() {
        process.terminate();
        return process.exitCode(LIMIT);
    }

    @Override
    public void close() {
        process.close();
    }
}
