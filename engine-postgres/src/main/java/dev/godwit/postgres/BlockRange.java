package dev.godwit.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Blocks of a table's main fork, as they stand in {@code ctid}.
 *
 * @param first the first block
 * @param end the first block after the range; empty for all there are
 */
record BlockRange(long first, OptionalLong end) {

    private static final String CODEC = "ctid/1";

    /** Even pieces which together cover a table; at least one, none of them without a block unless the table is empty. */
    static List<BlockRange> cut(long blocks, int pieces) {
        long count = Math.clamp(blocks, 1, pieces);
        var ranges = new ArrayList<BlockRange>();
        for (long i = 0; i < count; i++) {
            OptionalLong end = i == count - 1 ? OptionalLong.empty() : OptionalLong.of(blocks * (i + 1) / count);
            ranges.add(new BlockRange(blocks * i / count, end));
        }
        return ranges;
    }

    /** Reads what {@link #encode} wrote. */
    static BlockRange decode(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 3 || !words[0].equals(CODEC)) {
            throw new IllegalArgumentException("not a range of blocks: " + text);
        }
        OptionalLong end = words[2].equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(words[2]));
        return new BlockRange(Long.parseLong(words[1]), end);
    }

    /** For {@link dev.godwit.core.spi.Chunk#range}. */
    String encode() {
        return CODEC + " " + first + " " + (end.isPresent() ? String.valueOf(end.getAsLong()) : "-");
    }
}
