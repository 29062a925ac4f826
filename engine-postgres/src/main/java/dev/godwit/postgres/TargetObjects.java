package dev.godwit.postgres;

import dev.godwit.core.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The objects that users made in a database: lists them and drops them. Godwit's own schema and what came with the
 * server are none; members of an extension go with it.
 */
final class TargetObjects {

    /** One transaction for each batch, so that the table of locks holds thousands of tables. */
    private static final int BATCH = 50;

    private final Sessions target;

    TargetObjects(Sessions target) {
        this.target = target;
    }

    /** Which objects are there now, in a form for {@link #dropAllBut}. */
    String inventory() {
        try (Connection connection = target.borrow()) {
            return list(connection).stream().map(DropTarget::key).collect(Collectors.joining(","));
        } catch (SQLException e) {
            throw Errors.failure("listing the objects of " + target.place(), e);
        }
    }

    /** Drops all that is not in an inventory. */
    void dropAllBut(String inventory) {
        Set<String> kept = Set.copyOf(new LinkedHashSet<>(Arrays.asList(inventory.split(",", -1))));
        drop(object -> !kept.contains(object.key));
    }

    /**
     * Drops objects with what depends on them.
     *
     * @throws Failure when one of them is refused
     */
    void drop(Predicate<DropTarget> which) {
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            var batch = new ArrayList<String>();
            for (DropTarget object : list(connection)) {
                if (!which.test(object)) {
                    continue;
                }
                batch.add(object.statement);
                if (batch.size() == BATCH || !object.batched()) {
                    flush(statement, batch);
                }
            }
            flush(statement, batch);
        } catch (SQLException e) {
            throw Errors.failure("dropping what is on " + target.place(), e);
        }
    }

    /** Drops those with nothing else in them; the others stay. */
    void dropEmpty(Predicate<DropTarget> which) {
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            for (DropTarget object : list(connection)) {
                if (which.test(object)) {
                    dropEmpty(statement, object.statement.replaceFirst(" CASCADE$", " RESTRICT"));
                }
            }
        } catch (SQLException e) {
            throw Errors.failure("dropping what is on " + target.place(), e);
        }
    }

    private static void dropEmpty(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!Errors.state(e).equals("2BP01")) { // others keep objects there
                throw e;
            }
        }
    }

    private static void flush(Statement statement, List<String> batch) throws SQLException {
        if (!batch.isEmpty()) {
            statement.execute(String.join(";\n", batch));
            batch.clear();
        }
    }

    static List<DropTarget> list(Connection connection) throws SQLException {
        var objects = new ArrayList<DropTarget>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OBJECTS)) {
            while (row.next()) {
                objects.add(new DropTarget(
                        row.getString("key"),
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("drop_statement")));
            }
        }
        return objects;
    }

    /**
     * @param key catalog and oid
     * @param kind as pg_identify_object says
     * @param name with its schema, for people
     * @param statement that drops it, wherever it has gone by then
     */
    record DropTarget(String key, String kind, String name, String statement) {

        boolean isTable() {
            return kind.equals("table") || kind.equals("foreign table");
        }

        boolean isSchema() {
            return kind.equals("schema");
        }

        /** Whether it takes space of its own. */
        boolean holdsRows() {
            return kind.equals("table") || kind.equals("materialized view");
        }

        /** A subscription is not dropped within a transaction that does more. */
        boolean batched() {
            return !kind.equals("subscription");
        }
    }

    /**
     * In the order in which to drop them: what reacts first, then what reads, then rows, then the rest. Schemas come
     * nearly last, when they are empty. A composite type counts as a type: its entry in pg_class belongs to the inside of
     * the one in pg_type, the other way round than a table's (PostgreSQL: pg_type.c, GenerateTypeDependencies).
     */
    private static final String OBJECTS = """
            WITH object AS (
                SELECT 1 AS rank, e.tableoid AS catalog, e.oid AS oid, 'EVENT TRIGGER' AS word
                FROM pg_catalog.pg_event_trigger e
                UNION ALL SELECT 3, p.tableoid, p.oid, 'PUBLICATION' FROM pg_catalog.pg_publication p
                UNION ALL SELECT CASE WHEN c.relkind IN ('v', 'm') THEN 4 WHEN c.relispartition THEN 5
                        WHEN c.relkind = 'S' THEN 7 ELSE 6 END, c.tableoid, c.oid,
                    CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                        WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END
                FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
                    AND c.relpersistence <> 't'
                UNION ALL SELECT 8, x.tableoid, x.oid, 'CAST' FROM pg_catalog.pg_cast x
                UNION ALL SELECT 8, x.tableoid, x.oid, 'TRANSFORM' FROM pg_catalog.pg_transform x
                UNION ALL SELECT 8, x.tableoid, x.oid, 'OPERATOR CLASS' FROM pg_catalog.pg_opclass x
                UNION ALL SELECT 9, x.tableoid, x.oid, 'OPERATOR FAMILY' FROM pg_catalog.pg_opfamily x
                UNION ALL SELECT 10, x.tableoid, x.oid, 'OPERATOR' FROM pg_catalog.pg_operator x
                UNION ALL SELECT 11, x.tableoid, x.oid, 'ROUTINE' FROM pg_catalog.pg_proc x
                UNION ALL SELECT 12, x.tableoid, x.oid, 'TYPE' FROM pg_catalog.pg_type x
                    WHERE x.typtype IN ('e', 'd', 'r', 'b', 'p') AND x.typelem = 0 OR x.typtype = 'c'
                    AND EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = x.typrelid AND c.relkind = 'c')
                UNION ALL SELECT 13, x.tableoid, x.oid, 'TEXT SEARCH CONFIGURATION' FROM pg_catalog.pg_ts_config x
                UNION ALL SELECT 13, x.tableoid, x.oid, 'TEXT SEARCH DICTIONARY' FROM pg_catalog.pg_ts_dict x
                UNION ALL SELECT 14, x.tableoid, x.oid, 'TEXT SEARCH PARSER' FROM pg_catalog.pg_ts_parser x
                UNION ALL SELECT 14, x.tableoid, x.oid, 'TEXT SEARCH TEMPLATE' FROM pg_catalog.pg_ts_template x
                UNION ALL SELECT 15, x.tableoid, x.oid, 'COLLATION' FROM pg_catalog.pg_collation x
                UNION ALL SELECT 15, x.tableoid, x.oid, 'CONVERSION' FROM pg_catalog.pg_conversion x
                UNION ALL SELECT 16, x.tableoid, x.oid, 'EXTENSION' FROM pg_catalog.pg_extension x
                UNION ALL SELECT 17, x.tableoid, x.oid, 'SERVER' FROM pg_catalog.pg_foreign_server x
                UNION ALL SELECT 18, x.tableoid, x.oid, 'FOREIGN DATA WRAPPER'
                    FROM pg_catalog.pg_foreign_data_wrapper x
                UNION ALL SELECT 19, x.tableoid, x.oid, 'ACCESS METHOD' FROM pg_catalog.pg_am x
                UNION ALL SELECT 20, x.tableoid, x.oid, 'LANGUAGE' FROM pg_catalog.pg_language x
                UNION ALL SELECT 21, x.tableoid, x.oid, 'SCHEMA' FROM pg_catalog.pg_namespace x
                    WHERE x.nspname !~ '^pg_'
            )
            SELECT o.rank, o.oid, o.catalog::int8 || ':' || o.oid::int8 AS key, i.type AS kind, i.identity AS name, CASE
                WHEN o.word = 'ROUTINE' THEN pg_catalog.format('DROP %s IF EXISTS %s CASCADE',
                    pg_catalog.upper(i.type), i.identity)
                WHEN o.word = 'CAST' THEN pg_catalog.format('DROP CAST IF EXISTS %s CASCADE', i.identity)
                WHEN o.word = 'TRANSFORM' THEN pg_catalog.format('DROP TRANSFORM IF EXISTS FOR %s CASCADE',
                    pg_catalog.replace(i.identity, ' on language ', ' LANGUAGE '))
                ELSE pg_catalog.format('DROP %s IF EXISTS %s CASCADE', o.word, i.identity) END AS drop_statement
            FROM object o CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.catalog, o.oid, 0) i
            WHERE o.oid >= 16384
            AND coalesce(i.schema, '') NOT IN ('godwit', 'pg_catalog', 'information_schema', 'pg_toast')
            AND NOT (o.word = 'SCHEMA' AND i.identity = 'godwit')
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = o.catalog AND d.objid = o.oid
                AND d.objsubid = 0 AND d.deptype IN ('e', 'i'))
            UNION ALL
            SELECT 0, 0, 'subscription:' || pg_catalog.md5(s.subname), 'subscription', s.subname::text, pg_catalog.format(
                'ALTER SUBSCRIPTION %1$I DISABLE; ALTER SUBSCRIPTION %1$I SET (slot_name = NONE);'
                    || ' DROP SUBSCRIPTION %1$I', s.subname)
            FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
            WHERE d.datname = pg_catalog.current_database()
            ORDER BY 1, 2 DESC
            """;
}
