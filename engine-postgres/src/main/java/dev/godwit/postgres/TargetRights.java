package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What Godwit's role may do on a target.
 *
 * @param superuser everything
 * @param replicaRole apply changes without triggers and foreign keys acting on them
 * @param createDatabase make a database
 */
record TargetRights(boolean superuser, boolean replicaRole, boolean createDatabase) {

    static TargetRights probe(Connection connection) throws SQLException {
        boolean superuser;
        boolean createDatabase;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT rolsuper, rolcreatedb FROM pg_catalog.pg_roles WHERE rolname = current_user")) {
            row.next();
            superuser = row.getBoolean(1);
            createDatabase = row.getBoolean(2);
        }
        return new TargetRights(superuser, mayActAsReplica(connection), superuser || createDatabase);
    }

    private static boolean mayActAsReplica(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute("RESET session_replication_role");
            return true;
        } catch (SQLException e) {
            if (Errors.state(e).equals(Errors.INSUFFICIENT_PRIVILEGE)) {
                return false;
            }
            throw e;
        }
    }
}
