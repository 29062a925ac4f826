package dev.godwit.postgres;

import dev.godwit.core.Selection;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the patterns mean what their author thinks. */
final class SelectionTopic implements Topic {

    private final SelectedTables tables;

    SelectionTopic(SelectedTables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "selected tables";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        Selection selection = tables.plan().selection();
        if (selection.isAll()) {
            return;
        }
        List<TableName> known =
                Rows.of(connection, TABLES).stream().map(Rows::table).toList();
        for (String pattern : unmatched(selection.include(), known)) {
            findings.failed(PostgresFinding.PATTERN_WITHOUT_TABLE, "--table '%s' matches no table".formatted(pattern));
        }
        var excludable = new ArrayList<>(known);
        Rows.of(connection, OWN_TABLES).forEach(row -> excludable.add(Rows.table(row)));
        for (String pattern : unmatched(selection.exclude(), excludable)) {
            findings.warning(
                    PostgresFinding.PATTERN_WITHOUT_TABLE, "--exclude-table '%s' matches no table".formatted(pattern));
        }
        if (findings.list().isEmpty() && known.stream().noneMatch(selection::contains)) {
            findings.failed(PostgresFinding.PATTERN_WITHOUT_TABLE, "the patterns together leave no table");
        }
        var cut = new ArrayList<String>();
        for (List<String> row : Rows.of(connection, FOREIGN_KEYS)) {
            var to = new TableName(row.get(3), row.get(4));
            if (selection.contains(Rows.table(row)) && !selection.contains(to)) {
                cut.add("%s on %s leads to %s".formatted(row.get(2), Rows.table(row), to));
            }
        }
        if (!cut.isEmpty()) {
            findings.warning(PostgresFinding.FOREIGN_KEY_CUT, Findings.names(cut));
        }
    }

    private static List<String> unmatched(List<String> patterns, List<TableName> known) {
        return patterns.stream()
                .filter(pattern -> known.stream().noneMatch(table -> Selection.matches(pattern, table)))
                .toList();
    }

    private static final String TABLES = """
            SELECT n.nspname, c.relname FROM %s WHERE c.relkind IN ('r', 'p')
            """.formatted(CatalogReader.USER_RELATIONS);

    private static final String OWN_TABLES = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'godwit' AND c.relkind IN ('r', 'p')
            """;

    private static final String FOREIGN_KEYS = """
            SELECT n.nspname, c.relname, o.conname, tn.nspname, t.relname
            FROM %s JOIN pg_catalog.pg_constraint o ON o.conrelid = c.oid AND o.contype = 'f'
            JOIN pg_catalog.pg_class t ON t.oid = o.confrelid
            JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace ORDER BY 1, 2, 3
            """.formatted(CatalogReader.USER_RELATIONS);
}
