package dev.godwit.postgres;

import dev.godwit.core.Server;
import dev.godwit.core.spi.Probe;
import java.sql.SQLException;
import java.util.Optional;

/** Signs in as a migration would, in steps; each uses a connection of its own. */
final class PostgresProbe implements Probe {

    private final Sessions sessions;

    PostgresProbe(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<String> secure() {
        return new TlsHandshake(sessions).protocol();
    }

    @Override
    public void signIn() {
        try {
            sessions.open().close();
        } catch (SQLException e) {
            throw Errors.failure("signing in to " + sessions.place(), e);
        }
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
