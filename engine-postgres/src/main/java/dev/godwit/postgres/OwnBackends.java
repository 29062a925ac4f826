package dev.godwit.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Knows which of the server's processes work for this Godwit. A connection that is broken off does not end what it has
 * begun: the server notices only when it answers. Thread-safe.
 */
final class OwnBackends {

    /** More than are ever open at once; what is older has ended long ago. */
    private static final int REMEMBERED = 1000;

    private final Deque<Integer> pids = new ArrayDeque<>();

    synchronized void add(int pid) {
        pids.addLast(pid);
        if (pids.size() > REMEMBERED) {
            pids.removeFirst();
        }
    }

    /** A number may belong to somebody else by now: the name has to be ours too. */
    void end(Connection connection, String application, String program) throws SQLException {
        Array mine = connection.createArrayOf("int4", mine());
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
                WHERE usename = current_user AND pid <> pg_catalog.pg_backend_pid()
                AND (application_name = ? OR application_name = ? AND pid = ANY (?))""")) {
            statement.setString(1, program);
            statement.setString(2, application);
            statement.setArray(3, mine);
            statement.execute();
        }
    }

    private synchronized Object[] mine() {
        return pids.toArray();
    }
}
