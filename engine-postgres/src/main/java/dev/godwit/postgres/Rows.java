package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Small answers of the catalog. */
final class Rows {

    private Rows() {}

    /** All rows, each column as text; "" for NULL. */
    static List<List<String>> of(Connection connection, String query, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                Object value =
                        values[i] instanceof String[] array ? connection.createArrayOf("text", array) : values[i];
                statement.setObject(i + 1, value);
            }
            var rows = new ArrayList<List<String>>();
            try (ResultSet row = statement.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    var fields = new ArrayList<String>(columns);
                    for (int i = 1; i <= columns; i++) {
                        String text = row.getString(i);
                        fields.add(text == null ? "" : text);
                    }
                    rows.add(fields);
                }
            }
            return rows;
        }
    }

    /** The first column of all rows. */
    static List<String> strings(Connection connection, String query, Object... values) throws SQLException {
        return of(connection, query, values).stream().map(List::getFirst).toList();
    }

    /** The one value of a query of one row. */
    static String string(Connection connection, String query, Object... values) throws SQLException {
        return strings(connection, query, values).getFirst();
    }

    static long number(Connection connection, String query, Object... values) throws SQLException {
        return Long.parseLong(string(connection, query, values));
    }

    static boolean yes(Connection connection, String query, Object... values) throws SQLException {
        return string(connection, query, values).equals("t");
    }

    /** A setting's value, as SHOW would tell; "" where the server does not know it or does not tell this user. */
    static String setting(Connection connection, String name) throws SQLException {
        return string(connection, "SELECT coalesce(pg_catalog.current_setting(?, true), '')", name);
    }

    /** A setting in its unit, such as milliseconds or megabytes; -1 where the server does not know it. */
    static long settingNumber(Connection connection, String name) throws SQLException {
        return number(
                connection,
                "SELECT coalesce((SELECT setting::int8 FROM pg_catalog.pg_settings WHERE name = ?), -1)",
                name);
    }

    /** The name in the first two columns of a row. */
    static TableName table(List<String> row) {
        return new TableName(row.get(0), row.get(1));
    }
}
