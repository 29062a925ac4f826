package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;

/** The operator's hand on a verification that runs. Thread-safe. */
public final class VerifyControl {

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
