package dev.godwit.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A table, materialized view or sequence whose content {@link Databases} reads. */
record Relation(long oid, String schema, String name, Kind kind) {
    /** Arguments that concat_ws takes at most, with some to spare (PostgreSQL: FUNC_MAX_ARGS). */
    private static final int COLUMNS_AT_ONCE = 90;

    enum Kind {
        TABLE,
        PARTITIONED,
        MATERIALIZED_VIEW,
        UNPOPULATED_VIEW,
        SEQUENCE;

        static Kind of(String relkind, boolean populated) {
            return switch (relkind) {
                case "r" -> TABLE;
                case "p" -> PARTITIONED;
                case "m" -> populated ? MATERIALIZED_VIEW : UNPOPULATED_VIEW;
                case "S" -> SEQUENCE;
                default -> throw new IllegalArgumentException(relkind);
            };
        }
    }

    String title() {
        return (kind == Kind.SEQUENCE ? "sequence " : "table ") + schema + "." + name;
    }

    String checksum(Connection connection, ExactText types) throws SQLException {
        String from = Sql.identifier(schema, name);
        return switch (kind) {
            case SEQUENCE ->
                value(
                        connection,
                        "SELECT last_value || CASE WHEN is_called THEN ' called' ELSE ' next' END FROM " + from);
            case TABLE -> value(connection, query("ONLY " + from, columns(connection, types)));
            case PARTITIONED, MATERIALIZED_VIEW -> value(connection, query(from, columns(connection, types)));
            case UNPOPULATED_VIEW -> "not populated";
        };
    }

    /** Both halves of the hashes are summed up, so that equal rows do not cancel each other out. */
    private static String query(String from, List<String> columns) {
        if (columns.isEmpty()) {
            return "SELECT count(*) || ' rows' FROM " + from;
        }
        var chunks = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i += COLUMNS_AT_ONCE) {
            var chunk = columns.subList(i, Math.min(i + COLUMNS_AT_ONCE, columns.size()));
            chunks.add("concat_ws(',', " + String.join(", ", chunk) + ")");
        }
        return """
                SELECT count(*) || ' rows ' || coalesce(sum(('x' || left(h, 16))::bit(64)::bigint), 0)
                    || '.' || coalesce(sum(('x' || right(h, 16))::bit(64)::bigint), 0)
                FROM (SELECT md5(%s) AS h FROM %s t) hashes
                """.formatted(String.join(" || ';' || ", chunks), from);
    }

    /** In the order of their names; each is a column's exact text, and a dash for NULL, with its name once in front. */
    private List<String> columns(Connection connection, ExactText types) throws SQLException {
        var columns = new ArrayList<String>();
        try (var statement = connection.prepareStatement("""
                SELECT attname, atttypid FROM pg_attribute WHERE attrelid = ?::bigint::oid AND attnum > 0 AND NOT attisdropped
                ORDER BY attname::text COLLATE "C"
                """)) {
            statement.setLong(1, oid);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    String column = "t." + Sql.identifier(rows.getString(1));
                    columns.add(Sql.literal(rows.getString(1)));
                    columns.add("coalesce(" + types.digest(rows.getLong(2), column) + ", '-')");
                }
            }
        }
        return columns;
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (var rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
