package dev.godwit.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a job's timeline.
 *
 * @param version of the job at that time
 * @param database null for the job as a whole
 * @param who did it; null for what happened by itself
 */
public record TimelineView(
        long version,
        Instant at,
        String status,
        String phase,
        String text,
        @Nullable String database,
        @Nullable String who) {}
