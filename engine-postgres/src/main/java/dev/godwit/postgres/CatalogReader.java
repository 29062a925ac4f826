package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.Column;
import dev.godwit.core.Selection;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads which tables a database has, how their rows are told apart, and how large they are. */
final class CatalogReader {

    /** Godwit's own schema, on either side; never migrated. */
    static final String OWN_SCHEMA = "godwit";

    private final Connection connection;
    private final ServerVersion version;
    private final Selection selection;
    private final String sizes;

    CatalogReader(Connection connection, ServerVersion version, Selection selection) {
        this(connection, version, selection, SIZES);
    }

    private CatalogReader(Connection connection, ServerVersion version, Selection selection, String sizes) {
        this.connection = connection;
        this.version = version;
        this.selection = selection;
        this.sizes = sizes;
    }

    /** The same with all sizes 0: the server looks at several files of each table to tell them. */
    CatalogReader withoutSizes() {
        return new CatalogReader(connection, version, selection, NO_SIZES);
    }

    /** The version of the server behind a connection. */
    static ServerVersion version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('server_version_num')::int, current_setting('server_version')")) {
            row.next();
            return new ServerVersion(row.getInt(1), row.getString(2));
        }
    }

    /** The general view of {@link #read}. */
    static Catalog catalog(Map<TableName, TableDetail> tables) {
        var definitions = new StringBuilder();
        var list = new ArrayList<Table>();
        for (TableDetail table : tables.values()) {
            list.add(table.table());
            definitions
                    .append(table.oid())
                    .append(' ')
                    .append(table.name())
                    .append(' ')
                    .append(table.table().partitioning());
            for (ColumnDetail column : table.columns()) {
                definitions.append('|').append(column.attnum()).append(' ').append(column.name());
                definitions
                        .append(' ')
                        .append(column.column().type())
                        .append(' ')
                        .append(column.key());
            }
            definitions.append('\n');
        }
        return new Catalog(list, sha256(definitions.toString()));
    }

    /** The selected tables that hold rows, sorted by name. */
    Map<TableName, TableDetail> read() throws SQLException {
        Map<Long, Key> keys = keys();
        Map<Long, List<ColumnDetail>> columns = columns(keys);
        Map<Long, String> parents = parents();
        Map<Long, List<TableName>> wholes = new HashMap<>();
        var tables = new TreeMap<TableName, TableDetail>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TABLES.formatted(sizes))) {
            while (row.next()) {
                var name = new TableName(row.getString("nspname"), row.getString("relname"));
                if (row.getObject("whole") != null) {
                    wholes.computeIfAbsent(row.getLong("whole"), oid -> new ArrayList<>())
                            .add(name);
                } else if (selection.contains(name)) {
                    long oid = row.getLong("oid");
                    var own = columns.getOrDefault(oid, List.of());
                    tables.put(
                            name,
                            detail(
                                    row,
                                    parents.getOrDefault(oid, ""),
                                    own,
                                    Optional.ofNullable(keys.get(oid)),
                                    List.of()));
                }
            }
        }
        addWholes(wholes, columns, keys, tables);
        return tables;
    }

    private void addWholes(
            Map<Long, List<TableName>> wholes,
            Map<Long, List<ColumnDetail>> columns,
            Map<Long, Key> keys,
            Map<TableName, TableDetail> into)
            throws SQLException {
        if (wholes.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(ROOTS.formatted(sizes))) {
            statement.setArray(
                    1, connection.createArrayOf("int8", wholes.keySet().toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    var name = new TableName(row.getString("nspname"), row.getString("relname"));
                    long oid = row.getLong("oid");
                    List<TableName> leaves = wholes.getOrDefault(oid, List.of()).stream()
                            .sorted()
                            .toList();
                    if (selection.contains(name) || leaves.stream().anyMatch(selection::contains)) {
                        var own = columns.getOrDefault(oid, List.of());
                        into.put(name, detail(row, leaves.toString(), own, Optional.ofNullable(keys.get(oid)), leaves));
                    }
                }
            }
        }
    }

    private static TableDetail detail(
            ResultSet row, String partitioning, List<ColumnDetail> columns, Optional<Key> key, List<TableName> leaves)
            throws SQLException {
        long toast = row.getLong("toast");
        var table = new Table(
                new TableName(row.getString("nspname"), row.getString("relname")),
                columns.stream().map(ColumnDetail::column).toList(),
                Math.max(0, row.getLong("reltuples")),
                row.getLong("size"),
                "p".equals(row.getString("relpersistence")),
                0,
                partitioning);
        return new TableDetail(
                table,
                columns,
                row.getLong("oid"),
                row.getLong("filenode"),
                row.getLong("relpages"),
                toast,
                "p".equals(row.getString("relpersistence")),
                row.getString("relreplident").charAt(0),
                key.map(Key::index),
                key.map(Key::primary).orElse(false),
                leaves);
    }

    private Map<Long, List<ColumnDetail>> columns(Map<Long, Key> keys) throws SQLException {
        var columns = new HashMap<Long, List<ColumnDetail>>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        COLUMNS.formatted(version.hasGeneratedColumns() ? "AND a.attgenerated = ''" : ""))) {
            while (row.next()) {
                long table = row.getLong("attrelid");
                int attnum = row.getInt("attnum");
                Key key = keys.get(table);
                String equality = key == null ? "" : key.equality(attnum);
                var column = new Column(row.getString("attname"), row.getString("type"), !equality.isEmpty());
                boolean always = "a".equals(row.getString("attidentity"));
                columns.computeIfAbsent(table, oid -> new ArrayList<>())
                        .add(new ColumnDetail(column, attnum, row.getLong("atttypid"), always, equality));
            }
        }
        return columns;
    }

    /** For each table that is part of others, those and its bounds, as the server keeps them; the nearest first. */
    private Map<Long, String> parents() throws SQLException {
        var parents = new HashMap<Long, String>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PARENTS)) {
            while (row.next()) {
                parents.put(row.getLong(1), row.getString(2));
            }
        }
        return parents;
    }

    /** For each table the best index that tells rows apart at once. */
    private Map<Long, Key> keys() throws SQLException {
        var keys = new HashMap<Long, Key>();
        String attributes = version.major() >= 11 ? "i.indnkeyatts" : "i.indnatts";
        String generated = version.hasGeneratedColumns() ? "AND a.attgenerated = ''" : "";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(KEYS.formatted(attributes, generated))) {
            while (row.next()) {
                var key = new Key(
                        row.getString("relname"),
                        row.getBoolean("indisprimary"),
                        integers(row.getArray("attnums")),
                        strings(row.getArray("operators")));
                keys.putIfAbsent(row.getLong("indrelid"), key);
            }
        }
        return keys;
    }

    private static List<Integer> integers(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray())
                .map(n -> ((Number) n).intValue())
                .toList();
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Key(String index, boolean primary, List<Integer> attnums, List<String> operators) {

        String equality(int attnum) {
            int at = attnums.indexOf(attnum);
            return at < 0 ? "" : operators.get(at);
        }
    }

    /** What follows FROM: relations c, in schemas n, that belong to users and to no extension. */
    static final String USER_RELATIONS = """
            pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'godwit')
                AND n.nspname !~ '^pg_(temp|toast_temp)_'
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;

    private static final String VISIBLE = """
              n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'godwit')
              AND n.nspname !~ '^pg_(temp|toast_temp)_'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;

    private static final String SIZES = """
            coalesce(pg_catalog.pg_table_size(c.oid), 0) AS size,
            coalesce(pg_catalog.pg_relation_size(nullif(c.reltoastrelid, 0)), 0) AS toast
            """;

    private static final String NO_SIZES = "0 AS size, 0 AS toast";

    private static final String STORED = """
            c.oid::int8, n.nspname, c.relname, c.reltuples::int8, c.relpages::int8, c.relpersistence, c.relreplident,
            coalesce(pg_catalog.pg_relation_filenode(c.oid), 0)::int8 AS filenode, %s
            """;

    /**
     * Tables with storage. "whole" is the root of a partition tree that hashes, on any level, by an expression or by a
     * type that is not built in: its hash may differ on the target (enums hash their OIDs).
     */
    private static final String TABLES = """
            WITH RECURSIVE up AS (
                SELECT c.oid AS leaf, c.oid AS node, false AS unstable FROM pg_catalog.pg_class c WHERE c.relispartition
                UNION ALL
                SELECT up.leaf, i.inhparent, up.unstable OR (p.partstrat = 'h' AND (
                    p.partexprs IS NOT NULL OR EXISTS (SELECT FROM pg_catalog.pg_attribute a
                        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                        WHERE a.attrelid = p.partrelid AND a.attnum = ANY (p.partattrs::int2[])
                        AND (t.typtype <> 'b' OR t.oid >= 16384 OR t.typelem <> 0 AND t.typlen = -1))))
                FROM up JOIN pg_catalog.pg_inherits i ON i.inhrelid = up.node
                JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = i.inhparent
            ), whole AS (
                SELECT up.leaf, up.node AS root FROM up JOIN pg_catalog.pg_class r ON r.oid = up.node
                WHERE up.unstable AND NOT r.relispartition
            )
            SELECT %s, w.root::int8 AS whole
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN whole w ON w.leaf = c.oid
            WHERE c.relkind = 'r' AND c.relpersistence IN ('p', 'u') AND %s
            """.formatted(STORED, VISIBLE);

    private static final String ROOTS = """
            SELECT %s FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ANY (?::int8[]::oid[])
            """.formatted(STORED);

    private static final String PARENTS = """
            WITH RECURSIVE up AS (
                SELECT i.inhrelid AS leaf, i.inhrelid AS node, i.inhparent, 1 AS level FROM pg_catalog.pg_inherits i
                JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relkind = 'r'
                UNION ALL
                SELECT up.leaf, up.inhparent, i.inhparent, up.level + 1
                FROM up JOIN pg_catalog.pg_inherits i ON i.inhrelid = up.inhparent
            )
            SELECT up.leaf::int8, pg_catalog.string_agg(
                pg_catalog.concat_ws(' ', up.inhparent, c.relpartbound), ', ' ORDER BY up.level, up.inhparent)
            FROM up JOIN pg_catalog.pg_class c ON c.oid = up.node GROUP BY up.leaf
            """;

    private static final String COLUMNS = """
            SELECT a.attrelid::int8, a.attnum, a.attname, a.atttypid::int8, a.attidentity,
                pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
            AND n.nspname NOT IN ('pg_catalog', 'information_schema') %s
            ORDER BY a.attrelid, a.attnum
            """;

    /**
     * Best first: the replica identity that was chosen, the primary key, then few columns. The operator is looked up for each
     * column by itself: joined, the planner reads all indexes again for each operator there is.
     */
    private static final String KEYS = """
            SELECT i.indrelid::int8, x.relname, i.indisprimary,
                array_agg(a.attnum::int ORDER BY k.n) AS attnums,
                array_agg(e.operator ORDER BY k.n) AS operators
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            CROSS JOIN LATERAL (SELECT g AS n FROM pg_catalog.generate_series(0, %s - 1) g) k
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n]
            CROSS JOIN LATERAL (SELECT (
                SELECT pg_catalog.format('OPERATOR(%%I.%%s)', opn.nspname, op.oprname)
                FROM pg_catalog.pg_opclass oc
                JOIN pg_catalog.pg_am am ON am.oid = oc.opcmethod AND am.amname = 'btree'
                JOIN pg_catalog.pg_amop ao ON ao.amopfamily = oc.opcfamily AND ao.amopstrategy = 3
                    AND ao.amoplefttype = oc.opcintype AND ao.amoprighttype = oc.opcintype
                JOIN pg_catalog.pg_operator op ON op.oid = ao.amopopr
                JOIN pg_catalog.pg_namespace opn ON opn.oid = op.oprnamespace
                WHERE oc.oid = i.indclass[k.n]) AS operator) e
            WHERE i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
            AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
            GROUP BY i.indrelid, i.indexrelid, x.relname, i.indisprimary, i.indisreplident, c.relreplident
            HAVING bool_and(e.operator IS NOT NULL AND a.attnotnull %s)
            ORDER BY i.indrelid, (c.relreplident = 'i' AND i.indisreplident) DESC, i.indisprimary DESC,
                count(*), i.indexrelid
            """;
}
