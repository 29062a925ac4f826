package dev.godwit.postgres;

import dev.godwit.core.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What holds data whose changes are not in the log, or no rows of its own. */
final class UnloggedTopic implements Topic {

    private final SelectedTables tables;

    UnloggedTopic(SelectedTables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "data outside the log";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        List<?> foreign = tables.among(Rows.of(connection, FOREIGN));
        if (!foreign.isEmpty()) {
            findings.warning(
                    PostgresFinding.FOREIGN_TABLES,
                    Findings.count(foreign.size(), "foreign table") + ", of which only the definition is migrated: "
                            + Findings.names(foreign));
        }
        if (tables.plan().mode() == Mode.OFFLINE) {
            return;
        }
        List<?> unlogged = tables.all().stream()
                .filter(table -> !table.logged())
                .map(TableDetail::name)
                .toList();
        if (!unlogged.isEmpty()) {
            findings.warning(
                    PostgresFinding.UNLOGGED_TABLES,
                    Findings.count(unlogged.size(), "unlogged table") + ": " + Findings.names(unlogged));
        }
        long objects = Rows.number(connection, "SELECT count(*) FROM pg_catalog.pg_largeobject_metadata");
        if (objects > 0) {
            findings.warning(
                    PostgresFinding.LARGE_OBJECTS, "the database holds " + Findings.count(objects, "large object"));
        }
    }

    private static final String FOREIGN = """
            SELECT n.nspname, c.relname FROM %s WHERE c.relkind = 'f' ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);
}
