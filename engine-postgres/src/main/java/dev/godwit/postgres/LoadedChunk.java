package dev.godwit.postgres;

import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of a chunk that is on the target.
 *
 * @param index from 0
 * @param of how many chunks the table has
 * @param snapshot position of the view it was read under; null where no log is read
 * @param rows as the target counted them
 * @param bytes of the encoded rows
 */
record LoadedChunk(
        TableName table, int index, int of, @Nullable Position snapshot, long rows, long bytes) {}
