package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A migration as the store knows it.
 *
 * @param id unique, stable; also the name of the migration on both servers
 * @param name for people; unique among jobs
 * @param begun whether either server may hold anything of the job's
 * @param version grows with every change; guards against two changes at once
 * @param changedAt of the last change
 * @param startedAt of the first start; null before
 * @param failure why it failed; null unless it did
 */
public record Job(
        String id,
        String name,
        JobSpec spec,
        State state,
        boolean begun,
        long version,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant startedAt,
        @Nullable Cause failure) {

    /** A failure in a form that can be kept. Parts are those of {@link Failure}. */
    public record Cause(String code, String title, String found, String next) {

        static Cause of(Failure failure) {
            return new Cause(failure.code().id(), failure.code().title(), failure.found(), failure.next());
        }
    }

    public Status status() {
        return state.status();
    }

    Job in(State next, Instant now, @Nullable Cause cause) {
        Instant started = startedAt == null && next.status() == Status.STARTING ? now : startedAt;
        return new Job(
                id, name, spec, next, begun || next.changesServers(), version + 1, createdAt, now, started, cause);
    }

    Job with(JobSpec changed, Instant now) {
        return new Job(id, name, changed, state, begun, version + 1, createdAt, now, startedAt, failure);
    }
}
