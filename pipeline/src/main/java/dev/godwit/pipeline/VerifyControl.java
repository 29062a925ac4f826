package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** The operator's hand on a verification that runs. Thread-safe. */
public final class VerifyControl {

    private static final Duration LOOK_EACH = Duration.ofMillis(100);

    private volatile RecentRows recent = new RecentRows();
    private volatile LongSupplier redefinitions = () -> 0;
    private volatile boolean stop;
    private volatile Runnable whenStopped = () -> {};
    private volatile Limit limit = Limit.NONE;
    private volatile boolean followed;

    /** Asks to end after the statements that run; what is known until then is the result. */
    public void requestStop() {
        stop = true;
        Thread.ofVirtual().name("godwit-verify-stop").start(whenStopped);
    }

    public boolean stopRequested() {
        return stop;
    }

    /** How fast each side may be read, all tables together; takes effect within a second. */
    public void limit(Limit next) {
        limit = next;
    }

    public Limit limit() {
        return limit;
    }

    /** Where rows are found that were written lately; for one that goes on for ever. */
    public void recent(RecentRows rows) {
        recent = rows;
    }

    /** Tells how often definitions have changed; for one that goes on for ever. */
    public void redefinitions(LongSupplier count) {
        redefinitions = count;
    }

    long redefinitions() {
        return redefinitions.getAsLong();
    }

    RecentRows recent() {
        return recent;
    }

    /** Waits, but no longer than until a stop is asked for. */
    void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!stop && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.min(LOOK_EACH.toNanos(), end - System.nanoTime()));
        }
    }

    /**
     * Whether changes are known to be applied, even if nothing is seen of it for some time: then what differs is not settled
     * rather than different.
     */
    public void expectFollowed(boolean known) {
        followed = known;
    }

    boolean expectsFollowed() {
        return followed;
    }

    /** What ends the statements that run. */
    void whenStopped(Runnable end) {
        whenStopped = end;
    }

    boolean goesOn() {
        return !stop;
    }

    /** @throws Failure {@code INTERRUPTED} when a stop was asked for */
    void checkStop() {
        if (stop || Thread.currentThread().isInterrupted()) {
            throw Failure.of(CoreFailure.INTERRUPTED)
                    .found("the verification was stopped on request")
                    .build();
        }
    }
}
