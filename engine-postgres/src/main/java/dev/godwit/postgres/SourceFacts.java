package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the source's catalog says about the entries of an archive, found by the oids that the archive holds.
 *
 * @param relations tables, indexes, sequences, views by oid
 * @param constraints of tables, by oid
 * @param indexes by oid
 * @param attached triggers and rules, but for those that are views, by oid
 * @param acting triggers and rules that act also on changes that are applied (ENABLE ALWAYS or REPLICA), by oid
 * @param copies triggers that partitions have from the table that they are part of; an archive holds those that are
 *     enabled otherwise than there, by oid
 * @param own publications, triggers and event triggers that Godwit made, by oid
 */
record SourceFacts(
        Map<Long, Relation> relations,
        Map<Long, Constraint> constraints,
        Map<Long, Index> indexes,
        Map<Long, Attached> attached,
        Set<Long> acting,
        Set<Long> copies,
        Set<Long> own) {

    /** Begins the names of everything that Godwit makes on a source. */
    static final String OWN_PREFIX = "godwit_";

    /**
     * @param name with its schema
     * @param kind relkind
     * @param populated false for a materialized view without data
     * @param partition whether it belongs to a partitioned table
     * @param bytes size on disk as last vacuumed, without out-of-line values
     */
    record Relation(TableName name, char kind, boolean populated, boolean partition, long bytes) {

        /** Whether ANALYZE is called for it; a partitioned table's takes its partitions along. */
        boolean analyzedByName() {
            return (kind == 'r' || kind == 'p') && !partition;
        }
    }

    /**
     * @param table oid of the table
     * @param name of the constraint
     * @param type contype
     * @param deferrable whether it is checked later than at once
     * @param validated whether all rows are known to fulfil it
     * @param refers oid of the table a foreign key refers to, or 0
     * @param derived whether it belongs to a constraint of a partitioned table
     * @param definition what stands after ADD CONSTRAINT and the name; for foreign keys only
     */
    record Constraint(
            long table,
            String name,
            char type,
            boolean deferrable,
            boolean validated,
            long refers,
            boolean derived,
            String definition) {}

    /**
     * @param name with its schema
     * @param table oid of its table
     */
    record Index(TableName name, long table) {}

    /**
     * A trigger or a rule.
     *
     * @param table oid of its table
     */
    record Attached(long table, String name) {}

    static SourceFacts read(Connection connection, ServerVersion version) throws SQLException {
        var facts = new SourceFacts(
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>());
        try (Statement statement = connection.createStatement()) {
            facts.readRelations(statement);
            facts.readConstraints(statement, version);
            facts.readIndexes(statement);
            facts.readAttached(statement);
            addOids(statement, ACTING, facts.acting);
            addOids(statement, COPIES, facts.copies);
            addOids(statement, OWN, facts.own);
        }
        return facts;
    }

    private void readRelations(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT c.oid::int8, n.nspname, c.relname, c.relkind, c.relispopulated, c.relispartition,
                    c.relpages::int8 * pg_catalog.current_setting('block_size')::int8 AS bytes
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f', 'S')
                AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'godwit')""")) {
            while (row.next()) {
                relations.put(
                        row.getLong(1),
                        new Relation(
                                new TableName(row.getString(2), row.getString(3)),
                                row.getString(4).charAt(0),
                                row.getBoolean(5),
                                row.getBoolean(6),
                                row.getLong(7)));
            }
        }
    }

    private void readConstraints(Statement statement, ServerVersion version) throws SQLException {
        String derived = version.major() >= 11 ? "k.conparentid <> 0" : "false";
        try (ResultSet row = statement.executeQuery("""
                SELECT k.oid::int8, k.conrelid::int8, k.conname, k.contype, k.condeferrable, k.convalidated,
                    k.confrelid::int8, %s,
                    CASE WHEN k.contype = 'f' THEN pg_catalog.pg_get_constraintdef(k.oid) ELSE '' END
                FROM pg_catalog.pg_constraint k WHERE k.conrelid <> 0 AND k.conrelid >= 16384
                ORDER BY k.oid""".formatted(derived))) {
            while (row.next()) {
                constraints.put(
                        row.getLong(1),
                        new Constraint(
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4).charAt(0),
                                row.getBoolean(5),
                                row.getBoolean(6),
                                row.getLong(7),
                                row.getBoolean(8),
                                row.getString(9)));
            }
        }
    }

    private void readIndexes(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT i.indexrelid::int8, n.nspname, c.relname, i.indrelid::int8
                FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname NOT IN ('pg_catalog', 'pg_toast')""")) {
            while (row.next()) {
                indexes.put(
                        row.getLong(1), new Index(new TableName(row.getString(2), row.getString(3)), row.getLong(4)));
            }
        }
    }

    private void readAttached(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT t.oid::int8, t.tgrelid::int8, t.tgname FROM pg_catalog.pg_trigger t
                WHERE NOT t.tgisinternal OR t.tgenabled <> 'O'
                UNION ALL
                SELECT r.oid::int8, r.ev_class::int8, r.rulename FROM pg_catalog.pg_rewrite r
                WHERE r.ev_class >= 16384 AND r.rulename <> '_RETURN'""")) {
            while (row.next()) {
                attached.put(row.getLong(1), new Attached(row.getLong(2), row.getString(3)));
            }
        }
    }

    private static void addOids(Statement statement, String query, Set<Long> into) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                into.add(row.getLong(1));
            }
        }
    }

    private static final String ACTING = """
            SELECT t.oid::int8 FROM pg_catalog.pg_trigger t WHERE t.tgenabled IN ('A', 'R')
            UNION ALL
            SELECT r.oid::int8 FROM pg_catalog.pg_rewrite r WHERE r.ev_enabled IN ('A', 'R')
            """;

    private static final String COPIES = """
            SELECT d.objid::int8 FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND d.refclassid = d.classid
            """;

    private static final String OWN = """
            SELECT p.oid::int8 FROM pg_catalog.pg_publication p WHERE p.pubname LIKE 'godwit\\_%'
            UNION ALL
            SELECT e.oid::int8 FROM pg_catalog.pg_event_trigger e WHERE e.evtname LIKE 'godwit\\_%'
            UNION ALL
            SELECT t.oid::int8 FROM pg_catalog.pg_trigger t WHERE t.tgname LIKE 'godwit\\_%'
            """;
}
