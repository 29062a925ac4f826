package dev.godwit.pipeline;

/** The operator's hand on a running migration. Thread-safe; each request stays until it is answered. */
public final class Control {

    private volatile boolean stop;
    private volatile boolean promote;

    /** Asks to stop at the next safe moment; position and progress are kept. */
    public void requestStop() {
        stop = true;
    }

    /** Asks to promote; refused, with a finding, while applications write. */
    public void requestPromote() {
        promote = true;
    }

    public boolean stopRequested() {
        return stop;
    }

    /** Whether a promotion was asked for since this was last called. */
    public boolean takePromoteRequest() {
        boolean asked = promote;
        promote = false;
        return asked;
    }
}
