package dev.godwit.server;

import dev.godwit.api.FailureView;
import dev.godwit.api.RehearsalView;
import dev.godwit.service.Cause;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import dev.godwit.service.Rehearsal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rehearsals as clients see them. */
final class Rehearsals {

    private Rehearsals() {}

    static RehearsalView view(Job job, List<Rehearsal> rehearsals) {
        return new RehearsalView(
                job.id(),
                job.name(),
                Instant.now(),
                job.present().stream()
                        .map(database -> view(database, rehearsals))
                        .toList());
    }

    private static RehearsalView.DatabaseRehearsal view(JobDatabase database, List<Rehearsal> rehearsals) {
        @Nullable Rehearsal last = rehearsals.stream()
                .filter(each -> each.database().equals(database.id()))
                .findFirst()
                .orElse(null);
        if (last == null) {
            return new RehearsalView.DatabaseRehearsal(
                    database.source(), database.rehearses(), null, null, null, null, List.of(), List.of());
        }
        return new RehearsalView.DatabaseRehearsal(
                database.source(),
                database.rehearses(),
                last.at(),
                last.pauseMillis(),
                last.estimatedMillis(),
                last.atMostMillis(),
                last.steps().stream().map(Rehearsals::step).toList(),
                last.refusals().stream().map(Rehearsals::refusal).toList());
    }

    private static RehearsalView.Step step(Rehearsal.Step step) {
        return new RehearsalView.Step(step.name(), step.detail(), step.millis(), step.measured(), step.waits());
    }

    static FailureView refusal(Cause cause) {
        return new FailureView(cause.code(), cause.title(), cause.found(), cause.next());
    }
}
