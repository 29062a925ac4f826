package dev.godwit.core;

import java.time.Duration;

/**
 * Distance between the source's log and what the target holds.
 *
 * @param bytes log bytes not yet applied, 0 or more; from the source's current position
 * @param time age on the source's clock of the oldest commit not yet applied; zero when none is
 */
public record Lag(long bytes, Duration time) {}
