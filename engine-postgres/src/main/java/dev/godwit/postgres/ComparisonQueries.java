package dev.godwit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries of comparison.sql, fit for one of two servers. */
final class ComparisonQueries {

    private static final Pattern MARK = Pattern.compile(".*-- mark: (\\w+) ?(\\d*)");
    private static final Pattern DEPENDENT = Pattern.compile("dependent\\(([^,()]+), ([^,()]+)\\)");
    private static final Pattern SCHEMA = Pattern.compile("user_schema\\(([^()]+)\\)");
    private static final Pattern RELATION = Pattern.compile("user_relation\\(([^()]+)\\)");
    private static final String KIND = "-- kind: ";

    private final int server;
    private final int other;

    /**
     * @param server major version of the server that is asked
     * @param other major version of the one it is compared with
     */
    ComparisonQueries(int server, int other) {
        this.server = server;
        this.other = other;
    }

    /** The queries by the kind of definition, in the order of the file. */
    Map<String, String> all() {
        var queries = new LinkedHashMap<String, String>();
        String kind = "";
        var query = new StringBuilder();
        for (String line : text().split("\n", -1)) {
            if (line.startsWith(KIND)) {
                add(kind, query, queries);
                kind = line.substring(KIND.length());
            } else if (!kind.isEmpty() && holds(line)) {
                query.append(line).append('\n');
            }
        }
        add(kind, query, queries);
        return queries;
    }

    private static void add(String kind, StringBuilder query, Map<String, String> into) {
        if (!kind.isEmpty()) {
            into.put(kind, expand(query.toString()));
        }
        query.setLength(0);
    }

    private boolean holds(String line) {
        Matcher mark = MARK.matcher(line);
        if (!mark.matches()) {
            return true;
        }
        return switch (mark.group(1)) {
            case "both" -> Math.min(server, other) >= Integer.parseInt(mark.group(2));
            case "server" -> server >= Integer.parseInt(mark.group(2));
            case "same" -> server == other;
            default -> throw new IllegalArgumentException("unknown mark: " + line);
        };
    }

    private static String expand(String query) {
        String dependents = DEPENDENT.matcher(query).replaceAll("""
                EXISTS (SELECT FROM pg_catalog.pg_depend xt WHERE xt.deptype IN ('e', 'i')
                    AND xt.classid = ($1)::pg_catalog.regclass AND xt.objid = $2)""");
        String schemas =
                SCHEMA.matcher(dependents).replaceAll("($1 !~ '^pg_' AND $1 NOT IN ('information_schema', 'godwit'))");
        return RELATION.matcher(schemas).replaceAll("""
                $1 IN (SELECT m.oid FROM pg_catalog.pg_class m JOIN pg_catalog.pg_namespace s ON s.oid = m.relnamespace
                    WHERE s.nspname !~ '^pg_' AND s.nspname NOT IN ('information_schema', 'godwit')
                    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend xt WHERE xt.deptype = 'e'
                    AND xt.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND xt.objid = m.oid))""");
    }

    private static String text() {
        try (var stream = ComparisonQueries.class.getResourceAsStream("comparison.sql")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
