package dev.godwit.service;

import java.util.Locale;

/** What a person can ask of a job, or of some of its databases. */
public enum Action implements Trigger {
    START,
    /** Keeps position and progress; while promoting it aborts the promotion. */
    STOP,
    RESUME,
    /** Tries again what failed, now. */
    RETRY,
    /** Wipes what was written on the target and begins again. */
    RESTART,
    /** Compares both sides, whatever the job does meanwhile. */
    VERIFY,
    /** Goes through a promotion up to the switch, and foretells how long writes would have to wait. */
    REHEARSE,
    PROMOTE,
    /** Goes back to the database that was left: the promotion of a way back. */
    FALLBACK,
    /** Gives the job up for good. */
    END,
    /** Ends it if need be, then forgets it. */
    DELETE,
    EDIT,
    /** Asks both servers whether it can work, and changes nothing. */
    VALIDATE,
    /** Gives one database up and takes it out of the job. */
    REMOVE;

    /** For people. */
    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
