package dev.godwit.service;

import org.jspecify.annotations.Nullable;

/**
 * What was asked of a database and is not done yet. It is kept, so that a crash does not forget it.
 *
 * @param then where the database stood, to return there; null when what is asked says where it ends
 */
public record Wish(Kind kind, @Nullable State then) {

    /** What was asked. */
    public enum Kind {
        VALIDATE,
        PROMOTE,
        /** In spite of lag or of tables that differ. */
        PROMOTE_OVERRIDDEN,
        /** A promotion is gone through up to the switch. */
        REHEARSE,
        END,
        END_FORCED,
        REMOVE,
        DELETE,
        DELETE_FORCED,
        /** The source is to be released, for it keeps too much. */
        FREE
    }

    static Wish of(Kind kind) {
        return new Wish(kind, null);
    }
}
