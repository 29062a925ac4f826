package dev.godwit.testkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Somebody with rights who ends what others do, without asking.
 *
 * @param server the server
 * @param random which of several sessions it is
 */
public record Administrator(PostgresServer server, RandomGenerator random) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Ends one session; false when there is none whose application_name is like this, in SQL's sense. */
    public boolean terminates(String application) {
        return strike("pg_terminate_backend", application);
    }

    /** Cancels what one session does at this moment; false when none does anything. */
    public boolean cancels(String application) {
        return strike("pg_cancel_backend", application + "' AND state <> 'idle");
    }

    private boolean strike(String function, String application) {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            List<Long> found = new ArrayList<>();
            try (var rows = statement.executeQuery("SELECT pid FROM pg_stat_activity WHERE application_name LIKE '"
                    + application + "' ORDER BY pid")) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
            if (found.isEmpty()) {
                return false;
            }
            long chosen = found.get(random.nextInt(found.size()));
            try (var row = statement.executeQuery("SELECT %s(%d)".formatted(function, chosen))) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new UncheckedSqlException("Ending a session", e);
        }
    }

    /**
     * Takes all connections that the server has, also those for superusers, until the answer is closed.
     *
     * @param application whose sessions are ended meanwhile: pattern, in SQL's sense, of their application_name
     */
    public Held occupies(String application) {
        var held = new Held(new ArrayList<>());
        take(held);
        try (var statement = held.connections().getFirst().createStatement();
                var ended = statement.executeQuery(
                        "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE "
                                + Sql.literal(application))) {
            while (ended.next()) {
                awaitEnd(ended.getLong(1));
            }
        } catch (SQLException e) {
            held.close();
            throw new UncheckedSqlException("Ending sessions", e);
        }
        take(held);
        return held;
    }

    /** Its place is free once its process is gone, which is later than the list of sessions says. */
    private static void awaitEnd(long pid) {
        Await.until(
                PATIENCE, () -> ProcessHandle.of(pid).filter(OsProcess::alive).isEmpty());
    }

    private void take(Held held) {
        while (true) {
            try {
                held.connections().add(server.connect("postgres"));
            } catch (UncheckedSqlException full) {
                if (!held.connections().isEmpty()
                        && full.getCause() instanceof SQLException refused
                        && "53300".equals(refused.getSQLState())) {
                    return;
                }
                held.close();
                throw full;
            }
        }
    }
}
