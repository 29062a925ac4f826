package dev.godwit.core.spi;

import dev.godwit.core.Position;

/**
 * Delivers complete transactions in commit order. {@link #poll} is called by one thread; {@link #acknowledge} by any.
 */
public interface ChangeReader extends AutoCloseable {

    /**
     * Hands what has arrived to the sink and returns; waits a moment when nothing has. Must be called often also while
     * the sink is full, since it answers the source's questions whether we live.
     *
     * @param accept false to answer the source only and read no change
     */
    void poll(ChangeSink sink, boolean accept);

    /** Tells the source that it may forget everything before this position; it is sent at the next poll. */
    void acknowledge(Position applied);

    /** Up to where the source has sent all there is for us. */
    Position received();

    @Override
    void close();
}
