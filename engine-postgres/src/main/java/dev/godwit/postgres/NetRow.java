package dev.godwit.postgres;

import dev.godwit.core.spi.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * One statement's worth of change of one row.
 *
 * @param old holds the key, or the whole row of a keyless table; null for an insert
 * @param row what the row becomes; null for a delete
 */
record NetRow(Op op, @Nullable Tuple old, @Nullable Tuple row) {

    /** In the order in which net changes are written: nothing may stand in the way of what comes later. */
    enum Op {
        DELETE,
        /** Delete and insert again, keeping what was not sent. */
        MOVE,
        UPDATE,
        INSERT
    }
}
