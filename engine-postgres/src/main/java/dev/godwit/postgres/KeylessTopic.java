package dev.godwit.postgres;

import dev.godwit.core.Plan;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tables whose rows cannot be told apart by a key the log holds, and how they are followed. */
final class KeylessTopic implements Topic {

    private static final int FIRST_WITH_VIRTUAL_COLUMNS = 18;

    private final SelectedTables tables;

    KeylessTopic(SelectedTables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "tables without a usable key";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        if (tables.version().major() >= FIRST_WITH_VIRTUAL_COLUMNS
                && tables.plan().keyless() == Plan.Keyless.FULL) {
            virtual(connection, findings);
        }
        Map<TableName, String> reasons = reasons(connection);
        List<String> keyless = tables.all().stream()
                .filter(table -> table.logged() && !table.keyed())
                .map(table -> table.name() + reasons.getOrDefault(table.name(), ""))
                .toList();
        if (keyless.isEmpty()) {
            return;
        }
        String found = Findings.count(keyless.size(), "table") + " without a usable key: " + Findings.names(keyless);
        String key = " A primary key that is not deferrable makes them faster.";
        switch (tables.plan().keyless()) {
            case FULL ->
                findings.warning(
                        PostgresFinding.KEYLESS_TABLES,
                        found,
                        "Nothing to do: whole rows are logged (REPLICA IDENTITY FULL) until the end of the migration, which"
                                + " makes more log." + key);
            case INSERT_ONLY ->
                findings.warning(
                        PostgresFinding.KEYLESS_TABLES,
                        found,
                        "Their updates and deletes are not followed (--keyless insert-only): see that there are none."
                                + key);
            case REFUSE ->
                findings.failed(
                        PostgresFinding.KEYLESS_TABLES,
                        found,
                        "Add a primary key that is not deferrable, exclude them, or choose --keyless full.");
        }
    }

    /** A whole row as identity would have to hold them, and they are nowhere: UPDATE would fail for the applications. */
    private void virtual(Connection connection, Findings findings) throws SQLException {
        List<TableName> virtual = tables.among(Rows.of(connection, VIRTUAL));
        List<TableName> names = tables.all().stream()
                .filter(table -> !table.keyed() && virtual.contains(table.name()))
                .map(TableDetail::name)
                .toList();
        if (!names.isEmpty()) {
            findings.failed(
                    PostgresFailure.KEYLESS_NOT_STREAMED,
                    "virtual generated columns and no usable key have " + Findings.names(names));
        }
    }

    /** Why a unique index is there and cannot serve; shown behind the table's name. */
    private Map<TableName, String> reasons(Connection connection) throws SQLException {
        boolean generated = tables.version().hasGeneratedColumns();
        var reasons = new HashMap<TableName, String>();
        for (List<String> row : Rows.of(connection, REASONS.formatted(generated ? GENERATED : "false"))) {
            reasons.putIfAbsent(Rows.table(row), " (" + row.get(2) + ")");
        }
        return reasons;
    }

    private static final String GENERATED = """
            EXISTS (SELECT FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[]) AND a.attgenerated <> '')
            """;

    private static final String VIRTUAL = """
            SELECT n.nspname, c.relname FROM %s JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
            WHERE a.attgenerated = 'v' AND NOT a.attisdropped ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);

    private static final String REASONS = """
            SELECT n.nspname, c.relname, CASE WHEN NOT i.indimmediate THEN 'its key is deferrable'
                WHEN NOT i.indisvalid THEN 'its key''s index is not valid'
                WHEN %s THEN 'its key has a generated column' ELSE 'its unique index allows NULL or is partial' END
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE i.indisunique AND n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')
            ORDER BY i.indisprimary DESC, i.indexrelid
            """;
}
