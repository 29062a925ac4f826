package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import dev.godwit.api.JobRequest;
import dev.godwit.api.ProfileRequest;
import dev.godwit.api.ServerRefusal;
import dev.godwit.api.StandaloneServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A migration that a person performs in the web console, on a server that another module's command starts for it. All that
 * is kept is in a folder of that command.
 */
public final class ConsolePerformance implements AutoCloseable {

    private final Screen screen = Screen.ofProcess();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final StandaloneServer.Running server;
    private final Wire wire;
    private final Client client;
    private final Interruption interruption;
    private volatile @Nullable EventReader events;

    private ConsolePerformance(StandaloneServer.Running server) {
        this.server = server;
        this.wire = Wire.to(server.address(), null, null);
        this.client = new Client(wire);
        this.interruption = new Interruption(_ -> end());
    }

    /**
     * Starts the server, on this machine's loopback.
     *
     * @param data its own folder
     * @param port 0 for any that is free
     * @throws Refusal when it cannot listen there
     */
    public static ConsolePerformance start(Path data, int port) {
        var usual = StandaloneServer.Options.on(data);
        try {
            return new ConsolePerformance(StoreOptions.server()
                    .start(new StandaloneServer.Options(data, null, usual.bind(), port, null, null, List.of(), false)));
        } catch (ServerRefusal refusal) {
            throw Refusal.of(refusal);
        }
    }

    /** Makes a connection profile. */
    public void profile(String name, String url, String password) {
        new ProfileClient(wire).create(new ProfileRequest(name, url, password, null, null));
    }

    /** Makes a job and leaves its start to the person; answers with the address of its page. */
    public URI create(JobRequest request, Consumer<JobEvent> listener) {
        var job = client.create(request).job();
        Thread.ofVirtual().name("events").start(() -> listen(job.id(), listener));
        return server.address().resolve("/jobs/" + job.id());
    }

    private void listen(String job, Consumer<JobEvent> listener) {
        while (interrupted.getCount() > 0) {
            try (var reader = client.events(job)) {
                events = reader;
                for (var event = reader.next(); event != null; event = reader.next()) {
                    listener.accept(event);
                    if (event instanceof JobEvent.Removed) {
                        return;
                    }
                }
            } catch (Refusal refusal) {
                return; // Deleted while nobody listened, or the server is going.
            }
        }
    }

    /** Calls this once the person presses Enter here; never where there is no input. */
    public void onEnter(Runnable deed) {
        Thread.ofPlatform().daemon().name("keys").start(() -> {
            try {
                if (new BufferedReader(new InputStreamReader(screen.in(), Screen.charset())).readLine() != null) {
                    deed.run();
                }
            } catch (IOException e) {
                // As if nobody ever pressed it.
            }
        });
    }

    /** Waits until Ctrl-C or SIGTERM; a second one leaves at once. */
    public void awaitEnd() {
        try {
            interrupted.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        interrupted.countDown();
        var reader = events;
        if (reader != null) {
            reader.close();
        }
    }

    @Override
    public void close() {
        end();
        client.close();
        server.close();
        interruption.close();
    }
}
