package dev.godwit.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a job.
 *
 * @param version of the job at that time
 * @param database whom it happened to, an id; null for the whole job
 * @param state of the job from then on
 * @param who a person who asked for it; null when nobody did
 * @param text one sentence for people
 */
public record TimelineEntry(
        long version,
        Instant at,
        @Nullable String database,
        State state,
        @Nullable String who,
        String text) {}
