package dev.godwit.pipeline;

/** How a migration is given up. */
public enum Ending {
    /** Triggers, events and sequences are made as at the switch, without waiting for the last changes. */
    NORMAL,
    /** Everything is released at once; never fails because a server does not answer. */
    FORCE
}
