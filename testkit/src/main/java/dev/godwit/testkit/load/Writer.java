package dev.godwit.testkit.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One thread of {@link Writers}. */
final class Writer implements Runnable {
    private static final long RECONNECT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int FAILURES_KEPT = 20;

    private final WritersOptions options;
    private final RandomGenerator random;
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong disconnects = new AtomicLong();
    private final AtomicLong longestWaitNanos = new AtomicLong();
    private final List<String> failures = new ArrayList<>();
    private volatile boolean stopped;
    private @Nullable Connection connection;

    Writer(WritersOptions options, long seed) {
        this.options = options;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void run() {
        long due = System.nanoTime();
        long waitingSince = due;
        while (!stopped) {
            if (transact()) {
                longestWaitNanos.accumulateAndGet(System.nanoTime() - waitingSince, Math::max);
                due = Math.max(due + options.interval().toNanos(), System.nanoTime());
                pauseUntil(due);
                waitingSince = System.nanoTime();
            }
        }
        disconnect();
    }

    /** One attempt; false when it is to be made again. */
    private boolean transact() {
        try {
            var open = connected();
            options.transactions().write(open, random);
            return commit(open);
        } catch (SQLException e) {
            refused(e);
            return false;
        }
    }

    private boolean commit(Connection open) throws SQLException {
        try {
            open.commit();
            commits.incrementAndGet();
            return true;
        } catch (SQLException e) {
            if (lost(e)) {
                unknown.incrementAndGet();
            }
            throw e;
        }
    }

    private void refused(SQLException e) {
        if (connection == null || lost(e)) {
            disconnects.incrementAndGet();
            disconnect();
            LockSupport.parkNanos(RECONNECT_PAUSE_NANOS);
            return;
        }
        if (!conflict(e)) {
            remember(e);
        }
        try {
            connection.rollback();
        } catch (SQLException gone) {
            disconnect();
        }
    }

    private void remember(SQLException e) {
        synchronized (failures) {
            if (failures.size() < FAILURES_KEPT) {
                failures.add(e.getSQLState() + " " + e.getMessage());
            }
        }
    }

    /** Class 08, connection exceptions; 57P01 to 57P05, the server ends the session. */
    private static boolean lost(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    /** Class 40: serialization failures and deadlocks. */
    private static boolean conflict(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("40");
    }

    private Connection connected() throws SQLException {
        if (connection == null) {
            var opened = options.connections().open();
            opened.setAutoCommit(false);
            connection = opened;
        }
        return connection;
    }

    private void disconnect() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException broken) {
            // it is of no more use, whatever the reason
        }
        connection = null;
    }

    private void pauseUntil(long due) {
        while (!stopped && System.nanoTime() < due) {
            LockSupport.parkNanos(Math.min(due - System.nanoTime(), RECONNECT_PAUSE_NANOS));
        }
    }

    void stop() {
        stopped = true;
    }

    long commits() {
        return commits.get();
    }

    long unknown() {
        return unknown.get();
    }

    long disconnects() {
        return disconnects.get();
    }

    Duration longestWait() {
        return Duration.ofNanos(longestWaitNanos.get());
    }

    List<String> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }
}
