package dev.godwit.postgres;

import dev.godwit.core.Scope;
import java.sql.Connection;
import java.sql.SQLException;

/** Whether the passwords of roles, which are to be migrated, can be read. */
final class RolePasswordsTopic implements Topic {

    @Override
    public String name() {
        return "passwords of roles";
    }

    @Override
    public Scope scope() {
        return Scope.INSTANCE;
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        if (!Rows.yes(connection, "SELECT pg_catalog.has_table_privilege('pg_catalog.pg_authid', 'SELECT')")) {
            findings.warning(
                    PostgresFinding.PASSWORDS_NOT_READABLE,
                    "roles are created on the target without a password: pg_authid is not readable on the source");
        }
    }
}
