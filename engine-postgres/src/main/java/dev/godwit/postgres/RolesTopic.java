package dev.godwit.postgres;

import dev.godwit.core.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
        String[] schemaOwners;
        List<List<String>> places;
        try (Connection connection = source.sessions().borrow()) {
            used = Rows.strings(connection, USED, "oar").toArray(String[]::new);
            owners = Rows.strings(connection, USED, "o").toArray(String[]::new);
            places = Rows.of(connection, OWNERS_IN_SCHEMAS);
            schemaOwners = Rows.strings(connection, SCHEMA_OWNERS).toArray(String[]::new);
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
            if (!Rows.yes(target, "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user")) {
                mayNotCreate(target, schemaOwners, places, findings);
            }
        }
    }

    /** Only superusers give objects to roles that could not make them themselves. */
    private static void mayNotCreate(
            Connection target, String[] schemaOwners, List<List<String>> places, Findings findings)
            throws SQLException {
        var found = new ArrayList<String>();
        var grants = new ArrayList<String>();
        String[] schemas = places.stream().map(List::getFirst).toArray(String[]::new);
        String[] inside = places.stream().map(List::getLast).toArray(String[]::new);
        List<List<String>> lacking = new ArrayList<>(Rows.of(target, SCHEMAS_CLOSED_TO, schemas, inside));
        lacking.addAll(Rows.of(target, DATABASE_CLOSED_TO, (Object) schemaOwners));
        for (List<String> each : lacking) {
            found.add(each.get(1) + " in " + each.get(0));
            grants.add("GRANT CREATE ON %s TO %s;".formatted(each.get(0), each.get(1)));
        }
        if (!found.isEmpty()) {
            findings.warning(
                    PostgresFinding.OWNER_NOT_SETTABLE,
                    "owners that may not create: " + Findings.names(found)
                            + "; what they own there would belong to the user",
                    "On the target: " + String.join(" ", grants));
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

    private static final String OWNERS_IN_SCHEMAS = """
            SELECT DISTINCT n.nspname, pg_catalog.pg_get_userbyid(c.relowner) FROM %s WHERE c.relkind <> 'i' ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);

    private static final String SCHEMA_OWNERS = """
            SELECT DISTINCT pg_catalog.pg_get_userbyid(nspowner) FROM pg_catalog.pg_namespace
            WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'godwit', 'public') ORDER BY 1
            """;

    private static final String SCHEMAS_CLOSED_TO = """
            SELECT pg_catalog.format('SCHEMA %I', n.nspname), pg_catalog.quote_ident(r.rolname)
            FROM unnest(?::text[], ?::text[]) w (schema_name, owner)
            JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema_name JOIN pg_catalog.pg_roles r ON r.rolname = w.owner
            WHERE NOT pg_catalog.has_schema_privilege(r.oid, n.oid, 'CREATE') ORDER BY 1, 2
            """;

    private static final String DATABASE_CLOSED_TO = """
            SELECT pg_catalog.format('DATABASE %I', pg_catalog.current_database()), pg_catalog.quote_ident(r.rolname)
            FROM pg_catalog.pg_roles r WHERE r.rolname = ANY (?::text[])
            AND NOT pg_catalog.has_database_privilege(r.oid, pg_catalog.current_database(), 'CREATE') ORDER BY 2
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
