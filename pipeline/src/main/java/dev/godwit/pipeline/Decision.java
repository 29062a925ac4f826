package dev.godwit.pipeline;

/**
 * What becomes of a table that waits since its definition changed.
 *
 * @param statement for {@link Kind#APPLY} what gives the target's table the form of its changes; empty otherwise
 */
public record Decision(Kind kind, String statement) {

    /** The ways to go on. */
    public enum Kind {
        /** It is made anew on the target and copied again, or dropped where the source has it no longer. */
        COPY,
        /** It stays behind: what the target has of it is left as it is. */
        EXCLUDE,
        /** A statement is run on the target, and the changes that were set aside are applied after it. */
        APPLY
    }

    /** See {@link Kind#COPY}. */
    public static Decision copy() {
        return new Decision(Kind.COPY, "");
    }

    /** See {@link Kind#EXCLUDE}. */
    public static Decision exclude() {
        return new Decision(Kind.EXCLUDE, "");
    }

    /** See {@link Kind#APPLY}. */
    public static Decision apply(String statement) {
        return new Decision(Kind.APPLY, statement);
    }
}
