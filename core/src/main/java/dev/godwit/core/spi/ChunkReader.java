package dev.godwit.core.spi;

/** Reads the rows of one chunk as encoded bytes. */
public interface ChunkReader extends AutoCloseable {

    /**
     * The next bytes, or null after the last. The array is the caller's until the next call.
     *
     * @throws dev.godwit.core.Failure when the source fails
     */
    byte @org.jspecify.annotations.Nullable [] next();

    /** Rows of which at least a part was handed out; may count what frames them as one more. */
    long rows();

    @Override
    void close();
}
