package dev.godwit.e2e;

import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A source and a target, each with an empty database called app. */
final class TwoServers implements AutoCloseable {

    static final String DATABASE = "app";

    final PostgresServer source;
    final PostgresServer target;

    TwoServers() {
        this(15, 17);
    }

    TwoServers(int from, int to) {
        source = PostgresServer.start(from);
        target = PostgresServer.start(to);
        source.createDatabase(DATABASE);
        target.createDatabase(DATABASE);
    }

    /** A transaction that holds a lock until it is closed. */
    static Connection holding(PostgresServer server, String lock) {
        try {
            Connection connection = server.connect(DATABASE);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(lock);
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many sessions of Godwit's are at work on a server. */
    static int busy(PostgresServer server) {
        return Integer.parseInt(Proof.strings(
                        server,
                        DATABASE,
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'godwit %'"
                                + " AND state = 'active'")
                .getFirst());
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
