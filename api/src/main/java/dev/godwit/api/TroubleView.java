package dev.godwit.api;

import java.time.Instant;

/** A failure that is being retried. */
public record TroubleView(int attempt, Instant nextTryAt, FailureView cause) {}
