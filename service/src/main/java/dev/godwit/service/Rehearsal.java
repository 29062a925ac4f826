package dev.godwit.service;

import dev.godwit.pipeline.Rehearsed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a rehearsed promotion of one database came to, in a form that can be kept. Parts are those of {@link Rehearsed}.
 *
 * @param database its id
 */
public record Rehearsal(
        String database,
        Instant at,
        List<Step> steps,
        long pauseMillis,
        long estimatedMillis,
        long atMostMillis,
        List<Cause> refusals) {

    /** Parts are those of {@link Rehearsed.Step}. */
    public record Step(String name, String detail, long millis, boolean measured, boolean waits) {}

    public Rehearsal {
        steps = List.copyOf(steps);
        refusals = List.copyOf(refusals);
    }

    static Rehearsal of(String database, Rehearsed result) {
        return new Rehearsal(
                database,
                result.at(),
                result.steps().stream().map(Rehearsal::step).toList(),
                result.pause().toMillis(),
                result.estimated().toMillis(),
                result.atMost().toMillis(),
                result.refusals().stream().map(Cause::of).toList());
    }

    private static Step step(Rehearsed.Step step) {
        return new Step(
                step.name(),
                step.detail(),
                step.time().toMillis(),
                step.basis() == Rehearsed.Basis.MEASURED,
                step.waits());
    }

    /** For the timeline. */
    String words() {
        if (refusals.isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "Rehearsed: a promotion would let writes wait about %.1f s, at most %.1f s",
                    pauseMillis / 1000.0,
                    atMostMillis / 1000.0);
        }
        var first = refusals.getFirst();
        String more = refusals.size() == 1 ? "" : " and %d more".formatted(refusals.size() - 1);
        return "Rehearsed: a promotion would be refused: %s (%s)%s".formatted(first.found(), first.code(), more);
    }
}
