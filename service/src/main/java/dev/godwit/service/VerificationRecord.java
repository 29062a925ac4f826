package dev.godwit.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verification of one database: what was asked, how far it is, what came of it. Neither values nor keys of rows are in it.
 *
 * @param id unique
 * @param database id of the database
 * @param server the server that does it
 * @param who asked for it
 * @param endedAt null while it is not over
 * @param progress null before the first
 * @param result null while it is not over, and when it failed
 * @param failure why it failed; null unless it did
 * @param coverage how far and how recent a continuous one is; null for others, and before its first table
 */
public record VerificationRecord(
        String id,
        String job,
        String database,
        String server,
        String who,
        State state,
        Scope scope,
        Instant requestedAt,
        @Nullable Instant endedAt,
        @Nullable Progress progress,
        @Nullable Result result,
        @Nullable Cause failure,
        @Nullable Coverage coverage) {

    /** Where it stands. */
    public enum State {
        /** Waits for the server that works on the database. */
        REQUESTED,
        RUNNING,
        EQUAL,
        DIFFERENT,
        /** Nothing differs for certain, but something could not be compared. */
        UNSETTLED,
        /** Ended on request before all was read; what was read is the same. */
        STOPPED,
        FAILED,
        /** Its server ended. */
        INTERRUPTED;

        public boolean active() {
            return this == REQUESTED || this == RUNNING;
        }
    }

    /** Parts are those of {@link VerifyAsk}; lists are empty for everything. */
    public record Scope(
            List<String> tables,
            List<String> excludeTables,
            List<String> from,
            List<String> to,
            boolean values,
            boolean repair,
            boolean continuous,
            long rowsPerSecond,
            long bytesPerSecond) {

        static Scope of(VerifyAsk ask) {
            return new Scope(
                    ask.tables().include(),
                    ask.tables().exclude(),
                    ask.range().from(),
                    ask.range().to(),
                    ask.values(),
                    ask.repair(),
                    ask.continuous(),
                    ask.limit().rowsPerSecond(),
                    ask.limit().bytesPerSecond());
        }
    }

    /**
     * How far and how recent a continuous one is.
     *
     * @param covered tables that were verified at least once
     * @param eldest when the table was verified that was so longest ago; null until all were
     * @param recentRows rows that were looked at since they had just been written
     * @param different tables that differed when they were last looked at
     * @param definitions null until they were compared, and where they are not asked for
     */
    public record Coverage(
            int tables,
            int covered,
            long rounds,
            @Nullable Instant eldest,
            long recentRows,
            int different,
            @Nullable Definitions definitions) {}

    /**
     * The last look at definitions.
     *
     * @param different how many of the source were missing on the target, or others there
     */
    public record Definitions(Instant at, int different) {}

    /** How far it is; times in milliseconds. */
    public record Progress(
            int tablesDone,
            int tablesTotal,
            long rows,
            long rowsTotal,
            long bytes,
            long bytesTotal,
            double rowsPerSecond,
            double bytesPerSecond,
            @Nullable Long leftMillis,
            long differing,
            long unsettled) {}

    /**
     * What came of it, all tables together.
     *
     * @param followed whether changes were applied meanwhile, so that a difference was looked at again; otherwise what is
     *     written on either side meanwhile counts
     * @param repaired rows that were copied again; null when that was not asked for
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
            List<Validation.Note> definitions,
            List<Validation.Note> sequences,
            List<String> notes) {}

    /** What was found in one table. */
    public record Line(
            String table,
            String verdict,
            long sourceRows,
            long targetRows,
            long missing,
            long extra,
            long changed,
            long unsettled,
            long rechecked,
            long millis,
            String note) {}

    /**
     * A row that differs, by its key.
     *
     * @param kind MISSING, EXTRA, CHANGED or UNSETTLED
     * @param columns names of those that differ
     * @param times how many equal rows it stands for
     */
    public record Difference(String table, String kind, List<Part> key, List<String> columns, long times) {}

    /** A column of a key. */
    public record Part(String column, String value) {}

    VerificationRecord in(State next, @Nullable Instant ended) {
        return new VerificationRecord(
                id, job, database, server, who, next, scope, requestedAt, ended, progress, result, failure, coverage);
    }

    /** As it was asked for, in the hands of another server. */
    VerificationRecord takenBy(String other) {
        return new VerificationRecord(
                id, job, database, other, who, State.REQUESTED, scope, requestedAt, null, null, null, null, null);
    }

    VerificationRecord with(Progress now) {
        return new VerificationRecord(
                id, job, database, server, who, state, scope, requestedAt, endedAt, now, result, failure, coverage);
    }

    VerificationRecord with(Coverage now) {
        return new VerificationRecord(
                id, job, database, server, who, state, scope, requestedAt, endedAt, progress, result, failure, now);
    }

    VerificationRecord with(Result found) {
        return new VerificationRecord(
                id, job, database, server, who, state, scope, requestedAt, endedAt, progress, found, failure, coverage);
    }

    VerificationRecord because(Cause cause) {
        return new VerificationRecord(
                id, job, database, server, who, state, scope, requestedAt, endedAt, progress, result, cause, coverage);
    }
}
