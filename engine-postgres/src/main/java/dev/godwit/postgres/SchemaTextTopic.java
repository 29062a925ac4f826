package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Text on the source that names a schema which gets another name; definitions follow it by themselves, text does not. */
final class SchemaTextTopic implements Topic {

    /** What a name may consist of outside of quotes; whatever is not ASCII may. */
    private static final String LETTER = "[A-Za-z0-9_$\\x80-\\x{10FFFF}]";

    private static final String PUBLIC = "public";

    private final Set<String> schemas;

    SchemaTextTopic(SchemaNames names) {
        this.schemas = names.all().keySet();
    }

    @Override
    public String name() {
        return "text that names schemas";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        for (String schema : schemas) {
            var where = new TreeSet<String>();
            for (String query : List.of(ROUTINES, TRIGGERS, SETTINGS)) {
                for (List<String> row : Rows.of(connection, query, parts(schema))) {
                    if (mentions(row.get(1), schema)) {
                        where.add(row.get(0));
                    }
                }
            }
            if (schema.equals(PUBLIC)) {
                where.add("the search_path that a server has when nobody sets it");
            }
            where.addAll(Rows.strings(connection, NAMESAKE, schema));
            if (!where.isEmpty()) {
                findings.warning(
                        PostgresFinding.SCHEMA_MENTIONED,
                        "schema %s is named in %s".formatted(schema, Findings.names(where)));
            }
        }
    }

    /** In lower case, as in an identifier with quotes and in one without: the server looks for these first. */
    private static Object parts(String schema) {
        return new String[] {
            schema.toLowerCase(Locale.ROOT), schema.replace("\"", "\"\"").toLowerCase(Locale.ROOT)
        };
    }

    /** Whether it is there as a whole word. */
    static boolean mentions(String text, String schema) {
        var forms = new ArrayList<String>(List.of(Pattern.quote(schema)));
        forms.add(Pattern.quote(schema.replace("\"", "\"\"")));
        String word = "(?<!%1$s)(?:%2$s)(?!%1$s)".formatted(LETTER, String.join("|", forms));
        return Pattern.compile(word, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }

    /** Bodies that the server keeps as text, and settings of their own. */
    private static final String ROUTINES = """
            SELECT i.type || ' ' || i.identity, p.prosrc || ' ' || coalesce(pg_catalog.array_to_string(p.proconfig, ' '), '')
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            CROSS JOIN LATERAL pg_catalog.pg_identify_object(p.tableoid, p.oid, 0) i
            WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'godwit')
            AND l.lanname NOT IN ('internal', 'c')
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = p.tableoid AND d.objid = p.oid AND d.deptype = 'e')
            AND EXISTS (SELECT FROM pg_catalog.unnest(?::text[]) part WHERE pg_catalog.strpos(pg_catalog.lower(
                p.prosrc || ' ' || coalesce(pg_catalog.array_to_string(p.proconfig, ' '), '')), part) > 0)
            """;

    private static final String TRIGGERS = """
            SELECT i.type || ' ' || i.identity,
                pg_catalog.replace(pg_catalog.encode(t.tgargs, 'escape'), '\\000', ' ')
            FROM pg_catalog.pg_trigger t CROSS JOIN LATERAL pg_catalog.pg_identify_object(t.tableoid, t.oid, 0) i
            WHERE NOT t.tgisinternal AND t.tgnargs > 0 AND EXISTS (SELECT FROM pg_catalog.unnest(?::text[]) part
                WHERE pg_catalog.strpos(pg_catalog.lower(pg_catalog.encode(t.tgargs, 'escape')), part) > 0)
            """;

    private static final String SETTINGS = """
            SELECT 'settings of ' || CASE WHEN s.setrole = 0 THEN 'the database'
                    WHEN s.setdatabase = 0 THEN pg_catalog.format('role %I', pg_catalog.pg_get_userbyid(s.setrole))
                    ELSE pg_catalog.format('role %I in the database', pg_catalog.pg_get_userbyid(s.setrole)) END,
                pg_catalog.array_to_string(s.setconfig, ' ')
            FROM pg_catalog.pg_db_role_setting s
            WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database
                WHERE datname = pg_catalog.current_database()))
            AND EXISTS (SELECT FROM pg_catalog.unnest(?::text[]) part
                WHERE pg_catalog.strpos(pg_catalog.lower(pg_catalog.array_to_string(s.setconfig, ' ')), part) > 0)
            """;

    /** "$user" stands in the search_path that a server has when nobody sets it. */
    private static final String NAMESAKE = """
            SELECT 'the search_path "$user" of role ' || pg_catalog.quote_ident(rolname)
            FROM pg_catalog.pg_roles WHERE rolname = ? AND rolcanlogin
            """;
}
