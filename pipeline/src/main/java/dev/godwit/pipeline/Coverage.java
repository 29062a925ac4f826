package dev.godwit.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far and how recent a verification that goes on for ever is.
 *
 * @param tables that can be verified now
 * @param covered of these, verified at least once since it began
 * @param rounds how often all of them were
 * @param eldest when the table was verified that was so longest ago; null until all are covered
 * @param recentRows rows that were looked at since they had been written lately, before their table's turn came
 * @param definitions when they were compared last; null until they were, and where they are not asked for
 */
public record Coverage(
        int tables,
        int covered,
        long rounds,
        @Nullable Instant eldest,
        long recentRows,
        @Nullable Instant definitions) {}
