package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a rehearsal of the promotion came to.
 *
 * @param at when it ended
 * @param steps what a promotion would do, in its order; those that could not be gone through are missing
 * @param pause how long applications would have to wait with their writes
 * @param estimated the part of it that was reckoned from numbers instead of measured
 * @param atMost the same when all that changed since it was last compared is compared behind the fence, and what was
 *     estimated takes three times as long
 * @param refusals why a promotion would be refused now, each in turn; empty when it would not
 */
public record Rehearsed(
        Instant at, List<Step> steps, Duration pause, Duration estimated, Duration atMost, List<Failure> refusals) {

    public Rehearsed {
        steps = List.copyOf(steps);
        refusals = List.copyOf(refusals);
    }

    /** How the time of a step is known. */
    public enum Basis {
        /** The step was done, without its effect. */
        MEASURED,
        /** Reckoned from the number or size of what it is about. */
        ESTIMATED
    }

    /**
     * A step of the promotion.
     *
     * @param name for people
     * @param detail what it is about, in words; may be empty
     * @param waits whether applications wait meanwhile
     */
    public record Step(String name, String detail, Duration time, Basis basis, boolean waits) {}
}
