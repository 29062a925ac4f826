package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.time.Duration;

/** The operator's hand on a running migration. Thread-safe; each request stays until it is answered. */
public final class Control {

    private boolean stop;
    private boolean promote;

    /** Asks to stop at the next safe moment; position and progress are kept. */
    public synchronized void requestStop() {
        stop = true;
        notifyAll();
    }

    /** Asks to promote; refused, with an event, while applications write. */
    public synchronized void requestPromote() {
        promote = true;
        notifyAll();
    }

    public synchronized boolean stopRequested() {
        return stop;
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
