package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When a verification that goes on for ever compares definitions: each minute, at once after they have changed, and so seldom
 * that it takes a small part of the time. By one thread at a time.
 */
final class DefinitionTurns {

    private static final Duration REST = Duration.ofMinutes(1);
    /** Of the time, one part in so many. */
    private static final int PART = 20;

    private final Supplier<List<Finding>> look;
    private final VerifyControl control;
    private final VerifyListener listener;
    private final boolean wanted;
    private long next = System.nanoTime();
    private long redefinitions = -1;
    /** When it began to compare them last, in the terms of {@link System#nanoTime}: the clock may be set meanwhile. */
    private volatile @Nullable Long looked;

    DefinitionTurns(Supplier<List<Finding>> look, VerifyControl control, VerifyListener listener, boolean wanted) {
        this.look = look;
        this.control = control;
        this.listener = listener;
        this.wanted = wanted;
    }

    /** When they were compared last; null until they were. */
    @Nullable Instant at() {
        @Nullable Long began = looked;
        return began == null ? null : Instant.now().minusNanos(System.nanoTime() - began);
    }

    /** Compares if it is time to; what fails is tried again when its turn comes, and the age tells. */
    void turn() {
        long changed = control.redefinitions();
        if (!wanted || (changed == redefinitions && System.nanoTime() - next < 0)) {
            return;
        }
        long from = System.nanoTime();
        try {
            List<Finding> found = look.get();
            if (!control.stopRequested()) {
                looked = from;
                listener.definitions(found);
            }
        } catch (Failure e) {
            control.checkStop();
        }
        redefinitions = changed;
        long now = System.nanoTime();
        next = now + Math.max(REST.toNanos(), (now - from) * PART);
    }
}
