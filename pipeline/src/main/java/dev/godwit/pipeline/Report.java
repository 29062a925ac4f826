package dev.godwit.pipeline;

import dev.godwit.core.ChangedValues;
import dev.godwit.core.Finding;
import dev.godwit.core.Phase;
import dev.godwit.core.Server;
import dev.godwit.core.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a migration came to; something to attach to a change ticket.
 *
 * @param outcome how it ended
 * @param source server that was left; null when it never answered
 * @param target server that was moved to; null when it never answered
 * @param startedAt of this run
 * @param duration of this run
 * @param phases time spent in each phase of this run
 * @param tables each table with its proof, sorted by name; empty before the comparison
 * @param rows rows on the target, as compared
 * @param bytes encoded bytes of the full dump
 * @param changes row changes received by this run
 * @param ledger what became of them, for each table that had any, sorted by name
 * @param changedValues values that are others on the target than on the source, by the nature of the engines
 * @param writePause from closing the source to writers to the end of the switch; zero when there was none
 * @param comparePause the part of it in which tables were compared
 * @param findings everything found by validation and afterwards
 * @param leftToDo what a person has to do by hand
 * @param gap what was missing at an overridden promotion; null for every other outcome
 */
public record Report(
        Outcome outcome,
        @Nullable Server source,
        @Nullable Server target,
        Instant startedAt,
        Duration duration,
        Map<Phase, Duration> phases,
        List<TableResult> tables,
        long rows,
        long bytes,
        long changes,
        List<TableChanges> ledger,
        List<ChangedValues> changedValues,
        Duration writePause,
        Duration comparePause,
        List<Finding> findings,
        List<String> leftToDo,
        @Nullable Gap gap) {

    /** How a run ended. */
    public enum Outcome {
        /** Everything asked for is done, and both sides are equal where they were compared. */
        EQUAL,
        /** Only validation was asked for, and nothing forbids the start. */
        VALIDATED,
        /** Validation found what forbids the start; nothing was changed. */
        VALIDATION_FAILED,
        /** Source and target differ; not promoted. */
        DIFFERENT,
        /** Stopped by request; can be resumed. */
        STOPPED,
        /** Promoted on demand in spite of what {@link Report#gap} says. */
        OVERRIDDEN
    }

    /**
     * What the target lacked when it was promoted in spite of it.
     *
     * @param bytes distance in the source's log
     * @param time age of the oldest change that was not applied
     * @param different tables known to differ, sorted by name
     * @param reasons why an ordinary promotion would have been refused
     */
    public record Gap(long bytes, Duration time, List<TableName> different, List<String> reasons) {

        public Gap {
            different = List.copyOf(different);
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * What became of the row changes of one table; received is the sum of the others.
     *
     * @param applied written to the target as they are
     * @param filtered left out, since the table's copy held them already
     * @param coalesced left out, since a later change of the same batch made them needless
     */
    public record TableChanges(TableName table, long received, long applied, long filtered, long coalesced) {}

    /**
     * Comparison of one table.
     *
     * @param table its name
     * @param sourceRows rows on the source
     * @param targetRows rows on the target
     * @param equal whether number and checksum agree
     * @param underFence whether it was compared after writing had ended, rather than before
     */
    public record TableResult(TableName table, long sourceRows, long targetRows, boolean equal, boolean underFence) {}
}
