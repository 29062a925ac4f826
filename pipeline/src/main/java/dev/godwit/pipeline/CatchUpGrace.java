package dev.godwit.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The moment that a promotion gets whose target is behind: a stream that has just begun is behind by nothing that counts. */
final class CatchUpGrace {

    /** Longer than it takes to see whether a stream has caught up. */
    static final Duration LENGTH = Duration.ofSeconds(10);

    private @Nullable Long since;

    /**
     * Whether it is over; the first question begins it, and the one that is answered with yes ends it.
     *
     * @param now in the terms of {@link System#nanoTime}
     */
    boolean isOver(long now) {
        Long begun = since;
        if (begun == null) {
            since = now;
            return false;
        }
        if (now - begun <= LENGTH.toNanos()) {
            return false;
        }
        since = null;
        return true;
    }

    /** Nobody asks any more, or the target has caught up. */
    void forget() {
        since = null;
    }
}
