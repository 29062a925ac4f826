package dev.godwit.service;

/** What a person can ask of a job. */
public enum Action implements Trigger {
    START,
    /** Keeps position and progress. */
    STOP,
    RESUME,
    PROMOTE,
    /** Gives the job up for good. */
    END
}
