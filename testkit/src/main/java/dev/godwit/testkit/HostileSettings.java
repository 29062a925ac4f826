package dev.godwit.testkit;

import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings that a DBA may have given to a database or a role, and that change what a session reads, writes or may do. Each
 * reaches every new connection that does not set it itself.
 */
public final class HostileSettings {
    private static final String ANTIDOTE =
            "-c default_transaction_read_only=off -c statement_timeout=0 -c lock_timeout=0"
                    + " -c default_transaction_isolation=read\\ committed -c idle_in_transaction_session_timeout=0"
                    + " -c search_path=public";

    private HostileSettings() {}

    /** For all sessions of a database. */
    public static void onDatabase(Connection superuser, String database, int major) {
        apply(superuser, "DATABASE " + Sql.identifier(database), major);
    }

    /** For all sessions of a role; they win over the database's. */
    public static void onRole(Connection superuser, String role, int major) {
        apply(superuser, "ROLE " + Sql.identifier(role), major);
    }

    /** New sessions of the role are ended or refused as soon as they do not set these times themselves. */
    public static void timeouts(Connection superuser, String role, int major) {
        String whom = "ROLE " + Sql.identifier(role);
        String statements = settings(major).entrySet().stream()
                .filter(each -> each.getKey().endsWith("_timeout"))
                .map(each -> "ALTER %s SET %s = %s;\n".formatted(whom, each.getKey(), each.getValue()))
                .collect(Collectors.joining());
        SqlScript.of(statements).run(superuser);
    }

    /** Takes all settings of the role back. */
    public static void reset(Connection superuser, String role) {
        SqlScript.of("ALTER ROLE " + Sql.identifier(role) + " RESET ALL").run(superuser);
    }

    private static void apply(Connection superuser, String whom, int major) {
        String statements = settings(major).entrySet().stream()
                .map(each -> "ALTER %s SET %s = %s;\n".formatted(whom, each.getKey(), each.getValue()))
                .collect(Collectors.joining());
        SqlScript.of(statements).run(superuser);
    }

    /** Start-up options of a session that needs to write in spite of the settings. */
    static String antidote(int major) {
        return major >= 17 ? ANTIDOTE + " -c transaction_timeout=0" : ANTIDOTE;
    }

    /** Names and values, quoted where they need it. */
    static Map<String, String> settings(int major) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("DateStyle", "'SQL, DMY'");
        settings.put("IntervalStyle", "sql_standard");
        settings.put("TimeZone", "'Asia/Kathmandu'");
        settings.put("extra_float_digits", "-15");
        settings.put("bytea_output", "escape");
        settings.put("xmloption", "document");
        settings.put("xmlbinary", "hex");
        settings.put("array_nulls", "off");
        settings.put("transform_null_equals", "on");
        settings.put("quote_all_identifiers", "on");
        settings.put("search_path", "nowhere");
        settings.put("default_transaction_isolation", "serializable");
        settings.put("default_transaction_read_only", "on");
        settings.put("statement_timeout", "'200ms'");
        settings.put("lock_timeout", "'100ms'");
        settings.put("idle_in_transaction_session_timeout", "'200ms'");
        settings.put("check_function_bodies", "on");
        settings.put("default_statistics_target", "1");
        settings.put("enable_seqscan", "off");
        if (major < 12) {
            settings.put("default_with_oids", "on");
        }
        if (major >= 14) {
            settings.put("idle_session_timeout", "'300ms'");
        }
        if (major >= 17) {
            settings.put("transaction_timeout", "'300ms'");
        }
        return settings;
    }
}
