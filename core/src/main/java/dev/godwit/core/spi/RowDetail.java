package dev.godwit.core.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a row holds.
 *
 * @param hashes of each column, in the order of the table's columns; empty for NULL
 * @param values of each column in the engine's text, cut where they are long; all left out when not asked for
 */
public record RowDetail(List<String> hashes, List<String> values) {

    public RowDetail {
        hashes = List.copyOf(hashes);
        values = List.copyOf(values);
    }

    /** The value of a column; null for NULL, and when it was not asked for. */
    public @Nullable String value(int column) {
        return values.isEmpty() || hashes.get(column).isEmpty() ? null : values.get(column);
    }
}
