package dev.godwit.postgres;

import dev.godwit.core.Secret;
import dev.godwit.core.Server;
import dev.godwit.core.spi.Probe;
import dev.godwit.core.spi.Via;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs in as a migration would, in steps. */
final class PostgresProbe implements Probe {

    private static final String ID = "test";

    private final Sessions sessions;

    PostgresProbe(Address address, @Nullable Secret password, @Nullable Via via) {
        this.sessions = new Sessions(address, password, ID);
    }

    @Override
    public Optional<String> secure() {
        return Optional.empty();
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
        // Each step uses a connection of its own.
    }
}
