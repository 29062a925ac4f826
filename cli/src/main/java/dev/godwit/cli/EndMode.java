package dev.godwit.cli;

import dev.godwit.api.ActionRequest;
import org.jspecify.annotations.Nullable;

/** How a job is ended. */
enum EndMode {
    /** Force where the job is not well. */
    AUTO,
    /** Triggers, events and sequences are brought over first. */
    NORMAL,
    /** Everything is released at once. */
    FORCE;

    /** @param mode null for the server's default */
    static ActionRequest request(@Nullable EndMode mode) {
        return new ActionRequest(null, null, null, mode == null ? null : Words.dashed(mode.name()), null, null);
    }

    @Override
    public String toString() {
        return Words.dashed(name());
    }
}
