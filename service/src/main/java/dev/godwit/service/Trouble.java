package dev.godwit.service;

import java.time.Instant;

/**
 * Something failed that may clear by itself.
 *
 * @param attempt how often it was tried, 1 or more
 * @param nextTryAt when it is tried again
 * @param cause what stood in the way
 */
public record Trouble(int attempt, Instant nextTryAt, Cause cause) {}
