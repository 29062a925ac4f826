package dev.godwit.core.spi;

import dev.godwit.core.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event of the stream. A transaction is {@link Begin}, any number of changes, {@link Commit}. */
public sealed interface Change {

    /**
     * A committed transaction begins.
     *
     * @param commit where its commit stands in the log: compared with the position of a table's snapshot
     */
    record Begin(Position commit) implements Change {}

    /**
     * A transaction is complete.
     *
     * @param end the position to go on from when it is applied; after every part of it
     * @param at when it was committed, by the source's clock
     */
    record Commit(Position end, Instant at) implements Change {}

    /** A row that came to be. */
    record Insert(Relation relation, Tuple row) implements Change {}

    /**
     * A row that changed.
     *
     * @param old key or whole row before the change; null when the key did not change and the source sends no more
     * @param row the row after it; fields may be {@link Tuple.Kind#UNSENT}
     */
    record Update(Relation relation, @Nullable Tuple old, Tuple row) implements Change {}

    /** A row that is gone; {@code old} holds its key, or all of it where the table has no usable key. */
    record Delete(Relation relation, Tuple old) implements Change {}

    /** Tables that were emptied by one statement. */
    record Truncate(List<Relation> relations, boolean restartIdentity) implements Change {}
}
