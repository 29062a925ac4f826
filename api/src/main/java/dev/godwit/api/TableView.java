package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/**
 * A table of a job, as it is now.
 *
 * @param database its database's name on the source
 * @param table schema and name
 * @param state WAITING, COPYING, COPIED, FOLLOWED, COMPARED, DIFFERENT or, in events only, GONE
 * @param rows copied so far
 * @param bytesDone encoded bytes copied so far
 * @param bytesTotal estimate; null while not yet known
 */
public record TableView(
        String database,
        String table,
        String state,
        long rows,
        long bytesDone,
        @Nullable Long bytesTotal) {}
