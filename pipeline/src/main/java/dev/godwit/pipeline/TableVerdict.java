package dev.godwit.pipeline;

import dev.godwit.core.TableName;
import java.time.Duration;
import java.util.List;

/**
 * What verification says of one table.
 *
 * @param table its name
 * @param verdict in a word
 * @param sourceRows rows read on the source
 * @param targetRows rows read on the target
 * @param missing rows that the target lacks
 * @param extra rows that only the target has
 * @param changed rows with other values
 * @param unsettled rows that changed too often to be compared
 * @param rechecked rows that differed at the first look and were read again
 * @param rows the first of those that differ, by key; as many as were asked for
 * @param took how long it was read
 * @param note what else there is to say, a sentence; empty when nothing
 */
public record TableVerdict(
        TableName table,
        Verdict verdict,
        long sourceRows,
        long targetRows,
        long missing,
        long extra,
        long changed,
        long unsettled,
        long rechecked,
        List<RowDifference> rows,
        Duration took,
        String note) {

    public TableVerdict {
        rows = List.copyOf(rows);
    }

    /** Rows that differ for certain. */
    public long differing() {
        return missing + extra + changed;
    }

    /** In a word. */
    public enum Verdict {
        EQUAL,
        DIFFERENT,
        /** Nothing differs for certain, but some rows could not be compared. */
        UNSETTLED,
        /** Not, or not wholly, read: see the note. */
        NOT_VERIFIED,
        /** By its nature no log holds its changes: its rows are compared at the switch. */
        NOT_FOLLOWED
    }
}
