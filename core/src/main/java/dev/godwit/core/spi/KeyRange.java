package dev.godwit.core.spi;

import java.util.List;

/**
 * Rows between two keys, in the order of the table's key.
 *
 * @param from key of the first row, a value for each key column in the engine's text; empty for no lower bound
 * @param to key before which it ends, likewise; empty for no upper bound
 */
public record KeyRange(List<String> from, List<String> to) {

    /** All rows, also of a table without a key. */
    public static final KeyRange ALL = new KeyRange(List.of(), List.of());

    public KeyRange {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    public boolean isAll() {
        return from.isEmpty() && to.isEmpty();
    }
}
