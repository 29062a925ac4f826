package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether indexes of the source were built under the sort order that its operating system has now. */
final class CollationVersionTopic implements Topic {

    private static final int FIRST_FOR_DATABASES = 15;

    private final SelectedTables tables;

    CollationVersionTopic(SelectedTables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "versions of collations";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        List<String> outdated = Rows.strings(connection, COLLATIONS);
        if (!outdated.isEmpty()) {
            findings.warning(
                    PostgresFinding.COLLATION_OUTDATED,
                    "collations changed since they were created: " + Findings.names(outdated));
        }
        if (tables.version().major() < FIRST_FOR_DATABASES) {
            return;
        }
        Rows.strings(connection, DATABASE)
                .forEach(found -> findings.warning(PostgresFinding.COLLATION_OUTDATED, found));
    }

    private static final String COLLATIONS = """
            SELECT DISTINCT co.collname FROM pg_catalog.pg_collation co
            JOIN pg_catalog.pg_attribute a ON a.attcollation = co.oid
            JOIN pg_catalog.pg_index i ON i.indexrelid = a.attrelid
            WHERE co.collversion <> pg_catalog.pg_collation_actual_version(co.oid) ORDER BY 1
            """;

    private static final String DATABASE = """
            SELECT pg_catalog.format('the database was created under version %s of its collation, the system has %s',
                datcollversion, pg_catalog.pg_database_collation_actual_version(oid))
            FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
            AND datcollversion <> pg_catalog.pg_database_collation_actual_version(oid)
            """;
}
