package dev.godwit.postgres;

import dev.godwit.core.Selection;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether rows that come back can be written to the source as they are, and nothing there acts on them. */
final class ReturnTopic implements Topic {

    private final Selection selection;
    private final String user;

    ReturnTopic(Selection selection, String user) {
        this.selection = selection;
        this.user = Sql.quote(user);
    }

    @Override
    public String name() {
        return "rights for the way back";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        if (!ReplicaRole.take(connection)) { // the connection ends with the check
            findings.failed(
                    PostgresFinding.WAY_BACK_RIGHTS_MISSING,
                    "user %s may not set session_replication_role on the source, so that triggers would act on what comes back"
                            .formatted(user),
                    "As a superuser on the source, from version 15 on: GRANT SET ON PARAMETER session_replication_role"
                            + " TO %s; or sign in as a superuser, or promote without --fallback.".formatted(user));
        }
        if (!Rows.yes(connection, DATABASE)) {
            findings.failed(
                    PostgresFinding.WAY_BACK_RIGHTS_MISSING,
                    "user %s may not create schemas and temporary tables on the source".formatted(user),
                    "GRANT CREATE, TEMPORARY ON DATABASE … TO %s; on the source.".formatted(user));
        }
        missing(connection, findings, TABLES, "INSERT, UPDATE, DELETE, TRUNCATE", "TABLES");
        missing(connection, findings, SEQUENCES, "UPDATE", "SEQUENCES");
        List<TableName> acting = among(Rows.of(connection, ACTING));
        if (!acting.isEmpty()) {
            findings.failed(
                    PostgresFinding.WAY_BACK_TRIGGERS,
                    "ENABLE ALWAYS or ENABLE REPLICA have triggers or rules of " + Findings.names(acting));
        }
    }

    private void missing(Connection connection, Findings findings, String query, String rights, String kind)
            throws SQLException {
        List<TableName> names = among(Rows.of(connection, query));
        if (!names.isEmpty()) {
            findings.failed(
                    PostgresFinding.WAY_BACK_RIGHTS_MISSING,
                    "user %s lacks %s on %s of the source".formatted(user, rights, Findings.names(names)),
                    "GRANT %s ON ALL %s IN SCHEMA … TO %s; on the source.".formatted(rights, kind, user));
        }
    }

    private List<TableName> among(List<List<String>> rows) {
        return rows.stream()
                .map(Rows::table)
                .filter(selection::contains)
                .distinct()
                .toList();
    }

    private static final String DATABASE = """
            SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
                AND pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY')
            """;

    private static final String TABLES = """
            SELECT n.nspname, c.relname FROM %s
            WHERE c.relkind IN ('r', 'p') AND NOT (pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                AND pg_catalog.has_table_privilege(c.oid, 'INSERT') AND pg_catalog.has_table_privilege(c.oid, 'UPDATE')
                AND pg_catalog.has_table_privilege(c.oid, 'DELETE')
                AND pg_catalog.has_table_privilege(c.oid, 'TRUNCATE')) ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);

    private static final String SEQUENCES = """
            SELECT n.nspname, c.relname FROM %s
            WHERE c.relkind = 'S' AND NOT (pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                AND pg_catalog.has_sequence_privilege(c.oid, 'UPDATE')) ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);

    private static final String ACTING = """
            SELECT n.nspname, c.relname FROM %s
            JOIN (
                SELECT t.tgrelid AS relation FROM pg_catalog.pg_trigger t
                WHERE t.tgenabled IN ('A', 'R') AND NOT t.tgisinternal AND t.tgname <> 'godwit_truncated'
                UNION ALL
                SELECT r.ev_class FROM pg_catalog.pg_rewrite r WHERE r.ev_enabled IN ('A', 'R')
            ) acting ON acting.relation = c.oid
            ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);
}
