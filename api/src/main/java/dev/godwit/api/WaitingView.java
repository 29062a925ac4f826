package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/**
 * A table whose changes are set aside since its definition changed.
 *
 * @param reason what changed
 * @param choice what becomes of it: OPEN when somebody has to decide, COPY while it is copied again, EXCLUDE
 * @param appliable whether a statement may mend it: the source keeps its changes from the first on
 * @param decided what somebody decided that is not done yet: COPY, EXCLUDE or APPLY; null without
 */
public record WaitingView(
        String schema,
        String table,
        String reason,
        String choice,
        boolean appliable,
        @Nullable String decided) {}
