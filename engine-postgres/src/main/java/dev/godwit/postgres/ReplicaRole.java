package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The role in which triggers and foreign keys of a target do not act on what Godwit writes. */
final class ReplicaRole {

    private ReplicaRole() {}

    /**
     * Takes the role for the rest of the session, where the server permits it: to superusers, and from version 15 on to
     * whom it was granted.
     *
     * @param connection in autocommit mode
     */
    static boolean take(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = 'replica'");
            return true;
        } catch (SQLException e) {
            if (Errors.state(e).equals(Errors.INSUFFICIENT_PRIVILEGE)) {
                return false;
            }
            throw e;
        }
    }
}
