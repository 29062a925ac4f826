package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A promotion that was asked for is attempted again by itself when what stopped it may clear by itself: after delays that
 * grow, and not for ever, since each attempt may keep applications waiting.
 */
final class Attempts {

    static final int MOST = 5;

    /** As long as a step's first retry; the fourth and last is eight times as long. */
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    private final Control control;
    private final Consumer<String> events;
    private final LongSupplier clock;
    private int failed;
    private long next;

    /** @param clock in the terms of {@link System#nanoTime} */
    Attempts(Control control, Consumer<String> events, LongSupplier clock) {
        this.control = control;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Lets the wish stand when an attempt has failed.
     *
     * @param inSpite whether that was to be made in spite of what speaks against it
     * @return false when there is nothing to wait for, or it was the last attempt: then the wish is to be refused
     */
    boolean again(Failure cause, boolean inSpite) {
        if (!cause.isTransient() || failed + 1 == MOST) {
            over();
            return false;
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << failed);
        failed++;
        next = clock.getAsLong() + delay.toNanos();
        control.asksAgain(inSpite);
        events.accept("The promotion is tried again in %d s (%d of %d times): %s (%s)"
                .formatted(
                        delay.toSeconds(),
                        failed + 1,
                        MOST,
                        cause.found(),
                        cause.code().id()));
        return true;
    }

    /**
     * Whether the next attempt has to wait.
     *
     * @param asked whether the wish stands still
     */
    boolean waits(boolean asked) {
        if (!asked) {
            over();
        }
        return failed > 0 && clock.getAsLong() - next < 0;
    }

    /** The wish is answered; another one begins anew. */
    void over() {
        failed = 0;
    }
}
