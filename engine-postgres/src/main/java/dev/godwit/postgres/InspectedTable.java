package dev.godwit.postgres;

import dev.godwit.core.Column;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.jdbc.PgConnection;

/**
 * A table as the side where it is looked at has it.
 *
 * @param from as it stands after FROM
 * @param columns those that are moved
 * @param hashes turns columns into hashes
 * @param key the columns of its key, in the order of the source's columns; empty without a key
 * @param order names of the key's columns in the order of its index; empty where there is none to find single rows by
 * @param ranged whether that index finds ranges of rows too
 * @param blocks of the main fork
 */
record InspectedTable(
        String from,
        List<TypeDetail.Field> columns,
        RowHash hashes,
        List<KeyColumn> key,
        List<String> order,
        boolean ranged,
        long blocks) {

    /** Looks the table up now. */
    static InspectedTable read(Connection connection, KnownTypes types, Table table) throws SQLException {
        Facts facts = facts(connection, table);
        List<TypeDetail.Field> columns = HashedTable.columns(connection, table);
        Set<String> wanted =
                table.columns().stream().filter(Column::key).map(Column::name).collect(Collectors.toSet());
        Index index = wanted.isEmpty() ? Index.NONE : index(connection, table, wanted);
        Map<String, KeyColumn> key = wanted.isEmpty() ? Map.of() : key(connection, table, wanted, index);
        return new InspectedTable(
                (facts.partitioned ? "" : "ONLY ") + Sql.quote(table.name()),
                columns,
                RowHash.read(connection, types, columns, facts.utf8),
                columns.stream()
                        .map(TypeDetail.Field::name)
                        .filter(wanted::contains)
                        .map(name -> key.get(name))
                        .toList(),
                index.columns,
                index.ranged,
                facts.blocks);
    }

    boolean keyed() {
        return !key.isEmpty();
    }

    private record Facts(boolean partitioned, boolean utf8, long blocks) {}

    private record Index(List<String> columns, List<String> equalities, boolean ranged) {

        private static final Index NONE = new Index(List.of(), List.of(), false);
    }

    private static Facts facts(Connection connection, Table table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, Sql.quote(table.name()));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw Failure.of(CoreFailure.CATALOG_CHANGED)
                            .found("table %s is not there", table.name())
                            .build();
                }
                return new Facts(row.getBoolean(1), row.getBoolean(2), row.getLong(3));
            }
        }
    }

    /** The best index over exactly the key's columns: one that finds ranges before others, the primary key first. */
    private static Index index(Connection connection, Table table, Set<String> wanted) throws SQLException {
        int major = connection.unwrap(PgConnection.class).getServerMajorVersion();
        String attributes = major >= 11 ? "i.indnkeyatts" : "i.indnatts";
        Index best = Index.NONE;
        try (PreparedStatement statement = connection.prepareStatement(INDEXES.formatted(attributes))) {
            statement.setString(1, Sql.quote(table.name()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<String> names =
                            Arrays.asList((String[]) row.getArray(1).getArray());
                    boolean ranged = row.getBoolean(3);
                    if (Set.copyOf(names).equals(wanted) && (best.columns.isEmpty() || (ranged && !best.ranged))) {
                        best = new Index(
                                names, Arrays.asList((String[]) row.getArray(2).getArray()), ranged);
                    }
                }
            }
        }
        return best;
    }

    private static Map<String, KeyColumn> key(Connection connection, Table table, Set<String> wanted, Index index)
            throws SQLException {
        var key = new HashMap<String, KeyColumn>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, Sql.quote(table.name()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(1);
                    if (wanted.contains(name)) {
                        int at = index.columns.indexOf(name);
                        String equality = at < 0 ? "" : index.equalities.get(at);
                        key.put(name, new KeyColumn(name, row.getString(2), row.getString(3), equality));
                    }
                }
            }
        }
        return key;
    }

    private static final String TABLE = """
            SELECT c.relkind = 'p', pg_catalog.getdatabaseencoding() IN ('UTF8', 'SQL_ASCII'),
                coalesce(pg_catalog.pg_relation_size(c.oid), 0) / pg_catalog.current_setting('block_size')::int8
            FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(?)
            """;

    private static final String COLUMNS = """
            SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                coalesce((SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(l.collname)
                    FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
                    WHERE l.oid = a.attcollation), '')
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
            """;

    /**
     * Ranges are found where a comparison with the type's own operators, under the column's collation, goes through the
     * index from one end to the other. Bit 1 of indoption stands for DESC.
     */
    private static final String INDEXES = """
            SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.n),
                pg_catalog.array_agg(pg_catalog.format('OPERATOR(%%I.%%s)', opn.nspname, op.oprname) ORDER BY k.n),
                pg_catalog.bool_and(opn.nspname = 'pg_catalog' AND oc.opcdefault AND i.indcollation[k.n] = a.attcollation)
                    AND pg_catalog.count(DISTINCT i.indoption[k.n] & 1) = 1
            FROM pg_catalog.pg_index i
            CROSS JOIN LATERAL (SELECT g AS n FROM pg_catalog.generate_series(0, %s - 1) g) k
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n]
            JOIN pg_catalog.pg_opclass oc ON oc.oid = i.indclass[k.n]
            JOIN pg_catalog.pg_am am ON am.oid = oc.opcmethod AND am.amname = 'btree'
            JOIN pg_catalog.pg_amop ao ON ao.amopfamily = oc.opcfamily AND ao.amopstrategy = 3
                AND ao.amoplefttype = oc.opcintype AND ao.amoprighttype = oc.opcintype
            JOIN pg_catalog.pg_operator op ON op.oid = ao.amopopr
            JOIN pg_catalog.pg_namespace opn ON opn.oid = op.oprnamespace
            WHERE i.indrelid = pg_catalog.to_regclass(?) AND i.indisunique AND i.indisvalid AND i.indimmediate
            AND i.indpred IS NULL AND i.indexprs IS NULL
            GROUP BY i.indexrelid, i.indisprimary
            ORDER BY i.indisprimary DESC, i.indexrelid
            """;
}
