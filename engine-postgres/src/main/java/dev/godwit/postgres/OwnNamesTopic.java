package dev.godwit.postgres;

import dev.godwit.core.Selection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether users gave names that Godwit takes for its own, and never migrates. */
final class OwnNamesTopic implements Topic {

    private final Selection selection;

    OwnNamesTopic(Selection selection) {
        this.selection = selection;
    }

    @Override
    public String name() {
        return "names that are Godwit's own";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        List<String> foreign = Rows.of(connection, FOREIGN).stream()
                .filter(row -> row.get(1).isEmpty() ? selection.isAll() : selection.contains(Rows.table(row)))
                .map(row -> row.get(2))
                .toList();
        if (!foreign.isEmpty()) {
            findings.failed(
                    PostgresFinding.OWN_NAMES_TAKEN,
                    "Godwit did not make, and would not move: %s".formatted(Findings.names(foreign)));
        }
    }

    /**
     * What lies in the schema, and what begins with {@link SourceFacts#OWN_PREFIX} outside of it, and is not of Godwit's
     * making. Its tables are known by name and columns; functions and sequences go with them, publications with a slot.
     */
    private static final String FOREIGN = """
            WITH space AS (
                SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = 'godwit'
            ), own AS (
                SELECT c.oid, c.relname FROM pg_catalog.pg_class c
                CROSS JOIN LATERAL (SELECT pg_catalog.string_agg(a.attname, ' ' ORDER BY a.attnum) AS names
                    FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) columns
                WHERE c.relnamespace IN (SELECT oid FROM space) AND c.relkind = 'r' AND (
                    c.relname ~ '_identity$' AND columns.names = 'schema name identity index'
                    OR c.relname ~ '_heartbeat$' AND columns.names = 'id at'
                    OR c.relname ~ '_truncated$' AND columns.names = 'id schema name'
                    OR c.relname ~ '_door$' AND columns.names = 'number undo'
                    OR c.relname IN ('migration', 'chunk', 'note', 'progress_version')
                        AND pg_catalog.to_regclass('godwit.progress_version') IS NOT NULL)
            ), inside AS (
                SELECT d.classid, d.objid, c.relname, c.relkind FROM pg_catalog.pg_depend d
                LEFT JOIN pg_catalog.pg_class c ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND c.oid = d.objid AND c.relkind IN ('r', 'p')
                WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
                AND d.refobjid IN (SELECT oid FROM space) AND d.deptype = 'n'
                AND d.objid NOT IN (SELECT oid FROM own)
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_proc p JOIN own ON own.relname = p.proname
                    WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = d.objid)
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend part WHERE part.classid = d.classid
                    AND part.objid = d.objid AND part.deptype IN ('a', 'i') AND part.refobjid IN (SELECT oid FROM own))
            ), named AS (
                SELECT 'pg_catalog.pg_publication'::pg_catalog.regclass AS classid, p.oid FROM pg_catalog.pg_publication p
                WHERE p.pubname ~ '^godwit_' AND NOT EXISTS (SELECT FROM pg_catalog.pg_replication_slots
                    WHERE slot_name = pg_catalog.regexp_replace(p.pubname, '_(inserts|computed)$', ''))
                UNION ALL
                SELECT 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, e.oid FROM pg_catalog.pg_event_trigger e
                WHERE e.evtname ~ '^godwit_'
                UNION ALL
                SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid FROM pg_catalog.pg_trigger t
                JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
                WHERE t.tgname ~ '^godwit_' AND NOT t.tgisinternal
                AND (t.tgname <> 'godwit_truncated' OR p.pronamespace NOT IN (SELECT oid FROM space))
            )
            SELECT 'godwit', coalesce(relname, ''), pg_catalog.pg_describe_object(classid, objid, 0) FROM inside
            UNION ALL
            SELECT '', '', pg_catalog.pg_describe_object(classid, oid, 0) FROM named ORDER BY 3
            """;
}
