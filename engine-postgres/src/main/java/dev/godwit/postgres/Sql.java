package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.util.Collection;
import java.util.stream.Collectors;

/** The one place where names and literals become SQL. */
final class Sql {

    private Sql() {}

    /** An identifier, always quoted. */
    static String quote(String identifier) {
        if (identifier.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an identifier cannot hold a zero byte");
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A table with its schema. */
    static String quote(TableName table) {
        return quote(table.schema()) + '.' + quote(table.name());
    }

    /** Identifiers in a row, separated by commas. */
    static String quoteAll(Collection<String> identifiers) {
        return identifiers.stream().map(Sql::quote).collect(Collectors.joining(", "));
    }

    /** A string constant that means the same whatever standard_conforming_strings says. */
    static String literal(String value) {
        String escaped = value.replace("'", "''");
        return value.indexOf('\\') < 0 ? '\'' + escaped + '\'' : " E'" + escaped.replace("\\", "\\\\") + '\'';
    }
}
