package dev.godwit.postgres;

import dev.godwit.core.Column;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as the side where it is hashed has it.
 *
 * @param from as it stands after FROM
 * @param hash expression for one row; empty when there is no column
 * @param blocks of the main fork; 0 when its rows lie in partitions
 * @param bytes with out-of-line values
 */
record HashedTable(String from, String hash, long blocks, long bytes, HashBasis.Server server) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Looks the table up, and locks it until the end of the transaction.
     *
     * @param table its columns as the source has them
     * @param basis what is known from other tables of the view
     * @throws Failure {@code TABLE_REWRITTEN} when the connection's snapshot cannot see its rows any more
     */
    static HashedTable read(Connection connection, Table table, HashBasis basis) throws SQLException {
        boolean partitioned = Storage.isPartitioned(connection, table.name());
        String from = (partitioned ? "" : "ONLY ") + Sql.quote(table.name());
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = " + PATIENCE.toMillis());
            statement.execute("LOCK TABLE " + from + " IN ACCESS SHARE MODE");
        }
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, Sql.quote(table.name()));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !row.getBoolean("same")) {
                    throw rewritten(table.name());
                }
                return new HashedTable(
                        from,
                        table.columns().isEmpty() ? "" : hash(connection, table, basis, row.getBoolean("utf8")),
                        row.getLong("blocks"),
                        row.getLong("bytes"),
                        basis.server(connection));
            }
        }
    }

    /** Statements that each answer with the count and the two halves of the sum for some rows, together for all. */
    List<String> statements(long pieceBytes, int most) {
        long pieces = Math.clamp(bytes / pieceBytes, 1, most);
        if (pieces == 1 || blocks <= 1 || hash.isEmpty()) {
            return List.of(sum("SELECT %s FROM %s".formatted(column(), from)));
        }
        var statements = new ArrayList<String>();
        for (BlockRange range : BlockRange.cut(blocks, (int) pieces)) {
            statements.add(sum(RowSource.select(column(), from, range, server.version(), server.blockBytes())));
        }
        return statements;
    }

    private String column() {
        return hash.isEmpty() ? "" : hash + " AS h";
    }

    private String sum(String rows) {
        return hash.isEmpty() ? COUNT.formatted(rows) : SUM.formatted(rows);
    }

    private static String hash(Connection connection, Table table, HashBasis basis, boolean utf8) throws SQLException {
        List<TypeDetail.Field> columns = columns(connection, table);
        return RowHash.read(connection, basis.types(), columns, utf8).of(columns);
    }

    /** The columns that are moved, with their types on this side. */
    static List<TypeDetail.Field> columns(Connection connection, Table table) throws SQLException {
        Map<String, Long> types = columnTypes(connection, table.name());
        var columns = new ArrayList<TypeDetail.Field>();
        for (Column column : table.columns()) {
            Long type = types.get(column.name());
            if (type == null) {
                throw Failure.of(dev.godwit.core.CoreFailure.CATALOG_CHANGED)
                        .found("table %s has no column %s", table.name(), column.name())
                        .build();
            }
            columns.add(new TypeDetail.Field(column.name(), type));
        }
        return columns;
    }

    private static Map<String, Long> columnTypes(Connection connection, TableName table) throws SQLException {
        var types = new HashMap<String, Long>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, Sql.quote(table));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    types.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return types;
    }

    private static Failure rewritten(TableName table) {
        return Failure.of(PostgresFailure.TABLE_REWRITTEN)
                .found("table %s changed after the snapshot", table)
                .build();
    }

    private static final String TABLE = """
            SELECT c.relkind = 'p' OR coalesce(c.relfilenode = pg_catalog.pg_relation_filenode(c.oid), false) AS same,
                coalesce(pg_catalog.pg_relation_size(c.oid), 0) / current_setting('block_size')::int8 AS blocks,
                coalesce(pg_catalog.pg_table_size(c.oid), 0) AS bytes,
                pg_catalog.getdatabaseencoding() IN ('UTF8', 'SQL_ASCII') AS utf8
            FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(?)
            """;

    private static final String COLUMNS = """
            SELECT attname, atttypid::int8 FROM pg_catalog.pg_attribute
            WHERE attrelid = pg_catalog.to_regclass(?) AND attnum > 0 AND NOT attisdropped
            """;

    private static final String COUNT = "SELECT count(*), 0, 0 FROM (%s) AS godwit_rows";

    /** OFFSET 0 keeps the planner from computing the hash once for each half. */
    private static final String SUM = """
            SELECT count(*), coalesce(sum(('x' || substr(h, 1, 16))::bit(64)::int8), 0),
                coalesce(sum(('x' || substr(h, 17, 16))::bit(64)::int8), 0)
            FROM (%s OFFSET 0) AS godwit_rows
            """;
}
