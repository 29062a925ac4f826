package dev.godwit.cli;

import dev.godwit.api.FailureView;
import dev.godwit.api.JobEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How event lines end when there is no job to tell the end: the error, then the result. */
final class LastEvents {

    private LastEvents() {}

    static List<JobEvent> of(FailureView what, String outcome, int exitCode) {
        return List.of(error(null, what), result(outcome, exitCode, what.code(), List.of()));
    }

    /** The end on a person's request, before there was a job. */
    static JobEvent stopped(int exitCode) {
        return result("STOPPED", exitCode, null, List.of());
    }

    /** @param job null when there is none */
    static JobEvent error(@Nullable String job, FailureView what) {
        return new JobEvent.Failed(1, Instant.now(), job, null, what.code(), what.title(), what.found(), what.next());
    }

    /** @param code why; null when all went well */
    static JobEvent result(String outcome, int exitCode, @Nullable String code, List<String> leftToDo) {
        return new JobEvent.Result(
                2,
                Instant.now(),
                null,
                null,
                outcome,
                exitCode,
                code,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                leftToDo);
    }
}
