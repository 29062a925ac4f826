package dev.godwit.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that is not the same on both sides.
 *
 * @param kind what is the matter with it
 * @param key the values of its key, in the engine's text; of a table without a key nothing but a hash of the row
 * @param columns names of the columns that differ, for a changed row
 * @param times how many rows it stands for: more than 1 only for equal rows of a table without a key
 * @param values what the columns hold, when that was asked for; empty otherwise
 */
public record RowDifference(Kind kind, List<Part> key, List<String> columns, long times, List<Values> values) {

    public RowDifference {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        values = List.copyOf(values);
    }

    /** How it differs. */
    public enum Kind {
        /** The source has it, the target does not. */
        MISSING,
        /** The target has it, the source does not. */
        EXTRA,
        /** Both have it, with other values. */
        CHANGED,
        /** It changes so often, or the target is so far behind, that nothing can be said. */
        UNSETTLED
    }

    /** A column of the key and its value; for a table without a key the column is {@code row hash}. */
    public record Part(String column, String value) {}

    /** A column and what each side holds; null for NULL and for a row that is not there. */
    public record Values(
            String column,
            @Nullable String source,
            @Nullable String target) {}
}
