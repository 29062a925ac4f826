package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether the text of a SQL_ASCII source, which may be any bytes, is valid where the target asks for UTF8. */
final class AsciiTopic implements Topic {

    private static final String NOT_IN_REPERTOIRE = "22021";
    private static final int SECONDS_FOR_ALL = 60;

    private final SelectedTables tables;
    private final Sessions target;

    AsciiTopic(SelectedTables tables, Sessions target) {
        this.tables = tables;
        this.target = target;
    }

    @Override
    public String name() {
        return "bytes of SQL_ASCII";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        if (!Rows.setting(connection, "server_encoding").equals("SQL_ASCII") || targetIsAscii()) {
            return;
        }
        var broken = new ArrayList<String>();
        var unread = new ArrayList<String>();
        long end = System.nanoTime() + SECONDS_FOR_ALL * 1_000_000_000L;
        for (TableDetail table : tables.all()) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                unread.add(table.name().toString());
            } else {
                read(connection, table, millis, broken, unread);
            }
        }
        if (!broken.isEmpty()) {
            findings.failed(PostgresFinding.BYTES_NOT_TEXT, "not valid as UTF8 are texts in " + Findings.names(broken));
        }
        if (!unread.isEmpty()) {
            findings.warning(
                    PostgresFinding.BYTES_NOT_TEXT,
                    "a minute was too short to read the texts in " + Findings.names(unread));
        }
    }

    private boolean targetIsAscii() throws SQLException {
        try (Connection connection = target.open()) {
            return Rows.setting(connection, "server_encoding").equals("SQL_ASCII");
        }
    }

    private static void read(
            Connection connection, TableDetail table, long millis, List<String> broken, List<String> unread)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = " + millis);
            statement.execute("""
                    SELECT count(pg_catalog.convert_from(pg_catalog.textsend(t::text), 'UTF8')) FROM %s t
                    """.formatted(table.only()));
        } catch (SQLException e) {
            switch (Errors.state(e)) {
                case NOT_IN_REPERTOIRE -> broken.add(table.name().toString());
                case Errors.QUERY_CANCELED -> unread.add(table.name().toString());
                default -> throw e;
            }
        }
    }
}
