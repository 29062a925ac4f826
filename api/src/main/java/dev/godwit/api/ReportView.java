package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a migration came to; something to attach to a change ticket. Times in milliseconds.
 *
 * @param v version of this form
 * @param outcome EQUAL, VALIDATED, VALIDATION_FAILED, DIFFERENT, OVERRIDDEN or STOPPED
 * @param database its name on the source
 * @param source null when it never answered
 * @param target null when it never answered
 * @param schemaRenames names that schemas have on the target since the switch, by those on the source, under which tables are
 *     listed here; null where all kept theirs
 * @param phaseMs time spent in each phase, in their order
 * @param rows rows on the target, as compared
 * @param bytes encoded bytes of the full dump
 * @param changes row changes received
 * @param ledger what became of them, by table; null in reports of earlier versions
 * @param changedValues values that were changed in transit, by column; empty when none was; null where nothing was switched, and
 *     in reports of earlier versions
 * @param writePauseMs how long applications could not write
 * @param comparePauseMs the part of it in which tables were compared
 * @param leftToDo what a person has to do by hand
 * @param gap null unless the promotion was overridden
 */
public record ReportView(
        int v,
        String job,
        String name,
        String database,
        String outcome,
        @Nullable ServerView source,
        @Nullable ServerView target,
        @Nullable Map<String, String> schemaRenames,
        Instant startedAt,
        long durationMs,
        Map<String, Long> phaseMs,
        List<TableView> tables,
        long rows,
        long bytes,
        long changes,
        @Nullable List<ChangesView> ledger,
        @Nullable List<ChangedValuesView> changedValues,
        long writePauseMs,
        long comparePauseMs,
        List<FindingView> findings,
        List<String> leftToDo,
        @Nullable Gap gap) {

    /**
     * What a promotion was made in spite of.
     *
     * @param different tables that differ
     * @param reasons one sentence each
     */
    public record Gap(long lagBytes, long lagMs, List<String> different, List<String> reasons) {}

    /**
     * What became of the row changes of one table; received is the sum of the others.
     *
     * @param applied written to the target as they are
     * @param filtered left out, since the table's copy held them already
     * @param coalesced left out, since a later change of the same batch made them needless
     */
    public record ChangesView(String table, long received, long applied, long filtered, long coalesced) {}

    /** Values of a column that are others on the target than on the source, and why. */
    public record ChangedValuesView(String table, String column, long rows, String reason) {}

    /** A server as it answered. */
    public record ServerView(String engine, String version, String address, String database) {}

    /** Comparison of one table; underFence when it took place after writing had ended. */
    public record TableView(String table, long sourceRows, long targetRows, boolean equal, boolean underFence) {}
}
