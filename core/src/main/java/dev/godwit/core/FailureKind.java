package dev.godwit.core;

/** What a failure asks for. */
public enum FailureKind {
    /** A person has to change something; the same attempt again would fail again. */
    FIX_BY_USER,
    /** What the same migration would need to go on is gone for good: only a new copy helps. */
    BEGIN_AGAIN,
    /** May clear by itself: retried with growing delays. */
    TRANSIENT,
    /** The two sides hold data that contradict each other. */
    DATA_CONFLICT,
    /** Godwit is wrong; to be reported. */
    BUG
}
