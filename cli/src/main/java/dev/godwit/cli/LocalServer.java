package dev.godwit.cli;

import dev.godwit.api.EmbeddedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The server in this process, and its only client. */
final class LocalServer implements AutoCloseable {

    private final EmbeddedServer.Running running;
    private final Client client;

    private LocalServer(EmbeddedServer.Running running) {
        this.running = running;
        this.client = new Client(Wire.toOwn(running.address(), running.token()));
    }

    static LocalServer start(Path data) {
        var server = ServiceLoader.load(EmbeddedServer.class)
                .findFirst()
                .orElseThrow(() -> Refusal.noServer("it is not part of this installation"));
        try {
            return new LocalServer(server.start(data));
        } catch (RuntimeException e) {
            throw Refusal.notStarted(e);
        }
    }

    /** GODWIT_DATA, or the place that the desktop's rules give to a program's data. */
    static Path data(Map<String, String> environment) {
        @Nullable String own = environment.get("GODWIT_DATA");
        if (own != null && !own.isEmpty()) {
            return Path.of(own);
        }
        @Nullable String shared = environment.get("XDG_DATA_HOME");
        Path base = shared != null && Path.of(shared).isAbsolute()
                ? Path.of(shared)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("godwit");
    }

    Client client() {
        return client;
    }

    void stopJobs(Duration patience) {
        running.stopJobs(patience);
    }

    @Override
    public void close() {
        client.close();
        running.close();
    }
}
