package dev.godwit.core.spi;

import dev.godwit.core.Position;
import dev.godwit.core.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view of a database at one moment; any number of threads may read under it at once. Closing it ends the view. */
public interface Snapshot extends AutoCloseable {

    /** Exactly which changes the view holds: all commits before it, none from it on. Empty where no log is read. */
    Optional<Position> position();

    /**
     * Cuts a table into pieces which together hold every row of the view once.
     *
     * @param pieces how many at most; 1 or more
     */
    List<Chunk> chunks(Table table, int pieces);

    /** Opens a chunk for reading. */
    ChunkReader read(Chunk chunk, Encoding encoding);

    /** These rows under the view, by {@link RowRef#identity}; see {@link Inspection#rows(Table, Collection)}. */
    Map<String, RowDigest> rows(Table table, Collection<RowRef> rows);

    /**
     * Opens some rows for reading, in one go; those that are not in the view are left out.
     *
     * @param rows which, and of those that are alike how many at most
     */
    ChunkReader read(Table table, Map<RowRef, Long> rows, Encoding encoding);

    /**
     * Checksum of all rows of a table under this view, the same on both sides for equal rows and whatever the order.
     *
     * @param table as the source's catalog has it
     */
    Checksum checksum(Table table);

    @Override
    void close();
}
