package dev.godwit.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Makes one: takes a lock that somebody else will want, and once he waits, wants what he holds. He is the victim: whoever
 * waits first looks first whether it is a deadlock.
 */
public final class Deadlock {
    private static final String LOCK = "LOCK TABLE %s IN SHARE MODE";

    /** A table that a session writes to which waits for us, whose application_name is like the given one. */
    private static final String HELD_BY_WAITER = """
            SELECT l.relation::regclass::text FROM pg_locks l
                JOIN pg_stat_activity a ON a.pid = l.pid AND a.application_name LIKE '%s'
                JOIN pg_class c ON c.oid = l.relation AND c.relkind = 'r'
            WHERE l.granted AND l.mode = 'RowExclusiveLock' AND l.relation <> '%s'::regclass
                AND pg_backend_pid() = ANY (pg_blocking_pids(a.pid)) LIMIT 1
            """;

    private Deadlock() {}

    /**
     * Makes a deadlock with whoever writes to a table and to another one in one transaction.
     *
     * @param application pattern, in SQL's sense, of the victim's application_name
     * @param table       qualified and quoted where needed
     * @return whether the other one was the victim; false when nobody was caught in this time
     */
    public static boolean with(Connection connection, String application, String table, Duration limit) {
        try (var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL deadlock_timeout = '20s'");
            statement.execute(LOCK.formatted(table));
            return Await.until(limit, () -> close(connection, application, table));
        } catch (SQLException | UncheckedSqlException e) {
            return false; // we were the victim, or the server has gone
        } finally {
            rollback(connection);
        }
    }

    /** Closes the circle if somebody waits. */
    private static boolean close(Connection connection, String application, String table) {
        try (var statement = connection.createStatement()) {
            String held;
            try (var rows = statement.executeQuery(HELD_BY_WAITER.formatted(application, table))) {
                if (!rows.next()) {
                    return false;
                }
                held = rows.getString(1);
            }
            statement.execute(LOCK.formatted(held));
            return true;
        } catch (SQLException e) {
            throw new UncheckedSqlException("Closing the circle", e);
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException gone) {
            // with the connection the locks are gone too
        }
    }
}
