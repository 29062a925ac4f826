package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries a step again while what stops it may clear by itself. */
final class Retry {

    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    /** An outage longer than this wants a person; the job can be resumed. */
    private static final Duration GIVE_UP_AFTER = Duration.ofHours(1);
    /** A step that ran this long had recovered. */
    private static final Duration HEALTHY = Duration.ofSeconds(20);

    private final Journal journal;
    private final Control control;
    private boolean troubled;

    Retry(Journal journal, Control control) {
        this.journal = journal;
        this.control = control;
    }

    /** Runs a step that can be called again after it failed. */
    <T> T run(Supplier<T> step) {
        int attempt = 0;
        long troubleSince = 0;
        while (true) {
            control.checkStop();
            control.tries();
            long began = System.nanoTime();
            try {
                T result = step.get();
                works();
                return result;
            } catch (Failure e) {
                // Whatever broke off because of it: a stop is the cause.
                control.checkStop();
                if (!e.isTransient()) {
                    throw e;
                }
                long now = System.nanoTime();
                if (attempt == 0 || now - began > HEALTHY.toNanos()) {
                    attempt = 0;
                    troubleSince = now;
                }
                if (now - troubleSince > GIVE_UP_AFTER.toNanos()) {
                    throw e;
                }
                attempt++;
                troubled();
                Duration delay = delay(attempt);
                LOG.warn("attempt {} failed, next in {} s: {}", attempt, delay.toSeconds(), e.getMessage());
                journal.retry(e, attempt, delay);
                control.pauseBeforeRetry(delay);
            }
        }
    }

    /** As {@link #run} for a step without a result. */
    void run(Runnable step) {
        run(() -> {
            step.run();
            return true;
        });
    }

    private synchronized void troubled() {
        troubled = true;
    }

    /**
     * Says that what was retried works again. A long step calls it, from any thread, whenever both sides have done
     * something: its end may be days away.
     */
    synchronized void works() {
        if (troubled) {
            troubled = false;
            journal.recovered();
        }
    }

    private static Duration delay(int attempt) {
        Duration grown = FIRST_DELAY.multipliedBy(1L << Math.min(attempt - 1, 10));
        return grown.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : grown;
    }
}
