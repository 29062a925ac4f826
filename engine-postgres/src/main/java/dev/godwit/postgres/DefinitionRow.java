package dev.godwit.postgres;

import dev.godwit.core.TableName;
import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.PackedTuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row that {@link DefinitionTriggers} have written.
 *
 * @param kind command, drop, rewrite, or unknown where the trigger failed
 * @param tag the command's kind, such as ALTER TABLE
 * @param query what the client sent, perhaps more than this command
 * @param path the client's search_path
 * @param role who acted
 * @param objects what changed, for people
 * @param tables by their oid, those that changed and their partitions
 * @param missing what rows lack that were there before a column was, in the trigger's words
 */
record DefinitionRow(
        Kind kind,
        String tag,
        String query,
        String path,
        String role,
        String objects,
        Map<Long, TableName> tables,
        String missing) {

    private static final int SHOWN_LENGTH = 200;

    /** What the trigger saw. */
    enum Kind {
        COMMAND,
        DROP,
        REWRITE,
        UNKNOWN
    }

    /** Reads the stream's tuple: id, kind, tag, query, path, role, objects, tables, missing. */
    static DefinitionRow of(PackedTuple row) {
        return new DefinitionRow(
                Kind.valueOf(text(row, 1).toUpperCase(Locale.ROOT)),
                text(row, 2),
                text(row, 3),
                text(row, 4),
                text(row, 5),
                text(row, 6),
                tables(text(row, 7)),
                text(row, 8));
    }

    /** In the form in which a change travels to the applier. */
    Change.Definition change() {
        return new Change.Definition(
                words(),
                List.copyOf(tables.values()),
                Map.of(
                        "kind", kind.name(),
                        "tag", tag,
                        "query", query,
                        "path", path,
                        "role", role,
                        "missing", missing));
    }

    /** As {@link #change} wrote it; tables are without their oids, which mean nothing on another server. */
    static DefinitionRow of(Change.Definition change) {
        Map<String, String> details = change.details();
        var tables = new LinkedHashMap<Long, TableName>();
        for (TableName table : change.tables()) {
            tables.put((long) tables.size(), table);
        }
        return new DefinitionRow(
                Kind.valueOf(details.getOrDefault("kind", "")),
                details.getOrDefault("tag", ""),
                details.getOrDefault("query", ""),
                details.getOrDefault("path", ""),
                details.getOrDefault("role", ""),
                change.what(),
                tables,
                details.getOrDefault("missing", ""));
    }

    /** Tables as the trigger writes them: oid:schema:name, the names in hexadecimal digits. */
    static Map<Long, TableName> tables(String encoded) {
        var tables = new LinkedHashMap<Long, TableName>();
        for (List<String> table : lists(encoded)) {
            tables.put(Long.parseLong(table.get(0)), new TableName(decoded(table.get(1)), decoded(table.get(2))));
        }
        return tables;
    }

    /**
     * The value that a column has in rows that are older than it.
     *
     * @param value an array with one element, as text
     */
    record Missing(TableName table, String column, String value) {}

    /** Reads {@link #missing}. */
    List<Missing> missingValues() {
        var values = new ArrayList<Missing>();
        for (List<String> each : lists(missing)) {
            values.add(new Missing(
                    new TableName(decoded(each.get(0)), decoded(each.get(1))),
                    decoded(each.get(2)),
                    decoded(each.get(3))));
        }
        return values;
    }

    private String words() {
        String what = objects.isEmpty() ? tables.values().toString() : objects;
        String shown = what.length() <= SHOWN_LENGTH ? what : what.substring(0, SHOWN_LENGTH) + " …";
        return kind == Kind.REWRITE ? tag + " rewrites " + shown : tag + " " + shown;
    }

    private static List<List<String>> lists(String encoded) {
        var lists = new ArrayList<List<String>>();
        if (!encoded.isEmpty()) {
            for (String each : encoded.split(",", -1)) {
                lists.add(List.of(each.split(":", -1)));
            }
        }
        return lists;
    }

    private static String decoded(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    private static String text(PackedTuple row, int field) {
        return new String(row.bytes(field), StandardCharsets.UTF_8);
    }
}
