package dev.godwit.postgres;

import dev.godwit.core.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether the user may read, and for following the changes alter, what is to be migrated. */
final class ReadRightsTopic implements Topic {

    private final SelectedTables tables;
    private final String user;

    ReadRightsTopic(SelectedTables tables, String user) {
        this.tables = tables;
        this.user = Sql.quote(user);
    }

    @Override
    public String name() {
        return "rights on the source";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        missing(findings, "SELECT", tables.among(Rows.of(connection, UNREADABLE)), "TABLES");
        missing(findings, "SELECT", tables.among(Rows.of(connection, UNREADABLE_SEQUENCES)), "SEQUENCES");
        List<?> hidden = tables.among(Rows.of(connection, HIDDEN));
        if (!hidden.isEmpty()) {
            findings.failed(
                    PostgresFinding.ROWS_HIDDEN,
                    "row security applies to user %s on %s".formatted(user, Findings.names(hidden)),
                    "As a superuser: ALTER ROLE %s BYPASSRLS. Or sign in as a superuser.".formatted(user));
        }
        if (tables.plan().mode() == Mode.ONLINE && !Rows.yes(connection, "SELECT pg_catalog.pg_is_in_recovery()")) {
            online(connection, findings);
        }
    }

    private void online(Connection connection, Findings findings) throws SQLException {
        List<?> foreign = tables.among(Rows.of(connection, NOT_OWNED));
        if (!foreign.isEmpty()) {
            findings.failed(
                    PostgresFinding.TABLE_NOT_OWNED,
                    "user %s does not own %s".formatted(user, Findings.names(foreign)),
                    "GRANT %s TO %s, sign in as the owner, or migrate with --mode offline."
                            .formatted(String.join(", ", owners(connection)), user));
        }
        if (!Rows.yes(
                connection, "SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')")) {
            findings.failed(
                    PostgresFinding.SOURCE_RIGHTS_MISSING,
                    "user %s may not create a publication in the database".formatted(user),
                    "GRANT CREATE ON DATABASE %s TO %s;"
                            .formatted(
                                    Sql.quote(Rows.string(connection, "SELECT pg_catalog.current_database()")), user));
        }
    }

    private List<String> owners(Connection connection) throws SQLException {
        return Rows.of(connection, NOT_OWNED).stream()
                .filter(row -> tables.contains(Rows.table(row)))
                .map(row -> Sql.quote(row.get(2)))
                .distinct()
                .toList();
    }

    private void missing(Findings findings, String right, List<?> names, String kind) {
        if (!names.isEmpty()) {
            findings.failed(
                    PostgresFinding.SOURCE_RIGHTS_MISSING,
                    "user %s may not %s from %s".formatted(user, right, Findings.names(names)),
                    "GRANT USAGE ON SCHEMA … TO %1$s; GRANT %2$s ON ALL %3$s IN SCHEMA … TO %1$s;"
                            .formatted(user, right, kind));
        }
    }

    private static final String UNREADABLE = """
            SELECT n.nspname, c.relname FROM %s
            WHERE c.relkind IN ('r', 'p') AND NOT (pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                AND pg_catalog.has_table_privilege(c.oid, 'SELECT')) ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);

    private static final String UNREADABLE_SEQUENCES = """
            SELECT n.nspname, c.relname FROM %s
            WHERE c.relkind = 'S' AND NOT (pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                AND pg_catalog.has_sequence_privilege(c.oid, 'SELECT')) ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);

    private static final String HIDDEN = """
            SELECT n.nspname, c.relname FROM %s
            WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND pg_catalog.row_security_active(c.oid) ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);

    private static final String NOT_OWNED = """
            SELECT n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner) FROM %s
            WHERE c.relkind = 'r' AND c.relpersistence = 'p'
            AND NOT pg_catalog.pg_has_role(c.relowner, 'USAGE') ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);
}
