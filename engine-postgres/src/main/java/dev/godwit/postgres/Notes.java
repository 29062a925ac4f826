package dev.godwit.postgres;

import dev.godwit.core.spi.Progress;

/** Which steps of moving definitions are begun and done; noted on the target, so that a restart knows. */
final class Notes {

    /**
     * Done as soon as definitions on the target are changed out of the order of the steps: then a step that is done for the
     * first time may meet what is there already.
     */
    static final String DEFINITIONS_CHANGED = "definitions changed";

    static final String DONE = "done";

    private final Progress progress;

    Notes(Progress progress) {
        this.progress = progress;
    }

    boolean done(String step) {
        return progress.note(key(step)).filter(DONE::equals).isPresent();
    }

    boolean begun(String step) {
        return progress.note(key(step)).isPresent();
    }

    /** Whether a step, even one that has not begun, may find some of its definitions made. */
    boolean mayMeet(String step) {
        return begun(step) || done(DEFINITIONS_CHANGED);
    }

    /** What {@link #begin} noted; empty when it has not begun or is done. */
    String state(String step) {
        return progress.note(key(step)).filter(note -> !note.equals(DONE)).orElse("");
    }

    void begin(String step, String state) {
        progress.note(key(step), state);
    }

    void finish(String step) {
        progress.note(key(step), DONE);
    }

    static String key(String step) {
        return "schema." + step;
    }
}
