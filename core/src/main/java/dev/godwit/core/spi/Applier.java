package dev.godwit.core.spi;

import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies transactions in commit order; rows and position become permanent together. Used by one thread. */
public interface Applier extends ChangeSink, AutoCloseable {

    /** The table whose {@link Counts} the changes of a relation are part of; a partition may go into its root. */
    TableName table(Relation relation);

    /** Has rows with a short key told from now on, where they are wanted. */
    void watch(RowWatch watch);

    /** Takes the next event. May write to the target, but commits nothing. */
    @Override
    void accept(Change change);

    /** Whether enough has gathered; asked at transaction boundaries. */
    boolean wantsFlush();

    /**
     * Applies what has gathered and commits it with the position of the last complete transaction; nothing in the middle of one.
     *
     * @return what is now on the target's disk
     */
    Applied flush();

    @Override
    void close();

    /**
     * Result of a flush.
     *
     * @param position the end of the last transaction that the target holds
     * @param committedAt when that was committed on the source
     * @param counts for each table that had changes
     * @param redefined definitions that changed meanwhile, in their order
     */
    record Applied(Position position, Instant committedAt, Map<TableName, Counts> counts, List<Redefined> redefined) {}

    /**
     * A change of definitions that the target has met.
     *
     * @param what was done on the source, in words for people
     * @param waiting tables that wait since then, see {@link Progress#waiting}; none where the target did the same
     * @param trouble why it was not done on the target; empty when it was
     * @param keep from where on the source has to keep its log, since a person may still want these tables' changes
     */
    record Redefined(String what, List<TableName> waiting, String trouble, Optional<Position> keep) {}

    /**
     * Row changes of one table; an emptied table counts as one change.
     *
     * @param applied written to the target as they are
     * @param filtered skipped, since the table's copy already holds them
     * @param coalesced made needless by a later change of the same batch
     */
    record Counts(long applied, long filtered, long coalesced) {

        public Counts plus(Counts other) {
            return new Counts(applied + other.applied, filtered + other.filtered, coalesced + other.coalesced);
        }

        public long total() {
            return applied + filtered + coalesced;
        }
    }
}
