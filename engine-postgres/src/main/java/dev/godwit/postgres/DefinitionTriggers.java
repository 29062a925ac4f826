package dev.godwit.postgres;

import dev.godwit.core.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Event triggers on the source that note changes of definitions in a published table, see definition-triggers.sql. Only superusers
 * may make them; without, a changed table is noticed by the form of its rows.
 */
final class DefinitionTriggers {

    /** The setting that keeps the triggers from noting what a session does: Godwit's own do nothing that matters. */
    static final String SILENT = "godwit.capturing";

    private static final String APART =
            "'publication', 'publication relation', 'publication namespace', 'subscription', 'event trigger'";

    private final Connection connection;
    private final ServerVersion version;
    private final CaptureNames names;

    DefinitionTriggers(Connection connection, ServerVersion version, CaptureNames names) {
        this.connection = connection;
        this.version = version;
        this.names = names;
    }

    /** Makes them; answers false where the server does not permit it. */
    boolean create(Selection selection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script(selection));
            return true;
        } catch (SQLException e) {
            if (Errors.state(e).equals(Errors.INSUFFICIENT_PRIVILEGE)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether they are there and at work. */
    boolean active() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) = 3 FROM pg_catalog.pg_event_trigger"
                        + " WHERE evtenabled = 'A' AND evtname IN (" + literals(names.definitionTriggers()) + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** All that was noted of tables so far, as {@link DefinitionRow#tables} reads it. */
    List<String> noted() throws SQLException {
        var tables = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT tables FROM " + Sql.quote(names.definitions()))) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    void drop() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : removal(names)) {
                statement.execute(each);
            }
        }
    }

    /** In the order in which they are to be run; each may be run again. */
    static List<String> removal(CaptureNames names) {
        var statements = new ArrayList<String>();
        for (String trigger : names.definitionTriggers()) {
            statements.add("DROP EVENT TRIGGER IF EXISTS " + Sql.quote(trigger));
        }
        statements.add("DROP FUNCTION IF EXISTS " + Sql.quote(names.definitions()) + "()");
        statements.add("DROP TABLE IF EXISTS " + Sql.quote(names.definitions()));
        return statements;
    }

    private String script(Selection selection) {
        List<String> triggers = names.definitionTriggers();
        return read().replace("@COMMANDS@", COMMANDS)
                .replace("@TOUCHED@", TOUCHED)
                .replace("@APART@", APART)
                .replace("@TABLE@", "x.oid || ':' || " + hex("x.nspname") + " || ':' || " + hex("x.relname"))
                .replace(
                        "@DROPPED@", "d.objid || ':' || " + hex("d.schema_name") + " || ':' || " + hex("d.object_name"))
                .replace("@MISSING@", version.major() >= 11 ? MISSING : "''")
                .replace("@COMPUTED@", version.major() >= 18 ? COMPUTED : "false")
                .replace("@TRUNCATE@", version.streamsTruncate() ? "" : truncateTrigger())
                .replace("@SELECTED@", selected(selection))
                .replace(
                        "@PUBLICATIONS@",
                        literals(List.of(names.publication(), names.insertsPublication(), names.computedPublication())))
                .replace("@MAIN@", Sql.literal(names.publication()))
                .replace("@PUBLICATION@", Sql.quote(names.publication()))
                .replace("@LOG@", Sql.quote(names.definitions()))
                .replace("@IDENTITIES@", Sql.quote(names.identities()))
                .replace("@NAME@", Sql.quote(triggers.get(0)))
                .replace("@NAME_DROP@", Sql.quote(triggers.get(1)))
                .replace("@NAME_REWRITE@", Sql.quote(triggers.get(2)));
    }

    private String truncateTrigger() {
        String create = "CREATE TRIGGER " + CaptureNames.TRUNCATE_TRIGGER
                + " AFTER TRUNCATE ON %1$I.%2$I FOR EACH STATEMENT EXECUTE PROCEDURE " + Sql.quote(names.truncated())
                + "(); ALTER TABLE ONLY %1$I.%2$I ENABLE ALWAYS TRIGGER " + CaptureNames.TRUNCATE_TRIGGER;
        return "EXECUTE pg_catalog.format(" + Sql.literal(create) + ", t.nspname, t.relname);";
    }

    private static String selected(Selection selection) {
        String included =
                selection.include().stream().map(DefinitionTriggers::like).collect(Collectors.joining(" OR "));
        String excluded =
                selection.exclude().stream().map(DefinitionTriggers::like).collect(Collectors.joining(" OR "));
        return "(" + (included.isEmpty() ? "true" : included) + ") AND NOT ("
                + (excluded.isEmpty() ? "false" : excluded) + ")";
    }

    /** As {@link Selection#matches}. */
    private static String like(String pattern) {
        String escaped = pattern.replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_")
                .replace('*', '%')
                .replace('?', '_');
        String literal = Sql.literal(escaped) + " ESCAPE '!'";
        String whole = "n.nspname || '.' || c.relname LIKE " + literal;
        return pattern.indexOf('.') < 0 ? whole + " OR c.relname LIKE " + literal : whole;
    }

    private static String hex(String name) {
        return "pg_catalog.encode(pg_catalog.convert_to(" + name + "::text, 'UTF8'), 'hex')";
    }

    private static String literals(List<String> values) {
        return values.stream().map(Sql::literal).collect(Collectors.joining(", "));
    }

    private static String read() {
        try (InputStream file =
                Objects.requireNonNull(DefinitionTriggers.class.getResourceAsStream("definition-triggers.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String COMMANDS = """
            SELECT classid, objid, object_type, object_identity FROM pg_catalog.pg_event_trigger_ddl_commands()
            WHERE NOT in_extension AND schema_name IS DISTINCT FROM 'pg_temp' AND schema_name IS DISTINCT FROM 'godwit'
                AND object_type NOT IN (@APART@)""";

    private static final String TOUCHED = """
            SELECT CASE classid
                WHEN 'pg_catalog.pg_class'::pg_catalog.regclass THEN coalesce(
                    (SELECT i.indrelid FROM pg_catalog.pg_index i WHERE i.indexrelid = objid), objid)
                WHEN 'pg_catalog.pg_trigger'::pg_catalog.regclass THEN
                    (SELECT g.tgrelid FROM pg_catalog.pg_trigger g WHERE g.oid = objid)
                WHEN 'pg_catalog.pg_policy'::pg_catalog.regclass THEN
                    (SELECT g.polrelid FROM pg_catalog.pg_policy g WHERE g.oid = objid)
                WHEN 'pg_catalog.pg_rewrite'::pg_catalog.regclass THEN
                    (SELECT g.ev_class FROM pg_catalog.pg_rewrite g WHERE g.oid = objid)
                WHEN 'pg_catalog.pg_constraint'::pg_catalog.regclass THEN
                    (SELECT g.conrelid FROM pg_catalog.pg_constraint g WHERE g.oid = objid) END
            FROM commands
            UNION SELECT r.oid FROM commands JOIN pg_catalog.pg_class r ON r.relnamespace = objid
            WHERE TG_TAG = 'ALTER SCHEMA' AND classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass""";

    private static final String MISSING =
            """
            coalesce((SELECT pg_catalog.string_agg(%s || ':' || %s || ':' || %s || ':' || %s, ',')
                FROM tables x JOIN pg_catalog.pg_attribute a ON a.attrelid = x.oid AND a.atthasmissing
                AND NOT a.attisdropped), '')""".formatted(hex("x.nspname"), hex("x.relname"), hex("a.attname"), hex("a.attmissingval"));

    private static final String COMPUTED = "EXISTS (SELECT FROM pg_catalog.pg_attribute a"
            + " WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attgenerated <> '')";
}
