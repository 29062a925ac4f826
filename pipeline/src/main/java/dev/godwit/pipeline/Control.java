package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.time.Duration;

/** The operator's hand on a running migration. Thread-safe; each request stays until it is answered. */
public final class Control {

    private boolean stop;
    private boolean promote;
    private boolean overridden;
    private boolean abort;
    private boolean promoting;
    private volatile Tuning tuning = Tuning.NONE;

    /** Asks to stop at the next safe moment; position and progress are kept. */
    public synchronized void requestStop() {
        stop = true;
        notifyAll();
    }

    /**
     * Asks to promote. A promotion that cannot be made is told by {@link Journal#promotionRefused}.
     *
     * @param inSpite of lag and of differences, which are recorded
     */
    public synchronized void requestPromote(boolean inSpite) {
        promote = true;
        overridden = inSpite;
        notifyAll();
    }

    /**
     * Asks to give up the promotion that runs: the changes are followed again, and the source is open as before.
     *
     * @return false when none runs, or when it is too far to turn back
     */
    public synchronized boolean requestAbort() {
        if (promoting) {
            abort = true;
            notifyAll();
        }
        return promoting;
    }

    /** Takes effect within a second. */
    public void tune(Tuning next) {
        tuning = next;
    }

    public Tuning tuning() {
        return tuning;
    }

    public synchronized boolean stopRequested() {
        return stop;
    }

    /** Whether the promotion that was asked for last is made in spite of what speaks against it. */
    synchronized boolean overridden() {
        return overridden;
    }

    synchronized boolean abortRequested() {
        return abort;
    }

    /** From now on a promotion runs, or runs no more. */
    synchronized void promoting(boolean runs) {
        promoting = runs;
        abort = false;
    }

    /** Whether a promotion was asked for since this was last called. */
    synchronized boolean takePromoteRequest() {
        boolean asked = promote;
        promote = false;
        return asked;
    }

    /**
     * Waits, but no longer than until a stop is asked for.
     *
     * @throws Failure {@code INTERRUPTED} when it is
     */
    synchronized void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!stop) {
            long leftMillis = (end - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return;
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw interrupted();
            }
        }
        throw interrupted();
    }

    /** @throws Failure {@code INTERRUPTED} when a stop was asked for */
    void checkStop() {
        if (stopRequested()) {
            throw interrupted();
        }
    }

    private static Failure interrupted() {
        return Failure.of(CoreFailure.INTERRUPTED).found("on request").build();
    }
}
