package dev.godwit.api;

import java.time.Instant;

/** An entry of a job's timeline. */
public record TimelineView(long version, Instant at, String status, String phase, String text) {}
