package dev.godwit.core;

/**
 * A code from a closed enum: each module that can fail has one, and all of them are documented in docs/errors.md.
 * Implemented by enums only.
 */
public interface FailureCode {

    /** Stable public name such as {@code GW-0104}. */
    String id();

    FailureKind kind();

    /** One sentence without values: what is wrong. */
    String title();

    /** The general advice, for the documentation; a failure or finding may say it more exactly. */
    String advice();
}
