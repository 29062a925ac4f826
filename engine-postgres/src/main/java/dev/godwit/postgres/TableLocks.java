package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps tables from being rewritten or emptied while they are copied: such commands take no part in snapshots, so a reader
 * with an older one would silently find fewer rows, or others.
 */
final class TableLocks {

    /** Longer than usual DDL; a slot's snapshot waits meanwhile, and keeps the source's old rows from being removed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * For every other session that touches the source's tables. A command that waits for the locks taken here makes these
     * sessions wait behind it, for ever, since no server sees that they work for one another. So they give up: the view is
     * closed, the command passes, and what is not finished is read under a new one.
     */
    static final String GIVE_WAY = "SET lock_timeout = '10s'";

    private static final int NAMES_PER_STATEMENT = 500;

    private TableLocks() {}

    /**
     * Takes a lock on each table that blocks nothing but DDL, until the transaction ends.
     *
     * @throws Failure {@code LOCK_NOT_GRANTED} when another session holds one of them too long
     */
    static void take(Connection connection, Collection<TableDetail> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = " + PATIENCE.toMillis());
            var names = tables.stream().map(TableDetail::only).toList();
            for (int from = 0; from < names.size(); from += NAMES_PER_STATEMENT) {
                int to = Math.min(names.size(), from + NAMES_PER_STATEMENT);
                statement.execute("LOCK TABLE " + String.join(", ", names.subList(from, to)) + " IN ACCESS SHARE MODE");
            }
            statement.execute("SET LOCAL lock_timeout = 0");
        }
    }

    /**
     * Compares each table's storage as the transaction's snapshot knows it with what is there now.
     *
     * @throws Failure {@code TABLE_REWRITTEN} when they are not the same
     */
    static void check(Connection connection, Collection<TableDetail> tables) throws SQLException {
        var awaited = new TreeMap<TableName, Long>();
        for (TableDetail table : tables) {
            table.streamed().forEach(leaf -> awaited.put(leaf, 0L));
            if (!table.throughRoot()) {
                awaited.put(table.name(), table.oid());
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(STORAGE)) {
            var schemas = awaited.keySet().stream().map(TableName::schema).toArray();
            var names = awaited.keySet().stream().map(TableName::name).toArray();
            statement.setArray(1, connection.createArrayOf("text", schemas));
            statement.setArray(2, connection.createArrayOf("text", names));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    var name = new TableName(row.getString("nspname"), row.getString("relname"));
                    Long oid = awaited.get(name);
                    if (oid != null && row.getBoolean("same") && (oid == 0 || oid == row.getLong("oid"))) {
                        awaited.remove(name);
                    }
                }
            }
        }
        if (!awaited.isEmpty()) {
            throw rewritten(new ArrayList<>(awaited.keySet()));
        }
    }

    private static Failure rewritten(List<TableName> tables) {
        String first = tables.stream().limit(5).map(TableName::toString).collect(Collectors.joining(", "));
        return Failure.of(PostgresFailure.TABLE_REWRITTEN)
                .found("%d changed after the snapshot: %s", tables.size(), first)
                .build();
    }

    /**
     * pg_class is read under the snapshot; pg_relation_filenode and to_regclass tell what is there now. A table that was
     * dropped and made again has another OID than the one that the name now leads to.
     */
    private static final String STORAGE = """
            SELECT n.nspname, c.relname, c.oid::int8,
                c.oid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', n.nspname, c.relname))
                AND coalesce(c.relfilenode = pg_catalog.pg_relation_filenode(c.oid), false) AS same
            FROM unnest(?::text[], ?::text[]) AS w (schema_name, table_name)
            JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema_name::name
            JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.table_name::name
            """;

    /** Who holds locks that keep readers out, for a message; empty when nobody does any more. */
    static String holders(Connection connection) throws SQLException {
        var holders = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HOLDERS)) {
            while (row.next()) {
                holders.add("%s by pid %d (%s, %s)"
                        .formatted(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)));
            }
        }
        return String.join("; ", holders);
    }

    private static final String HOLDERS = """
            SELECT l.relation::regclass::text, l.pid, coalesce(a.usename, '?'), coalesce(a.application_name, '?')
            FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.granted AND l.relation >= 16384
            AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
            ORDER BY 1, 2 LIMIT 5
            """;
}
