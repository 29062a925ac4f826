package dev.godwit.postgres;

import dev.godwit.core.Scope;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** The way to a server: encrypted, and its clock near ours. */
final class LineTopic implements Topic {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

    private final Sessions sessions;

    LineTopic(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "connection";
    }

    @Override
    public Scope scope() {
        return Scope.INSTANCE;
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        boolean encrypted = Rows.yes(
                connection,
                "SELECT coalesce((SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()), false)");
        if (!encrypted && !local()) {
            findings.warning(
                    PostgresFinding.NOT_ENCRYPTED,
                    "rows and password travel in the clear to "
                            + sessions.address().hostAndPort());
        }
        long millis = Rows.number(connection, "SELECT (extract(epoch FROM pg_catalog.clock_timestamp()) * 1000)::int8");
        Duration apart =
                Duration.between(Instant.now(), Instant.ofEpochMilli(millis)).abs();
        if (apart.compareTo(CLOCK_TOLERANCE) > 0) {
            findings.warning(
                    PostgresFinding.CLOCKS_DIFFER,
                    "the server's clock and this machine's are %d s apart".formatted(apart.toSeconds()));
        }
    }

    private boolean local() {
        try {
            return InetAddress.getByName(sessions.address().host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
