package dev.godwit.service;

import java.time.Instant;

/**
 * Something that happened to a job.
 *
 * @param version of the job at that time
 * @param state of the job from then on
 * @param text one sentence for people
 */
public record TimelineEntry(long version, Instant at, State state, String text) {}
