package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A migration of one or more databases, as the store knows it.
 *
 * @param id unique, stable; fit for a file name
 * @param name for people; unique among jobs
 * @param state that of its databases, taken together
 * @param databases in the order in which they were chosen; empty in a draft
 * @param attended made by a one-shot command, whose process alone runs it
 * @param owner the server that runs it or ran it last; null before the first run
 * @param version grows with every change; guards against two changes at once
 * @param changedAt of the last change
 * @param startedAt of the first start; null before
 * @param endedAt when it was completed or ended; null before
 */
public record Job(
        String id,
        String name,
        JobSpec spec,
        State state,
        List<JobDatabase> databases,
        boolean attended,
        @Nullable String owner,
        long version,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    public Job {
        databases = List.copyOf(databases);
    }

    static Job fresh(String id, String name, JobSpec spec, List<JobDatabase> databases, boolean attended) {
        var now = Moments.now();
        return new Job(id, name, spec, Aggregation.of(databases), databases, attended, null, 1, now, now, null, null);
    }

    public Status status() {
        return state.status();
    }

    /** Whether either server may hold anything of the job's. */
    public boolean begun() {
        return databases.stream().anyMatch(JobDatabase::begun);
    }

    /** Those that were not taken out. */
    public List<JobDatabase> present() {
        return databases.stream().filter(database -> !database.removed()).toList();
    }

    /** Why the first of its failed databases failed. */
    public Optional<Cause> failure() {
        return present().stream()
                .map(database -> Optional.ofNullable(database.failure()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The database with this id, or with this name on the source. */
    public JobDatabase database(String idOrName) {
        return databases.stream()
                .filter(database -> database.id().equals(idOrName))
                .findFirst()
                .or(() -> present().stream()
                        .filter(database -> database.source().equals(idOrName))
                        .findFirst())
                .orElseThrow(() -> Failure.of(ServiceFailure.REQUEST_INVALID)
                        .found("%s has no database %s", name, idOrName)
                        .next(
                                "It has: %s.",
                                String.join(
                                        ", ",
                                        present().stream()
                                                .map(JobDatabase::source)
                                                .toList())));
    }

    /** With one database changed. */
    Job with(String database, UnaryOperator<JobDatabase> change) {
        return with(databases.stream()
                .map(each -> each.id().equals(database) ? change.apply(each) : each)
                .toList());
    }

    /** With these databases, and the state that follows from them. */
    Job with(List<JobDatabase> changed) {
        var now = Moments.now();
        var next = Aggregation.of(changed);
        boolean over = next.status() == Status.COMPLETED || next.status() == Status.ENDED;
        return new Job(
                id,
                name,
                spec,
                next,
                changed,
                attended,
                owner,
                version,
                createdAt,
                now,
                startedAt == null ? firstStart(changed) : startedAt,
                over ? endedAt == null ? now : endedAt : null);
    }

    private static @Nullable Instant firstStart(List<JobDatabase> databases) {
        return databases.stream()
                .map(database -> Optional.ofNullable(database.startedAt()))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }

    Job with(JobSpec changed, String called) {
        return new Job(
                id,
                called,
                changed,
                state,
                databases,
                attended,
                owner,
                version,
                createdAt,
                Moments.now(),
                startedAt,
                endedAt);
    }

    Job ownedBy(@Nullable String server) {
        return new Job(
                id, name, spec, state, databases, attended, server, version, createdAt, changedAt, startedAt, endedAt);
    }

    /** As the next version. */
    Job next() {
        return new Job(
                id,
                name,
                spec,
                state,
                databases,
                attended,
                owner,
                version + 1,
                createdAt,
                Moments.now(),
                startedAt,
                endedAt);
    }
}
