package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database of a job costs its source, as it was seen last; null for what is not known.
 *
 * @param at when the source answered last
 * @param keepsLog whether the source keeps log for it
 * @param retainedBytes how much
 * @param growthBytesPerSecond over the last minutes; below 0 while it shrinks
 * @param level WITHIN, NEAR or OVER its budget
 * @param reason why it is not within
 * @param budgetBytes null without a budget
 * @param whenFull WARN, THROTTLE or STOP
 * @param limitBytes the source's own limit, above which it releases log that is needed
 * @param roomBytes what may still be written until it does
 * @param standing SAFE, PRESSED, ENDANGERED or LOST, as the source says
 * @param horizonAge how many transactions ago the oldest view was taken that Godwit holds open on the source
 * @param freeDiskBytes free space on the source's disk; null where the engine does not tell
 * @param budgetInMs at this growth the budget is reached in so long
 * @param diskInMs at this growth the source's disk is full in so long
 * @param holders other transactions that hold things up, oldest first
 * @param activeSessions at work on the source, without Godwit's
 * @param standbyLagMs how far the slowest standby of the source is behind
 * @param givesWay in which way the job is slowed down for the source's sake
 * @param trouble why the source could not be asked lately
 */
public record RetentionView(
        Instant at,
        @Nullable Boolean keepsLog,
        @Nullable Long retainedBytes,
        long growthBytesPerSecond,
        String level,
        @Nullable String reason,
        @Nullable Long budgetBytes,
        String whenFull,
        @Nullable Long limitBytes,
        @Nullable Long roomBytes,
        @Nullable String standing,
        @Nullable Long horizonAge,
        @Nullable Long freeDiskBytes,
        @Nullable Long budgetInMs,
        @Nullable Long diskInMs,
        List<Holder> holders,
        @Nullable Integer activeSessions,
        @Nullable Long standbyLagMs,
        @Nullable String givesWay,
        @Nullable FailureView trouble) {

    /** Session or prepared transaction, with application, user and database. */
    public record Holder(String who, long ageMs) {}
}
