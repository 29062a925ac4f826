package dev.godwit.cli;

import dev.godwit.api.JobEvent;

/** Tells nothing. */
final class Quiet implements Narrator {

    @Override
    public void tell(JobEvent event) {
        // Asked for.
    }

    @Override
    public void say(String text) {
        // Asked for.
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
