package dev.godwit.testkit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Makes a standby without pg_basebackup, which is not among the binaries. */
final class Standby {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SLOT = "standby";

    private Standby() {}

    /** Starts a server on a data directory that is there. */
    @FunctionalInterface
    interface Start {
        PostgresServer on(PostgresServerOptions options, DataDirectory data) throws IOException;
    }

    /** @param connection to the primary; the backup lasts as long as its session */
    static PostgresServer of(
            Connection connection,
            PostgresServer primary,
            PostgresServerOptions primaryOptions,
            DataDirectory primaryData,
            Start start)
            throws SQLException, IOException {
        boolean renamed = primary.major() >= 15;
        ask(connection, "SELECT pg_create_physical_replication_slot('" + SLOT + "', true)");
        ask(connection, renamed ? "SELECT pg_backup_start('s', true)" : "SELECT pg_start_backup('s', true, false)");
        var data = primaryData.copyLive(primary.major());
        String label = ask(
                connection,
                renamed
                        ? "SELECT labelfile FROM pg_backup_stop(false)"
                        : "SELECT labelfile FROM pg_stop_backup(false, false)");
        data.standby(label);
        var options = primaryOptions
                .copy()
                .set("primary_slot_name", SLOT)
                .set(
                        "primary_conninfo",
                        "host=%s port=%d user=%s password=%s"
                                .formatted(
                                        PostgresServer.HOST,
                                        primary.port(),
                                        PostgresServer.SUPERUSER,
                                        primary.password()));
        var standby = start.on(options, data);
        primary.set("synchronous_standby_names", "*");
        primary.reload();
        if (!Await.until(PATIENCE, () -> follows(connection))) {
            standby.close();
            throw new IllegalStateException("The standby does not follow. It says:\n" + standby.log());
        }
        return standby;
    }

    private static boolean follows(Connection connection) {
        try {
            return !ask(connection, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
                    .equals("0");
        } catch (SQLException e) {
            throw new UncheckedSqlException("Looking for the standby", e);
        }
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
