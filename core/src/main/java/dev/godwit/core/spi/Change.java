package dev.godwit.core.spi;

import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    /**
     * Definitions changed here, in the middle of their transaction.
     *
     * @param what was done, in words for people
     * @param tables those whose rows may come in another form from here on; they may be new, or gone
     * @param details what the engine's own applier needs, in its own words
     */
    record Definition(String what, List<TableName> tables, Map<String, String> details) implements Change {

        public Definition {
            tables = List.copyOf(tables);
            details = Map.copyOf(details);
        }
    }

    /**
     * From here on the rows of a table come in another form than was known, and nothing in the stream says why.
     *
     * @param difference in words for people, as it stands after the table's name
     */
    record Altered(TableName table, String difference) implements Change {}
}
