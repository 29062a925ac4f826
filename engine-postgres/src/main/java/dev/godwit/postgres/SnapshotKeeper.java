package dev.godwit.postgres;

import dev.godwit.core.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that does nothing but live: it keeps a snapshot for others to use and locks on the tables they read. A
 * slot's own snapshot dies with the next command on the connection that made the slot.
 */
final class SnapshotKeeper implements AutoCloseable {

    static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /** Answers to an import: no such name, as a file or (from version 17 on) as an object; its process does not run. */
    private static final Set<String> GONE = Set.of("22023", "42704", "55000");

    private final Connection connection;
    private final String name;

    private SnapshotKeeper(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /**
     * Opens the transaction.
     *
     * @param exported a snapshot to import and to keep; null for one of now
     * @param tables locked before this returns, and as the snapshot knows them
     */
    static SnapshotKeeper open(Sessions sessions, @Nullable String exported, Collection<TableDetail> tables) {
        Connection connection = null;
        try {
            connection = sessions.open();
            return open(connection, exported, tables);
        } catch (SQLException e) {
            close(connection);
            throw failure(sessions, e);
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private static SnapshotKeeper open(Connection connection, @Nullable String exported, Collection<TableDetail> tables)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
            if (exported != null) {
                adopt(statement, exported);
            }
            // Without an imported one the snapshot begins after the locks: nothing can come between.
            TableLocks.take(connection, tables);
            try (ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
                row.next();
                String name = row.getString(1);
                TableLocks.check(connection, tables);
                return new SnapshotKeeper(connection, name);
            }
        }
    }

    /**
     * Lets a transaction that has just begun see what an exported snapshot shows.
     *
     * @throws Failure {@code SNAPSHOT_LOST} when the session that exported it is gone
     */
    static void adopt(Statement statement, String exported) throws SQLException {
        try {
            statement.execute("SET TRANSACTION SNAPSHOT " + Sql.literal(exported));
        } catch (SQLException e) {
            if (GONE.contains(Errors.state(e))) {
                throw lost(e);
            }
            throw e;
        }
    }

    /** The snapshot's name, for {@link #adopt}, as long as this lives. */
    String name() {
        return name;
    }

    /**
     * Makes sure that snapshot and locks are still held.
     *
     * @throws Failure {@code SNAPSHOT_LOST} when they are not
     */
    synchronized void check() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private static Failure lost(SQLException e) {
        return Failure.of(PostgresFailure.SNAPSHOT_LOST)
                .found("the server answers: %s", Errors.words(e))
                .cause(e)
                .build();
    }

    @Override
    public synchronized void close() {
        close(connection);
    }

    private static Failure failure(Sessions sessions, SQLException e) {
        String state = Errors.state(e);
        if (state.equals(Errors.OUT_OF_MEMORY)) {
            return Failure.of(PostgresFailure.LOCKS_EXHAUSTED)
                    .found("locking all tables at once: %s", Errors.words(e))
                    .cause(e)
                    .build();
        }
        if (!state.equals(Errors.LOCK_NOT_AVAILABLE)) {
            return Errors.failure("taking a snapshot", e);
        }
        String holders;
        try (Connection connection = sessions.borrow()) {
            holders = TableLocks.holders(connection);
        } catch (SQLException ignored) {
            holders = "";
        }
        return Failure.of(PostgresFailure.LOCK_NOT_GRANTED)
                .found("a table cannot be read: %s", holders.isEmpty() ? Errors.words(e) : "locked: " + holders)
                .cause(e)
                .build();
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // The server ends the transaction by itself.
        }
    }
}
