package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Tables whose rows, as text, are not valid as UTF8.
 *
 * @param broken tables that hold such a row
 * @param unread tables for which the time was too short
 */
record TextScan(List<String> broken, List<String> unread) {

    private static final String NOT_IN_REPERTOIRE = "22021";
    private static final int SECONDS_FOR_ALL = 60;

    /** Reads all rows, for a minute at most. */
    static TextScan of(Connection connection, Collection<TableDetail> tables) throws SQLException {
        var scan = new TextScan(new ArrayList<>(), new ArrayList<>());
        long end = System.nanoTime() + SECONDS_FOR_ALL * 1_000_000_000L;
        for (TableDetail table : tables) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                scan.unread.add(table.name().toString());
            } else {
                scan.read(connection, table, millis);
            }
        }
        return scan;
    }

    private void read(Connection connection, TableDetail table, long millis) throws SQLException {
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
