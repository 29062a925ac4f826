package dev.godwit.pipeline;

import dev.godwit.core.SourceBurden;
import dev.godwit.core.spi.SourceDatabase;

/** What a migration holds on its source, whatever becomes of the target. Connects as needed; may be asked again after a failure. */
public interface SourceHold extends AutoCloseable {

    /**
     * What the migration costs the source now.
     *
     * @throws dev.godwit.core.Failure when the source does not answer
     */
    SourceBurden burden();

    /**
     * Releases everything: the log first, so that it is free even if the rest is not yet. The migration cannot go on, it has
     * to begin again. Idempotent; the target is not asked.
     *
     * @throws dev.godwit.core.Failure when something could not be released
     */
    void release();

    @Override
    void close();

    /** The hold of a migration on a source that this process connects to. */
    static SourceHold of(SourceDatabase source) {
        return new SourceHold() {
            @Override
            public SourceBurden burden() {
                return source.burden();
            }

            @Override
            public void release() {
                source.changes().remove();
                source.openDoor();
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }
}
