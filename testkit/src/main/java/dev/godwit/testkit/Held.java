package dev.godwit.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Connections that are held so that nobody else gets them. */
public record Held(List<Connection> connections) implements AutoCloseable {
    @Override
    public void close() {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException gone) {
                // the server was stopped meanwhile
            }
        }
    }
}
