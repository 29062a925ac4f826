package dev.godwit.core;

/** Where a job, or one of its databases, stands; together with {@link Phase} its state. */
public enum Status {
    /** The configuration is incomplete. */
    DRAFT,
    NOT_STARTED,
    STARTING,
    RUNNING,
    /** It runs, and something that may clear by itself is tried again. */
    RUNNING_WITH_ERRORS,
    STOPPING,
    /** Position and progress are kept. */
    STOPPED,
    RESUMING,
    RESTARTING,
    FAILED,
    ENDING,
    /** Given up for good, not promoted. */
    ENDED,
    COMPLETED,
    DELETING
}
