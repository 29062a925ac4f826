package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One connection for the small questions that are asked all the time; opened anew after one failed. Thread-safe. */
final class KeptConnection implements AutoCloseable {

    private final Sessions sessions;
    private @Nullable Connection connection;

    KeptConnection(Sessions sessions) {
        this.sessions = sessions;
    }

    /** What is done with the connection, which is in autocommit mode. */
    @FunctionalInterface
    interface Question<T> {

        T on(Connection connection) throws SQLException;
    }

    /** @param doing what is tried, without the server's name */
    synchronized <T> T ask(String doing, Question<T> question) {
        try {
            Connection open = connection;
            if (open == null) {
                open = sessions.open();
                connection = open;
            }
            return question.on(open);
        } catch (SQLException e) {
            close();
            throw Errors.failure(doing + " on " + sessions.place(), e);
        }
    }

    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                return; // it is gone already
            }
        }
    }
}
