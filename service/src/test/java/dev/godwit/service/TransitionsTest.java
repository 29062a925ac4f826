package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every (status, phase, action) triple against the words of the contract, written down here once more. */
final class TransitionsTest {

    /** A row of the contract's table of actions: "action", or "action:condition". */
    private static List<String> contract(State state) {
        boolean cdc = state.phase() == Phase.CDC;
        boolean switching = state.phase() == Phase.PROMOTING || state.phase() == Phase.COMPLETING;
        boolean switched = state.phase() == Phase.COMPLETING;
        String promote = cdc ? "promote fallback" : "";
        String rehearse = cdc ? "rehearse verify " : "";
        String verify = cdc || switching ? "verify " : "";
        // Once the switch is done the target is alive: it is not wiped.
        String restart = switched ? "" : "restart";
        return Stream.of(
                        switch (state.status()) {
                            case DRAFT -> "delete edit";
                            case NOT_STARTED -> "start delete edit validate remove";
                            case STARTING, RESTARTING, RESUMING, STOPPING -> "end:forced delete";
                            case RUNNING ->
                                switching
                                        ? (switched ? "" : "stop ") + "end:forced delete"
                                        : "stop " + rehearse + promote + " end delete edit:live";
                            case RUNNING_WITH_ERRORS ->
                                switching
                                        ? (switched ? "" : "stop ") + "end:forced delete retry"
                                        : "stop restart " + rehearse + promote + " end delete edit:live retry remove";
                            case STOPPED ->
                                verify + "resume " + restart + " " + promote + " end delete edit validate remove";
                            case FAILED ->
                                verify + "resume:retryable retry:retryable " + restart + " " + promote
                                        + " end delete edit validate remove";
                            case ENDING -> "end:forced delete";
                            case ENDED, COMPLETED -> verify + "delete";
                            case DELETING -> "delete";
                        })
                .flatMap(row -> Stream.of(row.split(" ")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static Stream<State> states() {
        return Stream.of(Status.values())
                .flatMap(status -> Stream.of(Phase.values()).map(phase -> new State(status, phase)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void allowsWhatTheContractListsAndNothingElse(State state) {
        var allowed = Stream.of(Action.values())
                .flatMap(action ->
                        Transitions.condition(state, action).stream().map(condition -> word(action, condition)))
                .toList();

        assertThat(allowed).containsExactlyInAnyOrderElementsOf(contract(state));
    }

    private static String word(Action action, Transitions.Condition condition) {
        return condition == Transitions.Condition.ALWAYS
                ? action.words()
                : action.words() + ":" + condition.name().toLowerCase(java.util.Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("states")
    void anAllowedActionLeadsToTheStatusItIsNamedAfter(State state) {
        for (Action action : Action.values()) {
            Transitions.next(state, action)
                    .ifPresent(next -> assertThat(next)
                            .isEqualTo(
                                    switch (action) {
                                        case START, VALIDATE -> Status.STARTING;
                                        case STOP ->
                                            state.phase() == Phase.PROMOTING ? state.status() : Status.STOPPING;
                                        case RESUME -> Status.RESUMING;
                                        case RETRY ->
                                            state.status() == Status.FAILED
                                                    ? Status.RESUMING
                                                    : Status.RUNNING_WITH_ERRORS;
                                        case RESTART -> Status.RESTARTING;
                                        case PROMOTE, FALLBACK ->
                                            state.status() == Status.STOPPED || state.status() == Status.FAILED
                                                    ? Status.RESUMING
                                                    : state.status();
                                        case END, REMOVE -> Status.ENDING;
                                        case DELETE -> Status.DELETING;
                                        case EDIT, VERIFY, REHEARSE -> state.status();
                                    }));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void saysWhyAnActionIsRefused(State state) {
        assertThat(Action.values())
                .filteredOn(action -> Transitions.next(state, action).isEmpty())
                .allSatisfy(
                        action -> assertThat(Availability.reason(state, action)).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("states")
    void nothingHappensByItselfOnceAJobIsAtRest(State state) {
        if (!state.active()) {
            assertThat(Happening.values())
                    // Its source keeps log for it also while it rests.
                    .filteredOn(happening -> happening != Happening.OVER_BUDGET)
                    .allSatisfy(happening ->
                            assertThat(Transitions.next(state, happening)).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void whateverRanIsStoppedOrGoesOnWhenItsServerIsGone(State state) {
        var orphaned = Transitions.next(state, Happening.ORPHANED);
        var adopted = Transitions.next(state, Happening.ADOPTED);

        assertThat(orphaned.isPresent()).isEqualTo(state.active());
        assertThat(adopted.isPresent()).isEqualTo(state.active());
        Set<Status> goOn = EnumSet.of(Status.RESUMING, Status.RESTARTING, Status.ENDING, Status.DELETING);
        adopted.ifPresent(
                status -> assertThat(status).isIn(state.status() == Status.STOPPING ? Set.of(Status.STOPPED) : goOn));
    }

    @ParameterizedTest
    @MethodSource("states")
    void nameThePhaseOnlyWhereItSaysSomething(State state) {
        assertThat(state.words()).isNotBlank().doesNotContain("_");
    }
}
