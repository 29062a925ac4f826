package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * Connections that are used one after the other by several threads. It opens as many as are in use at once: callers bound
 * that.
 */
final class ConnectionPool implements AutoCloseable {

    private final Opener opener;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> inUse = new HashSet<>();
    private boolean closed;

    ConnectionPool(Opener opener) {
        this.opener = opener;
    }

    Connection take() throws SQLException {
        Connection connection = nextIdle();
        if (connection == null) {
            connection = opener.open();
        }
        synchronized (this) {
            if (!closed) {
                inUse.add(connection);
                return connection;
            }
        }
        abort(connection);
        throw new SQLException("the pool is closed", "08003");
    }

    /** Takes back a connection that is fit for the next user. */
    void giveBack(Connection connection) {
        synchronized (this) {
            if (inUse.remove(connection)) {
                idle.push(connection);
            }
        }
    }

    /** Ends a connection that failed or is in the middle of something, and those that wait: they may be broken too. */
    void discard(Connection connection) {
        List<Connection> waiting;
        synchronized (this) {
            inUse.remove(connection);
            waiting = List.copyOf(idle);
            idle.clear();
        }
        abort(connection);
        waiting.forEach(ConnectionPool::abort);
    }

    /** Ends the statements of connections in use: their users see a failure. */
    void cancel() {
        List<Connection> busy;
        synchronized (this) {
            busy = List.copyOf(inUse);
        }
        for (Connection connection : busy) {
            try {
                connection.unwrap(PgConnection.class).cancelQuery();
            } catch (SQLException e) {
                // It is gone, as it should be.
            }
        }
    }

    /** Ends all connections, also those in use: their users see a failure. */
    @Override
    public void close() {
        var all = new HashSet<Connection>();
        synchronized (this) {
            closed = true;
            all.addAll(idle);
            all.addAll(inUse);
            idle.clear();
            inUse.clear();
        }
        all.forEach(ConnectionPool::abort);
    }

    private synchronized @Nullable Connection nextIdle() {
        return idle.poll();
    }

    /** Closes the socket at once: close() would wait for an answer that may never come. The server then rolls back. */
    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is gone, as it should be.
        }
    }

    /** Makes a connection ready for its first user. */
    interface Opener {

        Connection open() throws SQLException;
    }
}
