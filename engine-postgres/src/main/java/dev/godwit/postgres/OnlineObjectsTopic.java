package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Objects of the source that following its changes has to mind. */
final class OnlineObjectsTopic implements Topic {

    private final SelectedTables tables;

    OnlineObjectsTopic(SelectedTables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "objects that matter while changes are followed";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        List<String> triggers = Rows.strings(connection, EVENT_TRIGGERS);
        if (!triggers.isEmpty()) {
            findings.warning(
                    PostgresFinding.EVENT_TRIGGERS,
                    Findings.count(triggers.size(), "event trigger") + ": " + Findings.names(triggers));
        }
        List<String> late = Rows.of(connection, LATE).stream()
                .filter(row -> tables.contains(Rows.table(row)))
                .map(row -> row.get(2) + " on " + Rows.table(row))
                .toList();
        if (!late.isEmpty()) {
            findings.warning(
                    PostgresFinding.LATE_CONSTRAINTS,
                    Findings.count(late.size(), "deferrable or exclusion constraint") + ": " + Findings.names(late));
        }
        if (!tables.version().streamsTruncate()) {
            findings.warning(
                    PostgresFinding.TRUNCATE_BY_TRIGGER,
                    "the source is version " + tables.version().text());
        }
    }

    private static final String EVENT_TRIGGERS = """
            SELECT evtname FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D'
                AND NOT pg_catalog.left(evtname, 7) = 'godwit_' AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass AND d.objid = pg_event_trigger.oid
                AND d.deptype = 'e') ORDER BY 1
            """;

    private static final String LATE = """
            SELECT n.nspname, c.relname, o.conname
            FROM %s JOIN pg_catalog.pg_constraint o ON o.conrelid = c.oid
            WHERE o.contype IN ('p', 'u', 'x') AND (o.condeferrable OR o.contype = 'x') ORDER BY 1, 2, 3
            """.formatted(CatalogReader.USER_RELATIONS);
}
