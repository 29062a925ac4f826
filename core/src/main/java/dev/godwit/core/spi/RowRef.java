package dev.godwit.core.spi;

import java.util.List;

/**
 * Leads to a row.
 *
 * @param key value of each key column, in the engine's text; of a table without a key the identity alone
 * @param identity the same for the same row on both sides
 */
public record RowRef(List<String> key, String identity) {

    public RowRef {
        key = List.copyOf(key);
    }
}
