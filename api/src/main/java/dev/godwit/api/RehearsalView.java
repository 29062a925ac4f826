package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the last rehearsal of a job's promotion came to. */
public record RehearsalView(String job, String name, Instant asOf, List<DatabaseRehearsal> databases) {

    /**
     * The rehearsal of one database. Times in milliseconds.
     *
     * @param database its name on the source
     * @param pending whether one was asked for and is not over; what follows is of the one before
     * @param at when it ended; null before the first, as the times are
     * @param pauseMs how long applications would have to wait with their writes
     * @param estimatedMs the part of it that was reckoned from numbers, not measured
     * @param atMostMs if all that changed since it was compared has to be compared meanwhile, and estimates are three
     *     times too low
     * @param steps in their order
     * @param refusals why a promotion would be refused now; empty when it would not
     */
    public record DatabaseRehearsal(
            String database,
            boolean pending,
            @Nullable Instant at,
            @Nullable Long pauseMs,
            @Nullable Long estimatedMs,
            @Nullable Long atMostMs,
            List<Step> steps,
            List<FailureView> refusals) {}

    /**
     * A step of the promotion.
     *
     * @param measured whether it was done without its effect, rather than estimated
     * @param waits whether applications wait meanwhile
     */
    public record Step(String name, String detail, long ms, boolean measured, boolean waits) {}
}
