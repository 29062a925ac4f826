package dev.godwit.service;

import java.time.Duration;
import java.time.Instant;

/**
 * Something failed that may clear by itself.
 *
 * @param attempt how often it was tried, 1 or more
 * @param nextTryAt when it is tried again
 * @param cause what stood in the way
 */
public record Trouble(int attempt, Instant nextTryAt, Cause cause) {

    /** No pause is longer. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** When it is tried again, by a clock that may have been set back since: the pause itself does not look at it. */
    public Instant nextTryAt(Instant now) {
        var latest = now.plus(LONGEST_PAUSE);
        return nextTryAt.isAfter(latest) ? latest : nextTryAt;
    }
}
