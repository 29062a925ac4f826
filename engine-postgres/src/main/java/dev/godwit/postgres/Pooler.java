package dev.godwit.postgres;

import dev.godwit.core.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import org.postgresql.jdbc.PgConnection;

/**
 * Sees a pooler that lends one server process to many. What Godwit sets would stay there and reach the applications, so
 * this comes before anything is set.
 */
final class Pooler {

    private Pooler() {}

    /**
     * Refuses a pooler in transaction mode; one that keeps a server process for each connection may stay.
     *
     * @param fresh as it came from the driver
     * @param another opens one more in the same way
     */
    static void refuse(PgConnection fresh, Supplier<PgConnection> another, Address address) throws SQLException {
        int process = process(fresh);
        if (process == fresh.getBackendPID()) {
            return; // the server itself has greeted us
        }
        try (PgConnection second = another.get()) {
            if (process(second) == process) {
                throw Failure.of(PostgresFailure.POOLER_IN_BETWEEN)
                        .found("two connections to %s share one server process", address.hostAndPort())
                        .build();
            }
        }
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
