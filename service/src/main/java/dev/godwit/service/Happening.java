package dev.godwit.service;

/** What a running job tells about itself. */
public enum Happening implements Trigger {
    STARTED,
    /** Something failed that may clear by itself. */
    TROUBLED,
    RECOVERED,
    STOPPED,
    /** Validation was all that was asked for, and nothing forbids the start. */
    VALIDATED,
    FAILED,
    COMPLETED,
    ENDED,
    /** The process that ran the job died. */
    ORPHANED
}
