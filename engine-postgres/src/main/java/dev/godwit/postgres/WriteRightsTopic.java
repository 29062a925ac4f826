package dev.godwit.postgres;

import dev.godwit.core.Mode;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Whether the user may create, load and apply on the target. */
final class WriteRightsTopic implements Topic {

    private final SelectedTables tables;
    private final String user;

    WriteRightsTopic(SelectedTables tables, String user) {
        this.tables = tables;
        this.user = Sql.quote(user);
    }

    @Override
    public String name() {
        return "rights on the target";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        String database = Sql.quote(Rows.string(connection, "SELECT pg_catalog.current_database()"));
        if (!Rows.yes(
                connection, "SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')")) {
            findings.failed(
                    PostgresFinding.TARGET_RIGHTS_MISSING,
                    "user %s may not create schemas in %s".formatted(user, database),
                    "GRANT CREATE ON DATABASE %s TO %s; on the target.".formatted(database, user));
        }
        String[] schemas = tables.all().stream()
                .map(TableDetail::name)
                .map(TableName::schema)
                .distinct()
                .toArray(String[]::new);
        List<String> closed = Rows.strings(connection, CLOSED_SCHEMAS, (Object) schemas);
        if (!closed.isEmpty()) {
            findings.failed(
                    PostgresFinding.TARGET_RIGHTS_MISSING,
                    "user %s may not create tables in schema %s".formatted(user, Findings.names(closed)),
                    "GRANT USAGE, CREATE ON SCHEMA %s TO %s; on the target.".formatted(Sql.quoteAll(closed), user));
        }
        if (!Rows.yes(connection, CREATES_DATABASES)) {
            findings.warning(
                    PostgresFinding.NO_SCRATCH_DATABASE,
                    "user %s may not create a database for it".formatted(user),
                    PostgresFinding.NO_SCRATCH_DATABASE.advice().replace("…", user));
        }
        if (tables.plan().mode() == Mode.ONLINE && !takesReplicaRole(connection)) {
            findings.warning(
                    PostgresFinding.REPLICA_ROLE_DENIED,
                    "user %s may not set session_replication_role".formatted(user),
                    PostgresFinding.REPLICA_ROLE_DENIED.advice().replace("…", user));
        }
    }

    /** Tried and undone: managed services allow it in ways of their own. */
    private static boolean takesReplicaRole(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL session_replication_role = replica");
            return true;
        } catch (SQLException e) {
            if (Errors.state(e).equals(Errors.INSUFFICIENT_PRIVILEGE)) {
                return false;
            }
            throw e;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static final String CLOSED_SCHEMAS = """
            SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY (?::text[])
            AND NOT (pg_catalog.has_schema_privilege(oid, 'CREATE') AND pg_catalog.has_schema_privilege(oid, 'USAGE'))
            ORDER BY 1
            """;

    private static final String CREATES_DATABASES =
            "SELECT rolsuper OR rolcreatedb FROM pg_catalog.pg_roles WHERE rolname = current_user";
}
