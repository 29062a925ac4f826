package dev.godwit.postgres;

import dev.godwit.core.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether the target has the roles that own and use the source's objects. */
final class RolesTopic implements Topic {

    private static final int FIRST_WITH_SET_OPTION = 16;

    private final PostgresSource source;
    private final ServerVersion targetVersion;

    RolesTopic(PostgresSource source, ServerVersion targetVersion) {
        this.source = source;
        this.targetVersion = targetVersion;
    }

    @Override
    public String name() {
        return "roles";
    }

    @Override
    public void look(Connection target, Findings findings) throws SQLException {
        String[] used;
        String[] owners;
        try (Connection connection = source.sessions().open()) {
            used = Rows.strings(connection, USED, "oar").toArray(String[]::new);
            owners = Rows.strings(connection, USED, "o").toArray(String[]::new);
        }
        List<String> missing = Rows.strings(target, MISSING, (Object) used);
        Plan plan = source.plan();
        if (!missing.isEmpty() && !plan.roles() && plan.owner() == Plan.Owner.KEEP) {
            findings.failed(
                    PostgresFinding.ROLES_MISSING,
                    "own or may use objects of the source, and do not exist on the target: " + Findings.names(missing));
        }
        if (!missing.isEmpty() && plan.roles() && !Rows.yes(target, CREATES_ROLES)) {
            findings.failed(
                    PostgresFinding.TARGET_RIGHTS_MISSING,
                    "the user may not create roles, and these are missing: " + Findings.names(missing),
                    "ALTER ROLE … CREATEROLE on the target, or create the roles, or migrate with --roles off.");
        }
        if (plan.owner() == Plan.Owner.KEEP) {
            notSettable(target, owners, findings);
        }
    }

    private void notSettable(Connection target, String[] owners, Findings findings) throws SQLException {
        String right = targetVersion.major() >= FIRST_WITH_SET_OPTION ? "SET" : "MEMBER";
        List<String> foreign = Rows.strings(target, NOT_SETTABLE, owners, right);
        if (!foreign.isEmpty()) {
            String user = Rows.string(target, "SELECT pg_catalog.quote_ident(current_user)");
            findings.warning(
                    PostgresFinding.OWNER_NOT_SETTABLE,
                    "user %s is no member of %s: what they own would belong to %s"
                            .formatted(user, Findings.names(foreign), user),
                    "GRANT %s TO %s; on the target, or migrate with --owner none."
                            .formatted(
                                    String.join(
                                            ", ",
                                            foreign.stream().map(Sql::quote).toList()),
                                    user));
        }
    }

    /** Roles that objects of this database depend on; 10 has no predefined role with an OID above the rest. */
    private static final String USED = """
            SELECT DISTINCT r.rolname FROM pg_catalog.pg_shdepend d
            JOIN pg_catalog.pg_database b ON b.oid = d.dbid AND b.datname = pg_catalog.current_database()
            JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid
            WHERE d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass
            AND pg_catalog.strpos(?, d.deptype::text) > 0 AND r.oid >= 16384 ORDER BY 1
            """;

    private static final String MISSING = """
            SELECT name FROM pg_catalog.unnest(?::text[]) name
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name) ORDER BY 1
            """;

    private static final String CREATES_ROLES =
            "SELECT rolsuper OR rolcreaterole FROM pg_catalog.pg_roles WHERE rolname = current_user";

    private static final String NOT_SETTABLE = """
            SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY (?::text[])
            AND NOT pg_catalog.pg_has_role(oid, ?) ORDER BY 1
            """;
}
