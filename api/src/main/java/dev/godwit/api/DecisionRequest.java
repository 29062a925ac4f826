package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a table that waits since its definition changed. Names are those of the catalog: unquoted, case kept.
 *
 * @param decision copy, exclude or apply
 * @param statement for apply what is run on the target, after which the table's changes are taken up; null otherwise
 */
public record DecisionRequest(
        String schema,
        String table,
        String decision,
        @Nullable String statement) {}
