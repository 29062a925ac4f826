package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that differ, by key and column. */
public record DifferencePage(List<Difference> items, long total, int page, int size, Instant asOf) {

    /**
     * A row.
     *
     * @param kind MISSING (on the target), EXTRA (only there), CHANGED or UNSETTLED
     * @param key a hash of the row for a table without a key
     * @param columns names of those that differ
     * @param times how many equal rows it stands for
     * @param values null unless they were asked for
     */
    public record Difference(
            String table,
            String kind,
            List<Part> key,
            List<String> columns,
            long times,
            @Nullable List<Values> values) {}

    /** A column of the key. */
    public record Part(String column, String value) {}

    /** A column and what each side holds; null for NULL and for a row that is not there. */
    public record Values(
            String column,
            @Nullable String source,
            @Nullable String target) {}
}
