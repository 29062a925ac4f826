package dev.godwit.postgres;

import dev.godwit.core.Server;
import dev.godwit.core.spi.Probe;
import java.util.Optional;

/** Signs in as a migration would, in steps; each uses a connection of its own. */
final class PostgresProbe implements Probe {

    private final AnyDatabase database;
    private Sessions sessions;

    PostgresProbe(AnyDatabase database) {
        this.database = database;
        this.sessions = database.first();
    }

    @Override
    public Optional<String> secure() {
        return new TlsHandshake(sessions).protocol();
    }

    @Override
    public void signIn() {
        sessions = database.sessions();
    }

    @Override
    public Server server() {
        return sessions.server();
    }

    @Override
    public void close() {
        // Nothing is kept open.
    }
}
