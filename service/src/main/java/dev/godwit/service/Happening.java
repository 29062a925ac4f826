package dev.godwit.service;

import java.util.Locale;

/** What a running database tells about itself. */
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
    /** Its source keeps more log for it than it may. */
    OVER_BUDGET,
    /** The process of a one-shot command died. */
    ORPHANED,
    /** Another server goes on with it. */
    ADOPTED;

    /** For people. */
    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
