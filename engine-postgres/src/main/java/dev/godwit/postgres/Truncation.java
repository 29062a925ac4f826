package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.spi.Relation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Empties on the target exactly the tables that were emptied on the source, by one statement and never with CASCADE: the
 * stream lists what a cascade reached, and what it does not list is not to be touched.
 */
final class Truncation {

    private final Connection connection;
    private final StreamTargets targets;

    Truncation(Connection connection, StreamTargets targets) {
        this.connection = connection;
        this.targets = targets;
    }

    void write(List<Relation> relations, boolean restartIdentity) throws SQLException {
        if (relations.isEmpty()) {
            return;
        }
        Set<String> tables = tables(relations);
        String truncate = "TRUNCATE %s %s IDENTITY"
                .formatted(String.join(", ", tables), restartIdentity ? "RESTART" : "CONTINUE");
        Set<String> names = names(relations);
        List<String> blocking = new ArrayList<>();
        List<String> restoring = new ArrayList<>();
        boolean removable = foreignKeys(names, blocking, restoring);
        try (Statement statement = connection.createStatement()) {
            if (!removable) { // a foreign key of a partitioned table comes back only with a check of all rows
                for (String table : tables) {
                    statement.execute("DELETE FROM " + table);
                }
                return;
            }
            for (String drop : blocking) {
                statement.execute(drop);
            }
            statement.execute(truncate);
            for (String restore : restoring) {
                statement.execute(restore);
            }
        }
    }

    private Set<String> tables(List<Relation> relations) {
        var emptied = relations.stream().map(Relation::table).collect(Collectors.toSet());
        var tables = new LinkedHashSet<String>();
        for (Relation relation : relations) {
            TargetTable table = targets.route(relation).table();
            if (table.root() && !emptied.containsAll(targets.streamed(table))) {
                throw Failure.of(PostgresFailure.PARTITION_EMPTIED)
                        .found("%s of %s", relation.table(), table.name())
                        .build();
            }
            tables.add(table.only());
        }
        return tables;
    }

    private Set<String> names(List<Relation> relations) {
        var names = new HashSet<String>();
        for (Relation relation : relations) {
            names.add(Sql.quote(targets.route(relation).table().name()));
        }
        return names;
    }

    /** Finds the foreign keys of other tables; answers whether all of them can be dropped and made again at once. */
    private boolean foreignKeys(Set<String> names, List<String> drops, List<String> restores) throws SQLException {
        boolean removable = true;
        try (PreparedStatement statement = connection.prepareStatement(FOREIGN_KEYS)) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    removable &= row.getBoolean("simple");
                    drops.add(row.getString("dropping"));
                    restores.add(row.getString("restoring"));
                }
            }
        }
        return removable;
    }

    /** Made again without a check: it is checked once, when all is there. */
    private static final String FOREIGN_KEYS = """
            WITH emptied AS (SELECT u::pg_catalog.regclass::oid AS oid FROM pg_catalog.unnest(?::text[]) u)
            SELECT r.relkind = 'r' AND NOT r.relispartition AND f.relkind = 'r' AND NOT f.relispartition AS simple,
                pg_catalog.format('ALTER TABLE %I.%I DROP CONSTRAINT %I', n.nspname, r.relname, c.conname) AS dropping,
                pg_catalog.format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s%s', n.nspname, r.relname, c.conname,
                    pg_catalog.pg_get_constraintdef(c.oid),
                    CASE WHEN c.convalidated THEN ' NOT VALID' ELSE '' END) AS restoring
            FROM pg_catalog.pg_constraint c
            JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
            JOIN pg_catalog.pg_class f ON f.oid = c.confrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
            WHERE c.contype = 'f' AND c.confrelid IN (SELECT oid FROM emptied)
            AND c.conrelid NOT IN (SELECT oid FROM emptied)
            """;
}
