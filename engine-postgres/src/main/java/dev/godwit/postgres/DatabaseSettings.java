package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What belongs to the database as a whole: settings, also those of a role in it, comment, limit of connections, grants
 * and owner. Read together with the definitions, before a fence may alter them.
 */
final class DatabaseSettings {

    /** Settings whose value is a list of names; quoted as a whole it would become one name. */
    private static final Set<String> LISTS = Set.of(
            "search_path",
            "temp_tablespaces",
            "local_preload_libraries",
            "session_preload_libraries",
            "shared_preload_libraries",
            "unix_socket_directories");

    /** Stands for the target's database in a statement. */
    private static final String DATABASE = "\u0001";

    private DatabaseSettings() {}

    /** The source's settings as statements for {@link #apply}. */
    static List<String> read(Connection source, Plan.Owner owner) throws SQLException {
        var statements = new ArrayList<String>();
        addSettings(source, statements);
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT datconnlimit, pg_catalog.shobj_description(oid, 'pg_database'),
                            pg_catalog.pg_get_userbyid(datdba), datacl IS NOT NULL
                        FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()""")) {
            row.next();
            if (row.getInt(1) != -1) {
                statements.add("ALTER DATABASE " + DATABASE + " CONNECTION LIMIT " + row.getInt(1));
            }
            if (row.getString(2) != null) {
                statements.add("COMMENT ON DATABASE " + DATABASE + " IS " + Sql.literal(row.getString(2)));
            }
            if (owner == Plan.Owner.KEEP) {
                statements.add("ALTER DATABASE " + DATABASE + " OWNER TO " + Sql.quote(row.getString(3)));
                if (row.getBoolean(4)) {
                    addGrants(source, row.getString(3), statements);
                }
            }
        }
        return statements;
    }

    private static void addSettings(Connection source, List<String> statements) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT r.rolname, s.setconfig FROM pg_catalog.pg_db_role_setting s
                        LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
                        JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
                        WHERE d.datname = pg_catalog.current_database() ORDER BY r.rolname NULLS FIRST""")) {
            while (row.next()) {
                String whose = row.getString(1) == null
                        ? "ALTER DATABASE " + DATABASE
                        : "ALTER ROLE " + Sql.quote(row.getString(1)) + " IN DATABASE " + DATABASE;
                for (String setting : (String[]) row.getArray(2).getArray()) {
                    statements.add(whose + " SET " + assignment(setting));
                }
            }
        }
    }

    /** A setting as the catalog holds it, {@code name=value}, as it stands after SET. */
    static String assignment(String setting) {
        int equals = setting.indexOf('=');
        String name = setting.substring(0, equals);
        String value = setting.substring(equals + 1);
        String quoted = Arrays.stream(name.split("\\.", -1)).map(Sql::quote).collect(Collectors.joining("."));
        return quoted + " TO " + (LISTS.contains(name) ? list(value) : Sql.literal(value));
    }

    /** The catalog holds a list with names quoted where they need it; an empty one is a single empty name. */
    private static String list(String value) {
        if (value.isEmpty() || value.equals("\"\"")) {
            return "''";
        }
        var names = new ArrayList<String>();
        var name = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' && inside && i + 1 < value.length() && value.charAt(i + 1) == '"') {
                name.append('"');
                i++;
            } else if (c == '"') {
                inside = !inside;
            } else if (c == ',' && !inside) {
                names.add(Sql.literal(name.toString()));
                name.setLength(0);
            } else if (inside || c != ' ') {
                name.append(c);
            }
        }
        names.add(Sql.literal(name.toString()));
        return String.join(", ", names);
    }

    private static void addGrants(Connection source, String owner, List<String> statements) throws SQLException {
        statements.add("REVOKE ALL ON DATABASE " + DATABASE + " FROM PUBLIC, " + Sql.quote(owner));
        try (PreparedStatement statement = source.prepareStatement("""
                        SELECT a.grantee, CASE a.grantee WHEN 0 THEN '' ELSE pg_catalog.pg_get_userbyid(a.grantee) END,
                            a.privilege_type, a.is_grantable
                        FROM pg_catalog.pg_database d CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) a
                        WHERE d.datname = pg_catalog.current_database() ORDER BY 1, 3""");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String grantee = row.getLong(1) == 0 ? "PUBLIC" : Sql.quote(row.getString(2));
                statements.add("GRANT " + row.getString(3) + " ON DATABASE " + DATABASE + " TO " + grantee
                        + (row.getBoolean(4) ? " WITH GRANT OPTION" : ""));
            }
        }
    }

    /** A setting or a comment may hold a secret. */
    private static String withoutValue(String statement) {
        return statement.replaceFirst("(?s)( SET .*?) TO .*|^(COMMENT ON DATABASE .*?) IS .*", "$1$2");
    }

    /** Repeats the settings on the target; one that it refuses is a finding. */
    static List<Finding> apply(List<String> statements, Sessions target) {
        var findings = new ArrayList<Finding>();
        String database = Sql.quote(target.address().database());
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String template : statements) {
                try {
                    statement.execute(template.replace(DATABASE, database));
                } catch (SQLException e) {
                    if (Errors.state(e).startsWith("08") || Errors.state(e).startsWith("57P")) {
                        throw e;
                    }
                    findings.add(StructureFindings.warning(
                            template.contains(" OWNER TO ") || template.startsWith("GRANT")
                                    ? PostgresFailure.OWNER_OR_GRANT_NOT_SET
                                    : PostgresFailure.SETTING_NOT_MOVED,
                            "%s: %s",
                            withoutValue(template.replace(DATABASE, database)),
                            Errors.words(e)));
                }
            }
        } catch (SQLException e) {
            throw Errors.failure("setting the database " + target.place(), e);
        }
        return findings;
    }
}
