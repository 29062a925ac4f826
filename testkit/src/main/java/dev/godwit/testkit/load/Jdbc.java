package dev.godwit.testkit.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Statements with arguments. pgjdbc keeps them prepared by their text. */
final class Jdbc {
    private Jdbc() {}

    /** Runs it, and returns the number of rows. */
    static int update(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (var statement = bound(connection, sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    /** The first column of the first row; 0 without a row. */
    static long query(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (var statement = bound(connection, sql, arguments);
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, @Nullable Object... arguments)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
