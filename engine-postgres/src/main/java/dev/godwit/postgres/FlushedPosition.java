package dev.godwit.postgres;

import dev.godwit.core.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows which commits are on the target's disk. With synchronous_commit off a commit that returned may still be lost
 * with the server, so the source may forget only what the flush position has passed.
 */
final class FlushedPosition {

    private static final String MESSAGE = "SELECT pg_catalog.pg_wal_lsn_diff("
            + "pg_catalog.pg_logical_emit_message(true, '" + CaptureNames.MESSAGE_PREFIX + "', ''), '0/0')::int8";

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Connection connection;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private @Nullable Point newest;
    private Point flushed;
    private long lastLook = System.nanoTime();

    FlushedPosition(Connection connection, Position start) throws SQLException {
        this.connection = connection;
        this.flushed = new Point(start, Instant.EPOCH);
        force();
    }

    /** A committed transaction of the source. */
    record Point(Position position, Instant committedAt) {}

    private record Pending(Point point, long insertedUpTo) {}

    /** A commit returned. */
    void committed(Point point) {
        newest = point;
    }

    /** The newest commit that was safe when the server was last looked at. */
    Point known() {
        return flushed;
    }

    /** The newest commit that is safe; looks at the server now and then. Commits the connection's transaction. */
    Point flushed() throws SQLException {
        if ((newest != null || !pending.isEmpty()) && System.nanoTime() - lastLook >= LOOK_NANOS) {
            look();
        }
        return flushed;
    }

    /** As {@link #flushed()}, when there is nothing else to do: makes the server write. */
    Point settled() throws SQLException {
        if (newest != null || !pending.isEmpty()) {
            force();
        }
        return flushed;
    }

    private void look() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::int8,
                            pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_flush_lsn(), '0/0')::int8
                        """)) {
            row.next();
            await(row.getLong(1));
            long flush = row.getLong(2);
            while (!pending.isEmpty() && pending.getFirst().insertedUpTo <= flush) {
                flushed = pending.removeFirst().point;
            }
        }
        connection.commit();
        lastLook = System.nanoTime();
    }

    /**
     * A synchronous commit writes all commits before it, but only when its transaction has something in the log: one that
     * has no more than a number is committed asynchronously all the same.
     */
    private void force() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = 'local'");
            try (ResultSet row = statement.executeQuery(MESSAGE)) {
                row.next();
                await(row.getLong(1));
            }
        }
        connection.commit();
        look();
    }

    private void await(long insertedUpTo) {
        if (newest != null) {
            pending.add(new Pending(newest, insertedUpTo));
            newest = null;
        }
    }
}
