package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Objects of the source that act on others, or that a newer version treats in another way. */
final class ObjectsTopic implements Topic {

    private static final int LAST_WITH_OIDS = 11;

    private final SelectedTables tables;

    ObjectsTopic(SelectedTables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "objects that need care";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        warn(findings, PostgresFinding.SUBSCRIPTIONS, "subscription", Rows.strings(connection, SUBSCRIPTIONS));
        warn(findings, PostgresFinding.PUBLICATIONS, "publication", Rows.strings(connection, PUBLICATIONS));
        if (tables.version().major() <= LAST_WITH_OIDS) {
            warn(
                    findings,
                    PostgresFinding.TABLES_WITH_OIDS,
                    "table WITH OIDS",
                    tables.among(Rows.of(connection, WITH_OIDS)));
        }
    }

    private static void warn(Findings findings, PostgresFinding code, String noun, List<?> names) {
        if (!names.isEmpty()) {
            findings.warning(code, names.size() + " × " + noun + ": " + Findings.names(names));
        }
    }

    private static final String SUBSCRIPTIONS = """
            SELECT subname FROM pg_catalog.pg_subscription
            WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            ORDER BY 1
            """;

    private static final String PUBLICATIONS = """
            SELECT pubname FROM pg_catalog.pg_publication WHERE pubname !~ '^godwit_' ORDER BY 1
            """;

    private static final String WITH_OIDS = """
            SELECT n.nspname, c.relname FROM %s WHERE c.relkind = 'r' AND c.relhasoids ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);
}
