package dev.godwit.core.spi;

import dev.godwit.core.Catalog;
import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import java.time.Instant;
import java.util.Collection;

/** Makes a source keep and send its changes. Everything made here carries the migration's id and is removed at the end. */
public interface ChangeCapture {

    /** Whether an earlier run has made it and its log is still whole. */
    boolean established();

    /**
     * Makes the source ready to send changes of these tables, in the order identity, publication, position, snapshot,
     * and answers with the view that belongs to the first position. Leftovers of an attempt that died half-way are
     * removed first.
     */
    Snapshot establish(Catalog catalog);

    /** Has the changes of these tables sent as well, where they are not yet; to be called before they are copied. */
    void join(Collection<TableName> tables);

    /** A view with an exact position, later than the first, for tables that have to be read again or compared, and no others. */
    Snapshot resnapshot(Catalog catalog);

    /** Which log its positions belong to, in the engine's own words: another server, or a successor, has another one. */
    String history();

    /**
     * Makes sure that positions up to {@code from} still name the changes that they named before.
     *
     * @param noted {@link #history} at that time
     * @throws dev.godwit.core.Failure when they do not, and going on would lose changes
     */
    void checkHistory(String noted, Position from);

    /** Whether every change of definitions is told in the stream, at its place; otherwise it shows by the rows. */
    boolean tellsDefinitions();

    /**
     * Opens the stream of changes.
     *
     * @param from the target's position: what was committed before it is not sent again
     * @param keep not after {@code from}; what comes after it is not released yet
     * @throws dev.godwit.core.Failure {@code GAP_IN_LOG} when the source has released what comes after it
     */
    ChangeReader open(Position from, Position keep);

    /** Commits a mark into the log and answers with a position that lies after everything committed until now. */
    Position mark();

    /** The source's current end of log, for the lag. */
    Position end();

    /** The source's clock. */
    Instant clock();

    /** Log bytes between two positions of this source; 0 when {@code to} is not after {@code from}. */
    long bytesBetween(Position from, Position to);

    /** Log bytes the source keeps for this migration. */
    long retainedBytes();

    /** Ends the stream for good: what is committed from now on is not kept for it. Idempotent; {@link #remove} follows. */
    void cut();

    /** Removes everything Godwit made on the source and restores what it altered. Idempotent. */
    void remove();
}
