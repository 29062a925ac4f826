package dev.godwit.postgres;

import dev.godwit.core.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates the source's roles on the target where they are missing; roles that are there stay as they are. What the
 * target does not allow is a finding.
 */
final class Roles {

    private final Sessions source;
    private final Sessions target;

    Roles(Sessions source, Sessions target) {
        this.source = source;
        this.target = target;
    }

    List<Finding> copy() {
        var findings = new ArrayList<Finding>();
        try (Connection from = source.borrow();
                Connection to = target.borrow();
                Statement statement = to.createStatement()) {
            statement.setEscapeProcessing(false);
            Set<String> there = names(to);
            boolean passwords = readable(from);
            if (target.version().major() >= 16) { // else who creates a role may not give it anything
                statement.execute("SET createrole_self_grant = 'set, inherit'");
            }
            var made = new ArrayList<Role>();
            for (Role role : roles(from, passwords)) {
                if (!there.contains(role.name) && create(statement, role, findings)) {
                    made.add(role);
                }
            }
            for (Role role : made) {
                settings(statement, role, findings);
                if (!passwords && role.login) {
                    findings.add(incomplete(role.name, "its password could not be read on the source"));
                }
            }
            memberships(from, statement, made, findings);
        } catch (SQLException e) {
            throw Errors.failure("copying roles to " + target.place(), e);
        }
        return findings;
    }

    private static Finding incomplete(String role, String why) {
        return StructureFindings.warning(PostgresFailure.ROLE_INCOMPLETE, "role %s: %s", role, why);
    }

    private static boolean create(Statement statement, Role role, List<Finding> findings) throws SQLException {
        String name = Sql.quote(role.name);
        if (!attempt(statement, "CREATE ROLE " + name + " " + role.plain, role.name, findings)) {
            return false;
        }
        for (String privilege : role.privileges) {
            attempt(statement, "ALTER ROLE " + name + " " + privilege, role.name, findings);
        }
        if (role.password != null) {
            attempt(statement, "ALTER ROLE " + name + " PASSWORD " + Sql.literal(role.password), role.name, findings);
        }
        return true;
    }

    private static boolean attempt(Statement statement, String sql, String role, List<Finding> findings)
            throws SQLException {
        try {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            if (Errors.state(e).startsWith("08") || Errors.state(e).startsWith("57P")) {
                throw e;
            }
            findings.add(incomplete(role, Errors.words(e)));
            return false;
        }
    }

    private static void settings(Statement statement, Role role, List<Finding> findings) throws SQLException {
        String name = Sql.quote(role.name);
        for (String setting : role.settings) {
            attempt(
                    statement,
                    "ALTER ROLE " + name + " SET " + DatabaseSettings.assignment(setting),
                    role.name,
                    findings);
        }
        if (role.comment != null) {
            attempt(statement, "COMMENT ON ROLE " + name + " IS " + Sql.literal(role.comment), role.name, findings);
        }
    }

    private static void memberships(Connection from, Statement statement, List<Role> made, List<Finding> findings)
            throws SQLException {
        var names = new HashSet<String>();
        made.forEach(role -> names.add(role.name));
        try (Statement read = from.createStatement();
                ResultSet row = read.executeQuery("""
                        SELECT pg_catalog.pg_get_userbyid(m.roleid), pg_catalog.pg_get_userbyid(m.member),
                            pg_catalog.bool_or(m.admin_option)
                        FROM pg_catalog.pg_auth_members m GROUP BY 1, 2 ORDER BY 1, 2""")) {
            while (row.next()) {
                String group = row.getString(1);
                String member = row.getString(2);
                if (names.contains(group) || names.contains(member)) {
                    String admin = row.getBoolean(3) ? " WITH ADMIN OPTION" : "";
                    attempt(
                            statement,
                            "GRANT " + Sql.quote(group) + " TO " + Sql.quote(member) + admin,
                            member,
                            findings);
                }
            }
        }
    }

    private static Set<String> names(Connection connection) throws SQLException {
        var names = new HashSet<String>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT rolname FROM pg_catalog.pg_roles")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static boolean readable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.has_table_privilege('pg_catalog.pg_authid', 'SELECT')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static List<Role> roles(Connection connection, boolean passwords) throws SQLException {
        var roles = new ArrayList<Role>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROLES.formatted(
                        passwords ? "r.rolpassword" : "NULL::text", passwords ? "pg_authid" : "pg_roles"))) {
            while (row.next()) {
                var privileges = new ArrayList<String>();
                for (String privilege : List.of("SUPERUSER", "REPLICATION", "BYPASSRLS", "CREATEROLE", "CREATEDB")) {
                    if (row.getBoolean(privilege)) {
                        privileges.add(privilege);
                    }
                }
                roles.add(new Role(
                        row.getString("rolname"),
                        row.getBoolean("rolcanlogin"),
                        row.getString("plain"),
                        privileges,
                        row.getString("password"),
                        List.of((String[]) row.getArray("settings").getArray()),
                        row.getString("comment")));
            }
        }
        return roles;
    }

    /**
     * @param plain attributes that whoever may create roles may give
     * @param privileges attributes that ask for more
     */
    private record Role(
            String name,
            boolean login,
            String plain,
            List<String> privileges,
            @Nullable String password,
            List<String> settings,
            @Nullable String comment) {}

    private static final String ROLES = """
            SELECT r.rolname, r.rolcanlogin, %s AS password, r.rolsuper AS "SUPERUSER",
                r.rolreplication AS "REPLICATION", r.rolbypassrls AS "BYPASSRLS", r.rolcreaterole AS "CREATEROLE",
                r.rolcreatedb AS "CREATEDB",
                pg_catalog.concat_ws(' ', CASE WHEN r.rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END,
                    CASE WHEN r.rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
                    'CONNECTION LIMIT ' || r.rolconnlimit,
                    'VALID UNTIL ' || pg_catalog.quote_literal(r.rolvaliduntil)) AS plain,
                coalesce((SELECT s.setconfig FROM pg_catalog.pg_db_role_setting s
                    WHERE s.setrole = r.oid AND s.setdatabase = 0), '{}') AS settings,
                pg_catalog.shobj_description(r.oid, 'pg_authid') AS comment
            FROM pg_catalog.%s r WHERE r.rolname !~ '^pg_' AND r.oid >= 16384 ORDER BY r.rolname
            """;
}
