package dev.godwit.pipeline;

import dev.godwit.core.TableName;

/**
 * How far one table is.
 *
 * @param state what was last done with it
 * @param rows copied to the target by finished chunks; after a comparison, those the target holds
 * @param bytes encoded bytes copied
 * @param bytesTotal an estimate from the source's size; {@code bytes} when it is copied
 */
public record TableProgress(TableName table, State state, long rows, long bytes, long bytesTotal) {

    /** In the order in which a table goes through them. */
    public enum State {
        WAITING,
        COPYING,
        COPIED,
        /** Its changes are applied. */
        FOLLOWED,
        /** It was equal on both sides when it was last compared. */
        COMPARED,
        DIFFERENT,
        /** It is no longer on the source by this name. */
        GONE
    }
}
