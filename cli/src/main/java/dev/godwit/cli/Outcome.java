package dev.godwit.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an action came to for one job.
 *
 * @param kind in which way
 * @param state of the job, in words; null when it is not known, or gone
 * @param reason why it was refused or failed; null when it was not
 * @param next what to do about it; null for nothing
 * @param leftToDo what a person has to do by hand
 */
record Outcome(
        String job,
        Kind kind,
        @Nullable String state,
        @Nullable String code,
        @Nullable String reason,
        @Nullable String next,
        List<String> leftToDo) {

    enum Kind {
        /** Asked for, and not waited for. */
        REQUESTED,
        DONE,
        /** It was allowed, and did not succeed. */
        FAILED,
        /** Source and target differ, or were promoted in spite of a gap. */
        DIFFERENT,
        /** Refused by how source and target are now, and not by the job's state. */
        NOT_PROMOTED,
        /** What was found forbids the start. */
        FORBIDDEN,
        REFUSED
    }

    static Outcome of(String job, Kind kind, @Nullable String state) {
        return new Outcome(job, kind, state, null, null, null, List.of());
    }

    static Outcome refused(String job, @Nullable String code, String reason, @Nullable String next) {
        return new Outcome(job, Kind.REFUSED, null, code, reason, next, List.of());
    }

    int exitCode() {
        return switch (kind) {
            case REQUESTED, DONE -> ExitCode.OK;
            case FAILED -> ExitCode.FAILED;
            case DIFFERENT, NOT_PROMOTED -> ExitCode.DIFFERENT;
            case FORBIDDEN -> ExitCode.VALIDATION_FAILED;
            case REFUSED -> ExitCode.REFUSED;
        };
    }
}
