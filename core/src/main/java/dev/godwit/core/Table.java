package dev.godwit.core;

import java.util.List;

/**
 * A table that holds rows of its own: an ordinary one, or a leaf of a partitioned one.
 *
 * @param name where it is on both sides
 * @param columns the columns that are moved, in the source's order; may be empty
 * @param estimatedRows the source's statistics, 0 or more; an estimate
 * @param bytes size on the source's disk with its out-of-line values, without indexes
 * @param followed whether its changes are in the log; other tables are copied again at the switch
 * @param largestRowBytes upper estimate of the largest row, 0 when no row can be large; from the source
 * @param partitioning of which partitioned tables it is which part, or into which it is divided, in the engine's own words
 */
public record Table(
        TableName name,
        List<Column> columns,
        long estimatedRows,
        long bytes,
        boolean followed,
        long largestRowBytes,
        String partitioning) {

    public Table {
        columns = List.copyOf(columns);
    }

    /** The same under another name. */
    public Table named(TableName other) {
        return new Table(other, columns, estimatedRows, bytes, followed, largestRowBytes, partitioning);
    }

    /** Whether single rows can be addressed by a key that is unique, not null and enforced at once. */
    public boolean keyed() {
        return columns.stream().anyMatch(Column::key);
    }
}
