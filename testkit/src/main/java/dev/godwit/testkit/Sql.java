package dev.godwit.testkit;

/** Quoting. */
public final class Sql {
    private Sql() {}

    /** The name in double quotes, safe to put into a statement. */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Schema and name in double quotes. */
    public static String identifier(String schema, String name) {
        return identifier(schema) + '.' + identifier(name);
    }

    /** The text as a literal that does not depend on standard_conforming_strings. */
    public static String literal(String text) {
        String quoted = text.replace("'", "''");
        return text.contains("\\") ? " E'" + quoted.replace("\\", "\\\\") + '\'' : '\'' + quoted + '\'';
    }
}
