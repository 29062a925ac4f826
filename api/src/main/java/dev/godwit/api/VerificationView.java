package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verification of one database of a job.
 *
 * @param id unique
 * @param database its name on the source
 * @param state REQUESTED, RUNNING, EQUAL, DIFFERENT, UNSETTLED (something could not be compared), STOPPED, FAILED or
 *     INTERRUPTED (its server ended)
 * @param who asked for it
 * @param endedAt null while it is not over
 * @param progress null before it has begun to read
 * @param result null while it is not over, and when it failed
 * @param failure null unless it failed
 * @param coverage how far and how recent a continuous one is; null for others, and before its first table
 */
public record VerificationView(
        String id,
        String job,
        String database,
        String state,
        String who,
        Scope scope,
        Instant requestedAt,
        @Nullable Instant endedAt,
        @Nullable Progress progress,
        @Nullable Result result,
        @Nullable FailureView failure,
        @Nullable Coverage coverage) {

    /** What was asked for; parts are those of {@link VerifyRequest}, empty for everything. */
    public record Scope(
            List<String> tables,
            List<String> excludeTables,
            List<String> from,
            List<String> to,
            boolean values,
            boolean repair,
            boolean continuous,
            long rowsPerSecond,
            long bytesPerSecond) {}

    /**
     * How far and how recent a continuous one is.
     *
     * @param covered tables that were verified at least once
     * @param rounds how often all of them were
     * @param ageMs how long ago the table was verified that was so longest ago; null until all were
     * @param recentRows rows that were looked at since they had just been written
     * @param different tables that differed when they were last looked at
     * @param definitions null until they were compared, and where only some tables are verified
     */
    public record Coverage(
            int tables,
            int covered,
            long rounds,
            @Nullable Long ageMs,
            long recentRows,
            int different,
            @Nullable Definitions definitions) {}

    /**
     * The last look at definitions.
     *
     * @param ageMs how long ago it was
     * @param different how many of the source were missing on the target, or others there
     */
    public record Definitions(long ageMs, int different) {}

    /**
     * How far it is.
     *
     * @param rowsTotal an estimate
     * @param etaMs null while not yet known
     * @param differing rows found to differ so far
     * @param unsettled rows that could not be compared so far
     */
    public record Progress(
            int tablesDone,
            int tablesTotal,
            long rows,
            long rowsTotal,
            long bytes,
            long bytesTotal,
            long rowsPerSecond,
            long bytesPerSecond,
            @Nullable Long etaMs,
            long differing,
            long unsettled) {}

    /**
     * What was found, all tables together.
     *
     * @param followed whether changes were applied meanwhile: then a difference was looked at again until the target had
     *     passed its position
     * @param missing rows that the target lacks
     * @param extra rows that only the target has
     * @param changed rows with other values
     * @param unsettled rows that changed too often to be compared
     * @param rechecked rows that differed at the first look and were read again
     * @param repaired rows that were copied again; null when that was not asked for
     * @param definitions that differ; not compared when only some tables are
     * @param sequences whose values are not as they should be
     */
    public record Result(
            boolean followed,
            int tables,
            int tablesEqual,
            int tablesDifferent,
            int tablesUnsettled,
            int tablesNotVerified,
            long sourceRows,
            long targetRows,
            long missing,
            long extra,
            long changed,
            long unsettled,
            long rechecked,
            @Nullable Long repaired,
            List<FindingView> definitions,
            List<FindingView> sequences,
            List<String> notes) {}
}
