package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every (status, phase, action) triple against the words of the contract, written down here once more. */
final class TransitionsTest {

    private static final Map<Status, Set<Action>> ALLOWED = new EnumMap<>(Map.of(
            Status.NOT_STARTED, EnumSet.of(Action.START),
            Status.RUNNING, EnumSet.of(Action.STOP, Action.END),
            Status.RUNNING_WITH_ERRORS, EnumSet.of(Action.STOP, Action.END),
            Status.STOPPED, EnumSet.of(Action.RESUME, Action.END),
            Status.FAILED, EnumSet.of(Action.RESUME, Action.END)));

    static Stream<State> states() {
        return Stream.of(Status.values())
                .flatMap(status -> Stream.of(Phase.values()).map(phase -> new State(status, phase)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void allowsWhatTheContractListsAndNothingElse(State state) {
        var expected = EnumSet.noneOf(Action.class);
        expected.addAll(ALLOWED.getOrDefault(state.status(), Set.of()));
        boolean runs = state.status() == Status.RUNNING || state.status() == Status.RUNNING_WITH_ERRORS;
        if (runs && state.phase() == Phase.CDC) {
            expected.add(Action.PROMOTE);
        }

        assertThat(Transitions.available(state)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("states")
    void saysWhyAnActionIsRefused(State state) {
        var available = Transitions.available(state);

        assertThat(Action.values())
                .filteredOn(action -> !available.contains(action))
                .allSatisfy(
                        action -> assertThat(Transitions.reason(state, action)).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("states")
    void nothingFollowsOnceAJobIsOver(State state) {
        if (state.status() == Status.COMPLETED || state.status() == Status.ENDED) {
            assertThat(Stream.concat(Stream.of(Action.values()), Stream.of(Happening.values())))
                    .allSatisfy(trigger ->
                            assertThat(Transitions.next(state, trigger)).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void whateverRanIsStoppedWhenItsProcessIsGone(State state) {
        var next = Transitions.next(state, Happening.ORPHANED);

        boolean known = state.active() && state.status() != Status.DELETING && state.status() != Status.RESTARTING;
        assertThat(next.isPresent()).isEqualTo(known);
        next.ifPresent(status -> assertThat(status).isEqualTo(Status.STOPPED));
    }

    @ParameterizedTest
    @MethodSource("states")
    void nameThePhaseOnlyWhereItSaysSomething(State state) {
        assertThat(state.words()).isNotBlank().doesNotContain("_");
    }
}
