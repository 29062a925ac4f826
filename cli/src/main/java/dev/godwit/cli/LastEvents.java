package dev.godwit.cli;

import dev.godwit.api.FailureView;
import dev.godwit.api.JobEvent;
import java.time.Instant;
import java.util.List;

/** How event lines end when there is no job to tell the end: the error, then the result. */
final class LastEvents {

    private LastEvents() {}

    static List<JobEvent> of(FailureView what, String outcome, int exitCode) {
        var now = Instant.now();
        return List.of(
                new JobEvent.Failed(1, now, null, null, what.code(), what.title(), what.found(), what.next()),
                new JobEvent.Result(
                        2,
                        now,
                        null,
                        null,
                        outcome,
                        exitCode,
                        what.code(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of()));
    }
}
