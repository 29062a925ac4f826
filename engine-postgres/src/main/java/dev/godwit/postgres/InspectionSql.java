package dev.godwit.postgres;

import dev.godwit.core.Table;
import dev.godwit.core.spi.KeyRange;
import dev.godwit.core.spi.RowRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that look at one table. Each has the parameters that its method names. Rows are answered as identity,
 * hash, number, version, busy and the columns of the key.
 */
final class InspectionSql {

    /** A row's place and the transaction that wrote it: another one as soon as it is written again. */
    private static final String VERSION = "pg_catalog.concat(tableoid, '/', xmin, '/', ctid)";

    /**
     * Whether a transaction that has not ended changed or locked the row. What stands in xmax is completed to 64 bits as
     * the newest number before the next one; it may stand for a group of lockers, and then says nothing.
     */
    private static final String BUSY =
            """
            CASE WHEN xmax::text = '0' THEN false ELSE coalesce(pg_catalog.txid_status(greatest(3, %1$s - 1
                - ((%1$s - 1 - xmax::text::int8) & 4294967295))) = 'in progress', false) END""".formatted("(SELECT pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()))");

    private static final String UNNEST = "pg_catalog.unnest(?::text[])";

    private static final int VALUE_CHARACTERS = 200;

    private final InspectedTable table;
    private final String hash;
    private final String identity;

    InspectionSql(InspectedTable table) {
        this.table = table;
        this.hash = table.columns().isEmpty()
                ? "pg_catalog.md5('')"
                : table.hashes().of(table.columns());
        this.identity = table.keyed()
                ? table.hashes()
                        .of(table.columns().stream()
                                .filter(column -> table.key().stream()
                                        .anyMatch(key -> key.name().equals(column.name())))
                                .toList())
                : hash;
    }

    /** Whether one row, and no other, is found by an index. */
    boolean seeks() {
        return !table.order().isEmpty();
    }

    String checksum(KeyRange range) {
        return "SELECT " + SUMS + " FROM (SELECT " + hash + " AS h FROM " + table.from() + where(range)
                + " OFFSET 0) AS godwit_rows";
    }

    String rows(KeyRange range) {
        return seeks() ? plain(range, "") : grouped(range, "");
    }

    String buckets(KeyRange range, int count) {
        return "SELECT " + bucket("i", count) + " AS b, " + SUMS + " FROM (SELECT " + identity + " AS i, " + hash
                + " AS h FROM " + table.from() + where(range) + " OFFSET 0) AS godwit_rows GROUP BY 1";
    }

    /** Parameter: an array of buckets. */
    String rowsOfBuckets(KeyRange range, int count) {
        String chosen = " WHERE " + bucket("i", count) + " IN (SELECT pg_catalog.unnest(?::int4[]))";
        return seeks() ? plain(range, chosen) : grouped(range, chosen);
    }

    /** Parameter: an array of identities. */
    String rowsByIdentity() {
        return grouped(KeyRange.ALL, " WHERE i IN (SELECT pg_catalog.unnest(?::text[]))");
    }

    /** Parameters: an array of identities, and for each key column an array of values. */
    String rowsByKey() {
        return "SELECT godwit_asked.godwit_i, h, 1, v, b" + keyNames() + " FROM " + asked()
                + " CROSS JOIN LATERAL (SELECT " + hash + " AS h, " + VERSION + " AS v, " + BUSY + " AS b" + keyTexts()
                + " FROM " + table.from() + " WHERE " + found() + " OFFSET 0) AS godwit_rows";
    }

    /** As {@link #rowsByKey}; answers with the identity, the columns' hashes, and their values if asked for. */
    String detailsByKey(boolean values) {
        return "SELECT godwit_asked.godwit_i, godwit_rows.* FROM " + asked() + " CROSS JOIN LATERAL (SELECT "
                + details(values) + " FROM " + table.from() + " WHERE " + found() + " OFFSET 0) AS godwit_rows";
    }

    /** Parameter: an array of identities. Answers as {@link #detailsByKey}. */
    String detailsByIdentity(boolean values) {
        return "SELECT DISTINCT ON (i) * FROM (SELECT " + identity + " AS i, " + details(values) + " FROM "
                + table.from()
                + " OFFSET 0) AS godwit_rows WHERE i IN (SELECT pg_catalog.unnest(?::text[])) ORDER BY i";
    }

    /** Columns of these rows as they are to be written elsewhere, in the order of the table; without parameters. */
    String select(Table written, Map<RowRef, Long> rows) {
        String columns = CopyFormat.columns(written);
        if (rows.isEmpty()) {
            return "SELECT " + columns + " FROM " + table.from() + " WHERE false";
        }
        if (!seeks()) {
            String list = columns.isEmpty() ? "" : columns + ", ";
            String wanted = rows.entrySet().stream()
                    .map(row -> "(" + Sql.literal(row.getKey().identity()) + ", " + row.getValue() + "::int8)")
                    .collect(Collectors.joining(", "));
            return "SELECT " + columns
                    + " FROM (SELECT *, pg_catalog.row_number() OVER (PARTITION BY godwit_i) AS godwit_n"
                    + " FROM (SELECT " + list + identity + " AS godwit_i FROM " + table.from()
                    + " OFFSET 0) AS godwit_all JOIN (VALUES " + wanted
                    + ") AS godwit_asked (godwit_w, godwit_times) ON godwit_w = godwit_i) AS godwit_rows"
                    + " WHERE godwit_n <= godwit_times";
        }
        String names = IntStream.range(0, table.key().size())
                .mapToObj(i -> "godwit_k" + i)
                .collect(Collectors.joining(", "));
        String keys = rows.keySet().stream()
                .map(row -> row.key().stream().map(Sql::literal).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        return "SELECT godwit_rows.* FROM (VALUES " + keys + ") AS godwit_asked (" + names
                + ") CROSS JOIN LATERAL (SELECT " + columns + " FROM " + table.from() + " WHERE " + found()
                + " OFFSET 0) AS godwit_rows";
    }

    /**
     * Parameters as for {@link #rowsByKey} where rows are found by an index; otherwise an array of identities and one of how
     * many of each.
     */
    String delete() {
        if (seeks()) {
            return "DELETE FROM " + table.from() + " USING " + asked() + " WHERE " + found();
        }
        return "DELETE FROM " + table.from() + " AS godwit_table USING (SELECT godwit_o, godwit_c, godwit_times,"
                + " pg_catalog.row_number() OVER (PARTITION BY godwit_i) AS godwit_n FROM (SELECT tableoid AS godwit_o,"
                + " ctid AS godwit_c, " + identity + " AS godwit_i FROM " + table.from()
                + " OFFSET 0) AS godwit_all JOIN"
                + " ROWS FROM (" + UNNEST + ", pg_catalog.unnest(?::int8[])) AS godwit_asked (godwit_w, godwit_times)"
                + " ON godwit_w = godwit_i) AS godwit_rows WHERE godwit_table.tableoid = godwit_o"
                + " AND godwit_table.ctid = godwit_c AND godwit_n <= godwit_times";
    }

    /** Keys at which pieces of so many rows begin, by counting all rows. */
    String boundsByCount(KeyRange range, long rows) {
        return "SELECT " + keyNames().substring(2) + " FROM (SELECT "
                + keyTexts().substring(2)
                + ", pg_catalog.row_number() OVER (ORDER BY " + ordered() + ") AS n FROM " + table.from() + where(range)
                + ") AS godwit_rows WHERE n > 1 AND (n - 1) % " + rows + " = 0 ORDER BY n";
    }

    /** The key of every so many rows of a sample. */
    String boundsBySample(KeyRange range, double percent, long every) {
        return "SELECT " + keyNames().substring(2) + " FROM (SELECT "
                + keyTexts().substring(2)
                + ", pg_catalog.row_number() OVER (ORDER BY " + ordered() + ") AS n FROM " + table.from()
                + " TABLESAMPLE SYSTEM (" + percent + ")" + where(range) + ") AS godwit_rows WHERE n % " + every
                + " = 0 ORDER BY n";
    }

    /** How many rows a sample has. */
    String sampleSize(KeyRange range, double percent) {
        return "SELECT pg_catalog.count(*) FROM " + table.from() + " TABLESAMPLE SYSTEM (" + percent + ")"
                + where(range);
    }

    /** Parameters: for each key column an array of values. Answers with the number of keys out of order. */
    String outOfOrder() {
        List<String> now = new ArrayList<>();
        List<String> before = new ArrayList<>();
        List<String> lags = new ArrayList<>();
        for (String name : table.order()) {
            int at = at(name);
            now.add(table.key().get(at).value("k" + at));
            before.add(table.key().get(at).value("p" + at));
            lags.add("k" + at + ", pg_catalog.lag(k" + at + ") OVER (ORDER BY n) AS p" + at);
        }
        return "SELECT pg_catalog.count(*) FROM (SELECT " + String.join(", ", lags) + ", n FROM "
                + unnest("godwit_keys", "k", "") + ") AS godwit_pairs WHERE n > 1 AND NOT ROW("
                + String.join(", ", now) + ") > ROW(" + String.join(", ", before) + ")";
    }

    private String plain(KeyRange range, String condition) {
        return "SELECT i, h, 1, v, false" + keyNames() + " FROM (SELECT " + identity + " AS i, " + hash + " AS h, "
                + VERSION + " AS v" + keyTexts() + " FROM " + table.from() + where(range)
                + " OFFSET 0) AS godwit_rows" + condition;
    }

    /** Rows of one identity together: alike where there is no key; where a key has no index, there may be several. */
    private String grouped(KeyRange range, String condition) {
        String keys = IntStream.range(0, table.key().size())
                .mapToObj(i -> ", pg_catalog.min(k" + i + ")")
                .collect(Collectors.joining());
        return "SELECT i, pg_catalog.min(h), pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtext(v))::text, pg_catalog.bool_or(b)"
                + keys
                + " FROM (SELECT " + identity + " AS i, " + hash + " AS h, " + VERSION + " AS v, " + BUSY + " AS b"
                + keyTexts() + " FROM " + table.from() + where(range)
                + " OFFSET 0) AS godwit_rows" + condition + " GROUP BY i";
    }

    private String details(boolean values) {
        var list = new ArrayList<String>();
        for (TypeDetail.Field column : table.columns()) {
            list.add(table.hashes().of(column) + " AS d" + list.size());
        }
        if (values) {
            for (TypeDetail.Field column : table.columns()) {
                String name = Sql.quote(column.name());
                list.add(
                        "CASE WHEN pg_catalog.num_nulls(%1$s) = 0 THEN pg_catalog.left(pg_catalog.concat(%1$s), %2$d) END"
                                        .formatted(name, VALUE_CHARACTERS)
                                + " AS d" + list.size());
            }
        }
        return list.isEmpty() ? "NULL" : String.join(", ", list);
    }

    private String asked() {
        return unnest("godwit_asked", "godwit_k", UNNEST + ", ");
    }

    /** Arrays of key values side by side; where another one comes first, it is called godwit_i. */
    private String unnest(String alias, String prefix, String first) {
        String arrays = table.key().stream().map(key -> UNNEST).collect(Collectors.joining(", "));
        String names =
                IntStream.range(0, table.key().size()).mapToObj(i -> prefix + i).collect(Collectors.joining(", "));
        return "ROWS FROM (" + first + arrays + ") WITH ORDINALITY AS " + alias + " ("
                + (first.isEmpty() ? "" : "godwit_i, ") + names + ", n)";
    }

    private String found() {
        return IntStream.range(0, table.key().size())
                .mapToObj(i -> {
                    KeyColumn key = table.key().get(i);
                    return Sql.quote(key.name()) + " " + key.equality() + " " + key.value("godwit_asked.godwit_k" + i);
                })
                .collect(Collectors.joining(" AND "));
    }

    private String keyTexts() {
        return IntStream.range(0, table.key().size())
                .mapToObj(i -> ", " + table.key().get(i).text() + " AS k" + i)
                .collect(Collectors.joining());
    }

    private String keyNames() {
        return IntStream.range(0, table.key().size()).mapToObj(i -> ", k" + i).collect(Collectors.joining());
    }

    private String ordered() {
        return Sql.quoteAll(table.order());
    }

    private String where(KeyRange range) {
        var conditions = new ArrayList<String>();
        if (!range.from().isEmpty()) {
            conditions.add(compared(">=", range.from()));
        }
        if (!range.to().isEmpty()) {
            conditions.add(compared("<", range.to()));
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private String compared(String operator, List<String> bound) {
        if (bound.size() != table.key().size()) {
            throw new IllegalArgumentException("a bound has a value for each column of the key");
        }
        List<String> columns = table.order().isEmpty()
                ? table.key().stream().map(KeyColumn::name).toList()
                : table.order();
        String values = columns.stream()
                .map(name -> "CAST(" + Sql.literal(bound.get(at(name))) + " AS "
                        + table.key().get(at(name)).type() + ")")
                .collect(Collectors.joining(", "));
        return "ROW(" + Sql.quoteAll(columns) + ") " + operator + " ROW(" + values + ")";
    }

    private int at(String name) {
        for (int i = 0; i < table.key().size(); i++) {
            if (table.key().get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static String bucket(String hex, int count) {
        return "(('x' || pg_catalog.substr(" + hex + ", 1, 4))::bit(16)::int4 & " + (count - 1) + ")";
    }

    private static final String SUMS = """
            pg_catalog.count(*), coalesce(pg_catalog.sum(('x' || pg_catalog.substr(h, 1, 16))::bit(64)::int8), 0),
            coalesce(pg_catalog.sum(('x' || pg_catalog.substr(h, 17, 16))::bit(64)::int8), 0)""";
}
