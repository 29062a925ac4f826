package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Runs statements that need a strong lock without ever making an application wait for long: a statement that waits for a
 * lock makes all others wait behind it, so it gives up after a second and tries again.
 */
final class Patience {

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Connection connection;
    private final Duration limit;

    /** @param connection in autocommit mode */
    Patience(Connection connection, Duration limit) {
        this.connection = connection;
        this.limit = limit;
    }

    /** Runs statements as one transaction, again and again until the locks are granted. */
    void run(String what, String statements) throws SQLException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN; SET LOCAL lock_timeout = '1s';" + statements + ";COMMIT");
                return;
            } catch (SQLException e) {
                rollback();
                if (!Errors.state(e).equals(Errors.LOCK_NOT_AVAILABLE)
                        && !Errors.state(e).equals("40P01")) {
                    throw e;
                }
                if (System.nanoTime() > end) {
                    throw tired(what, e);
                }
            }
            sleep(PAUSE);
        }
    }

    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(CoreFailure.INTERRUPTED)
                    .found("waiting was interrupted")
                    .cause(e)
                    .build();
        }
    }

    private void rollback() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        }
    }

    private Failure tired(String what, SQLException e) {
        return Failure.of(PostgresFailure.LOCK_NOT_GRANTED)
                .found("%s: no lock in %d seconds", what, limit.toSeconds())
                .cause(e)
                .next("End the sessions that hold locks on the table (pg_locks, pg_blocking_pids), then try again.");
    }
}
