package dev.godwit.postgres;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What stands after FROM to read all rows of a table, or those of some blocks. Expressions over its columns name them
 * without the table.
 */
final class RowSource {

    /** Size of a page's header, and of the smallest row with its line pointer, from bufpage.h and htup_details.h. */
    private static final int PAGE_HEADER_BYTES = 24;

    private static final int SMALLEST_ROW_BYTES = 28;

    private RowSource() {}

    /**
     * Statement that reads some blocks.
     *
     * @param expressions what to select; may be empty
     * @param table as {@link TableDetail#only} gives it, an ordinary table
     * @param blockBytes the server's block_size
     */
    static String select(String expressions, String table, BlockRange range, ServerVersion version, int blockBytes) {
        return version.scansCtidRanges()
                ? "SELECT %s FROM %s WHERE %s".formatted(expressions, table, condition(range))
                : BLOCK_BY_BLOCK.formatted(
                        range.first(), end(table, range, blockBytes), expressions, table, tids(blockBytes));
    }

    private static String condition(BlockRange range) {
        String lower = "ctid >= '(%d,0)'::pg_catalog.tid".formatted(range.first());
        return range.end().isEmpty()
                ? lower
                : lower
                        + " AND ctid < '(%d,0)'::pg_catalog.tid"
                                .formatted(range.end().getAsLong());
    }

    private static String end(String table, BlockRange range, int blockBytes) {
        if (range.end().isPresent()) {
            return String.valueOf(range.end().getAsLong());
        }
        String name = table.startsWith("ONLY ") ? table.substring("ONLY ".length()) : table;
        return "pg_catalog.pg_relation_size(%s::pg_catalog.regclass) / %d".formatted(Sql.literal(name), blockBytes);
    }

    /** An array of all rows a block can have, with a letter in the block's place. */
    private static String tids(int blockBytes) {
        return IntStream.rangeClosed(1, (blockBytes - PAGE_HEADER_BYTES) / SMALLEST_ROW_BYTES)
                .mapToObj(row -> "\"(b," + row + ")\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * Before version 14 a condition such as {@code ctid >= x} reads the whole table, while {@code ctid = ANY (array)}
     * reads just those rows. OFFSET 0 keeps the planner from joining the other way round.
     */
    private static final String BLOCK_BY_BLOCK = """
            SELECT godwit_row.* FROM pg_catalog.generate_series(%1$d::pg_catalog.int8, %2$s - 1) AS godwit_block (number),
            LATERAL (SELECT %3$s FROM %4$s AS godwit_table
                WHERE ctid = ANY (pg_catalog.replace('%5$s', 'b', godwit_block.number::text)::pg_catalog.tid[])
                OFFSET 0) AS godwit_row
            """;
}
