package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether changes of definitions can be followed, see {@link DefinitionTriggers}. Asks who the user is; makes nothing. */
final class DefinitionsTopic implements Topic {

    @Override
    public String name() {
        return "changes of definitions";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        List<String> denied = Rows.strings(connection, DENIED);
        if (!denied.isEmpty()) {
            findings.warning(
                    PostgresFinding.DEFINITIONS_NOT_TOLD, "user " + denied.getFirst() + " may not make event triggers");
        }
    }

    /** Managed servers let the members of such a role do it, too. */
    private static final String DENIED = """
            SELECT r.rolname FROM pg_catalog.pg_roles r WHERE r.rolname = current_user AND NOT r.rolsuper
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles m
                    WHERE m.rolname = 'rds_superuser' AND pg_catalog.pg_has_role(r.oid, m.oid, 'MEMBER'))
            """;
}
