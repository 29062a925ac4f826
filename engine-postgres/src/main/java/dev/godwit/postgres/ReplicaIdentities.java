package dev.godwit.postgres;

import dev.godwit.core.Plan;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives each table the replica identity by which its rows are told apart, before it is published: a published table
 * without one refuses UPDATE and DELETE to the applications. What was before is kept in a table, written in the same
 * transaction as each change.
 */
final class ReplicaIdentities {

    private static final Duration LOCK_LIMIT = Duration.ofMinutes(1);

    private final Connection connection;
    private final TableName memory;
    private final ServerVersion version;

    ReplicaIdentities(Connection connection, ServerVersion version, CaptureNames names) {
        this.connection = connection;
        this.version = version;
        this.memory = names.identities();
    }

    /** Makes the tables ready; what is as needed already stays untouched. */
    void prepare(Collection<TableDetail> tables, Plan.Keyless keyless) throws SQLException {
        Map<TableName, Identity> now = current();
        var wanted = new LinkedHashMap<TableName, Identity>();
        for (TableDetail table : tables) {
            for (TableName streamed : table.streamed()) {
                Identity identity = wanted(table, streamed, keyless);
                Identity before = now.get(streamed);
                if (identity != null && before != null && !before.serves(identity)) {
                    wanted.put(streamed, identity);
                }
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        remember();
        var patience = new Patience(connection, LOCK_LIMIT);
        for (var each : wanted.entrySet()) {
            Identity before = now.get(each.getKey());
            if (before != null) {
                patience.run(
                        "changing the replica identity of " + each.getKey(),
                        note(each.getKey(), before) + alter(each.getKey(), each.getValue()));
            }
        }
    }

    /** Puts back what {@link #prepare} altered; tables that are gone are forgotten. */
    void restore() throws SQLException {
        if (!exists(connection, memory)) {
            return;
        }
        Map<TableName, Identity> now = current();
        var patience = new Patience(connection, LOCK_LIMIT);
        for (var each : remembered().entrySet()) {
            String forget = "DELETE FROM %s WHERE schema = %s AND name = %s"
                    .formatted(
                            Sql.quote(memory),
                            Sql.literal(each.getKey().schema()),
                            Sql.literal(each.getKey().name()));
            String alter = now.containsKey(each.getKey()) ? alter(each.getKey(), each.getValue()) + ";" : "";
            patience.run("restoring the replica identity of " + each.getKey(), alter + forget);
        }
        patience.run("removing " + memory, "DROP TABLE " + Sql.quote(memory));
    }

    /** How tables stood before Godwit altered them; for those whose definition was read since then. */
    Map<TableName, Identity> remembered() throws SQLException {
        if (!exists(connection, memory)) {
            return Map.of();
        }
        return read("SELECT schema, name, identity, index FROM " + Sql.quote(memory));
    }

    /** Gives the tables of this database, where they are, what {@link #remembered} told of another. */
    void apply(Map<TableName, Identity> remembered) throws SQLException {
        Map<TableName, Identity> now = remembered.isEmpty() ? Map.of() : current();
        var patience = new Patience(connection, LOCK_LIMIT);
        for (var each : remembered.entrySet()) {
            Identity there = now.get(each.getKey());
            if (there != null && !there.equals(each.getValue())) {
                patience.run("setting the replica identity of " + each.getKey(), alter(each.getKey(), each.getValue()));
            }
        }
    }

    static boolean exists(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.to_regclass(?) IS NOT NULL")) {
            statement.setString(1, Sql.quote(table));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private @Nullable Identity wanted(TableDetail table, TableName streamed, Plan.Keyless keyless) throws SQLException {
        if (!table.keyed()) {
            return keyless == Plan.Keyless.INSERT_ONLY ? null : new Identity('f', null);
        }
        if (!table.throughRoot()) {
            return table.keyIsPrimary()
                    ? new Identity('d', null)
                    : new Identity('i', table.keyIndex().orElseThrow());
        }
        return leafIdentity(table, streamed);
    }

    /** The leaf's own index over the columns of the root's key. */
    private Identity leafIdentity(TableDetail root, TableName leaf) throws SQLException {
        List<String> key = new ArrayList<>();
        for (ColumnDetail column : root.columns()) {
            if (column.key()) {
                key.add(column.name());
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                LEAF_KEY.formatted(version.major() >= 11 ? "i.indnkeyatts" : "i.indnatts"))) {
            statement.setString(1, Sql.quote(leaf));
            statement.setArray(2, connection.createArrayOf("text", key.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return new Identity('f', null);
                }
                return row.getBoolean("indisprimary")
                        ? new Identity('d', null)
                        : new Identity('i', row.getString("relname"));
            }
        }
    }

    private void remember() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS %s
                        (schema text, name text, identity text, index text, PRIMARY KEY (schema, name))
                    """.formatted(Sql.quote(memory)));
        }
    }

    private String note(TableName table, Identity before) {
        return "INSERT INTO %s VALUES (%s, %s, '%s', %s) ON CONFLICT DO NOTHING;"
                .formatted(
                        Sql.quote(memory),
                        Sql.literal(table.schema()),
                        Sql.literal(table.name()),
                        before.kind(),
                        before.index() == null ? "NULL" : Sql.literal(before.index()));
    }

    private static String alter(TableName table, Identity identity) {
        String how = switch (identity.kind()) {
            case 'f' -> "FULL";
            case 'd' -> "DEFAULT";
            case 'i' -> identity.index() == null ? "NOTHING" : "USING INDEX " + Sql.quote(identity.index());
            default -> "NOTHING";
        };
        return "ALTER TABLE ONLY %s REPLICA IDENTITY %s".formatted(Sql.quote(table), how);
    }

    private Map<TableName, Identity> current() throws SQLException {
        return read(CURRENT);
    }

    private Map<TableName, Identity> read(String query) throws SQLException {
        var identities = new HashMap<TableName, Identity>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                identities.put(
                        new TableName(row.getString(1), row.getString(2)),
                        new Identity(row.getString(3).charAt(0), row.getString(4)));
            }
        }
        return identities;
    }

    /**
     * A replica identity.
     *
     * @param kind d, f, i or n as in pg_class.relreplident
     * @param index for i, the index's name; null when it was dropped
     */
    record Identity(char kind, @Nullable String index) {

        /** Whether it gives at least what is wanted; whole rows hold every key. */
        boolean serves(Identity wanted) {
            return equals(wanted) || kind == 'f';
        }
    }

    private static final String CURRENT = """
            SELECT n.nspname, c.relname, c.relreplident, x.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisreplident AND c.relreplident = 'i'
            LEFT JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            WHERE c.relkind = 'r'
            """;

    private static final String LEAF_KEY = """
            SELECT x.relname, i.indisprimary FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            WHERE i.indrelid = ?::pg_catalog.regclass AND i.indisunique AND i.indimmediate AND i.indisvalid
            AND i.indpred IS NULL AND i.indexprs IS NULL
            AND (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::int2[])[0:%s - 1]))
                @> ?::text[]
            ORDER BY i.indisprimary DESC, i.indnatts, i.indexrelid LIMIT 1
            """;
}
