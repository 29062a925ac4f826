package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sizes of the largest rows, so that memory can be reserved for them. Only tables with much out-of-line storage are read,
 * each once, and of them only the rows themselves: the length of text and bytea stands in the pointer to the value.
 */
final class LargestRows {

    /** Less than this in all values together is no load for anybody. */
    private static final long TOAST_BYTES = 4L * 1024 * 1024;

    /** 2 GiB of rows are read in seconds; of larger tables a sample of that size is. */
    private static final long PAGES = 262_144;

    /** Larger rows than those of the sample are to be expected. */
    private static final int SAMPLE_MARGIN = 2;

    /** Other types may be stored compressed: their true length would have to be read. */
    private static final int COMPRESSION = 4;

    private final Map<Long, Long> known = new ConcurrentHashMap<>();

    /** The table with the size of its largest row. */
    TableDetail fill(Connection connection, TableDetail table) throws SQLException {
        if (table.toastBytes() <= TOAST_BYTES) {
            return table;
        }
        Long bytes = known.get(table.filenode());
        if (bytes == null) {
            bytes = measure(connection, table);
            known.put(table.filenode(), bytes);
        }
        return table.withLargestRow(bytes);
    }

    private static long measure(Connection connection, TableDetail table) throws SQLException {
        List<String> sizes = Rows.strings(connection, SIZES.formatted(COMPRESSION), table.oid());
        if (sizes.isEmpty()) {
            return 0;
        }
        boolean sample = table.pages() > PAGES;
        String of =
                sample ? String.format(Locale.ROOT, " TABLESAMPLE SYSTEM (%.6f)", 100.0 * PAGES / table.pages()) : "";
        try {
            long largest = Rows.number(
                    connection,
                    "SELECT coalesce(max(%s), 0) FROM %s%s".formatted(String.join(" + ", sizes), table.only(), of));
            return sample ? SAMPLE_MARGIN * largest : largest;
        } catch (SQLException e) {
            if (Errors.state(e).equals(Errors.INSUFFICIENT_PRIVILEGE)) {
                return 0; // validation has a finding of its own for that
            }
            throw e;
        }
    }

    private static final String SIZES = """
            SELECT pg_catalog.format('coalesce(%%s, 0)', CASE
                WHEN t.typcategory = 'S' OR 17 IN (t.oid, t.typbasetype)
                    THEN pg_catalog.format('pg_catalog.octet_length(%%I)::int8', a.attname)
                ELSE pg_catalog.format('pg_catalog.pg_column_size(%%I)::int8 * %s', a.attname) END)
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = ?::int8::oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attlen = -1
            AND a.attstorage <> 'p' ORDER BY a.attnum
            """;
}
