package dev.godwit.service;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The state of a job from those of its databases. */
final class Aggregation {

    /** The first that any database is in is the job's. */
    private static final List<Status> STRONGEST = List.of(
            Status.STARTING,
            Status.RESUMING,
            Status.RESTARTING,
            Status.STOPPING,
            Status.ENDING,
            Status.DELETING,
            Status.RUNNING,
            Status.STOPPED,
            Status.FAILED,
            Status.NOT_STARTED,
            Status.COMPLETED,
            Status.ENDED);

    private Aggregation() {}

    /** Removed databases do not count. A job without any is a draft; one whose databases are all removed is given up. */
    static State of(List<JobDatabase> databases) {
        if (databases.isEmpty()) {
            return new State(Status.DRAFT, Phase.PREPARING);
        }
        List<State> states = databases.stream()
                .filter(database -> !database.removed())
                .map(JobDatabase::state)
                .toList();
        if (states.isEmpty()) {
            return new State(Status.ENDED, databases.getFirst().state().phase());
        }
        return new State(status(statuses(states)), phase(states));
    }

    private static Set<Status> statuses(List<State> states) {
        var statuses = EnumSet.noneOf(Status.class);
        states.forEach(state -> statuses.add(state.status()));
        return statuses;
    }

    private static Status status(Set<Status> all) {
        boolean troubled = all.contains(Status.FAILED) || all.contains(Status.RUNNING_WITH_ERRORS);
        boolean running = all.contains(Status.RUNNING) || all.contains(Status.RUNNING_WITH_ERRORS);
        if (running && troubled) {
            return Status.RUNNING_WITH_ERRORS;
        }
        return STRONGEST.stream().filter(all::contains).findFirst().orElse(Status.DRAFT);
    }

    /** The earliest of those that go on, or else of all. */
    private static Phase phase(List<State> states) {
        return states.stream()
                .filter(State::active)
                .map(State::phase)
                .min(Phase::compareTo)
                .orElseGet(() ->
                        states.stream().map(State::phase).min(Phase::compareTo).orElse(Phase.PREPARING));
    }
}
