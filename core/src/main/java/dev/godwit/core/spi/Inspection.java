package dev.godwit.core.spi;

import dev.godwit.core.Table;

/**
 * Looks at the rows of one side while others write: by ordinary reads, each for itself, without a lock or a view that
 * outlasts it. What it answers is equal on both sides exactly when rows are, whatever the servers' versions and settings.
 * Thread-safe.
 */
public interface Inspection extends AutoCloseable {

    /**
     * Checksum of the rows in a range.
     *
     * @param table as the source's catalog has it
     */
    Checksum checksum(Table table, KeyRange range);

    @Override
    void close();
}
