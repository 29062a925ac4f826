package dev.godwit.core.spi;

import dev.godwit.core.Position;
import dev.godwit.core.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at the rows of one side while others write: by ordinary reads, each for itself, without a lock or a view that
 * outlasts it. What it answers is equal on both sides exactly when rows are, whatever the servers' versions and settings.
 * Tables are given as the source's catalog has them. Thread-safe.
 *
 * <p>Where a table has no key, rows that are alike stand together as one {@link RowDigest}, and its identity is their hash.
 */
public interface Inspection extends AutoCloseable {

    /** Whether this side finds single rows of a table, and ranges of them, by an index. */
    boolean seeks(Table table);

    /**
     * Cuts a range into smaller ones which together hold every row of it once; by a sample where it is large. Only where
     * {@link #seeks} holds.
     *
     * @param rows how many each should have, about
     */
    List<KeyRange> ranges(Table table, KeyRange within, long rows);

    /** Whether this side sorts the bounds of these ranges in the order in which they are given. */
    boolean sorts(Table table, List<KeyRange> ranges);

    /** Number of rows in a range and sum of their hashes. */
    Checksum checksum(Table table, KeyRange range);

    /** All rows in a range, in no particular order. */
    void rows(Table table, KeyRange range, Consumer<RowDigest> sink);

    /**
     * The same for parts of a range, by a hash of what tells its rows apart; in one pass.
     *
     * @param count how many parts, a power of 2, at most {@link Buckets#MOST}
     * @return as many checksums
     */
    List<Checksum> buckets(Table table, KeyRange range, int count);

    /** All rows of some buckets; in one pass. */
    void rows(Table table, KeyRange range, Buckets buckets, Consumer<RowDigest> sink);

    /**
     * These rows as they are now, by {@link RowRef#identity}; those that are not here are left out. By an index where
     * {@link #seeks} holds, in one pass otherwise.
     */
    Map<String, RowDigest> rows(Table table, Collection<RowRef> rows);

    /**
     * What these rows hold, by {@link RowRef#identity}; those that are not here are left out.
     *
     * @param values whether the values are told too
     */
    Map<String, RowDetail> details(Table table, Collection<RowRef> rows, boolean values);

    /** On a target: where the stream goes on, so what it holds; empty before the first snapshot, after the end, on a source. */
    Optional<Position> applied();

    /**
     * On the source: commits as applications do, so that all that the log held before can be seen; under synchronous
     * replication others may have read it in the log earlier. On a target it does nothing.
     *
     * @return false when a standby did not answer in time, and something may be hidden still
     */
    boolean settle();

    /** Looks tables up anew: their definitions may have changed. */
    void forget();

    @Override
    void close();
}
