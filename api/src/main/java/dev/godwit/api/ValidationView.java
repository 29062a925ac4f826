package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the last validation found.
 *
 * @param outcome FAILED, WARNING or SUCCEEDED, the worst of all; null before the first
 * @param at null before the first
 */
public record ValidationView(
        @Nullable String outcome, @Nullable Instant at, List<DatabaseValidation> databases) {

    /** The same for one database; the same parts are null. */
    public record DatabaseValidation(
            String database,
            @Nullable String outcome,
            @Nullable Instant at,
            List<FindingView> findings) {}
}
