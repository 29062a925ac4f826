package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.FailureKind;

/**
 * A failure in a form that can be kept. Other parts are those of {@link Failure}.
 *
 * @param retryable whether the same migration can go on once a person has mended it; otherwise it has to begin again
 */
public record Cause(String code, String title, FailureKind kind, String found, String next, boolean retryable) {

    /** The same, where only a restart helps. */
    Cause lasting() {
        return new Cause(code, title, kind, found, next, false);
    }

    static Cause of(Failure failure) {
        var code = failure.code();
        boolean retryable = code.kind() != FailureKind.BEGIN_AGAIN;
        return new Cause(code.id(), code.title(), code.kind(), failure.found(), failure.next(), retryable);
    }
}
