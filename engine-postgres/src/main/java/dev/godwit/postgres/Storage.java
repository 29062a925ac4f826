package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Questions about how a server stores tables. */
final class Storage {

    private Storage() {}

    /** Size of a block: 8192 unless the server was built otherwise. */
    static int blockBytes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('block_size')::int4")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Blocks of a table's main fork, not of its out-of-line values; 0 for a partitioned table. */
    static long blocks(Connection connection, long oid) throws SQLException {
        String sql = "SELECT coalesce(pg_catalog.pg_relation_size(?::int8::oid::regclass), 0)"
                + " / current_setting('block_size')::int8";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Whether a table holds its rows in partitions: ONLY would then find none. */
    static boolean isPartitioned(Connection connection, TableName table) throws SQLException {
        String sql = "SELECT relkind = 'p' FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Sql.quote(table));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
