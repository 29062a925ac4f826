package dev.godwit.core.spi;

import dev.godwit.core.Position;
import org.jspecify.annotations.Nullable;

/** Writes one chunk to the target in one transaction. Closing without {@link #commit} undoes it. */
public interface ChunkLoader extends AutoCloseable {

    void write(byte[] bytes);

    /**
     * Makes rows and the note that this chunk is done permanent together.
     *
     * @param snapshot position of the view the chunk was read under; null where there is none
     * @return rows loaded, as the target counted them
     */
    long commit(@Nullable Position snapshot);

    @Override
    void close();
}
