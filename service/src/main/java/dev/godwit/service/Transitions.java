package dev.godwit.service;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The only place that knows what follows what. Whatever it does not list is refused. */
public final class Transitions {

    private static final Set<Phase> ANY = EnumSet.allOf(Phase.class);
    private static final Set<Phase> CDC = EnumSet.of(Phase.CDC);
    private static final Set<Status> RUNS = EnumSet.of(Status.RUNNING, Status.RUNNING_WITH_ERRORS);
    private static final Set<Status> RESTS = EnumSet.of(Status.STOPPED, Status.FAILED);
    private static final Set<Status> BEGINS = EnumSet.of(Status.STARTING, Status.RESUMING);
    /** A run that was asked to stop may still reach its end first. */
    private static final Set<Status> WORKS =
            EnumSet.of(Status.STARTING, Status.RESUMING, Status.RUNNING, Status.RUNNING_WITH_ERRORS, Status.STOPPING);

    /** A line of the table; the phase stays as it is. */
    private record Line(Set<Status> from, Set<Phase> phases, Trigger trigger, Status to) {

        boolean covers(State state, Trigger asked) {
            return trigger == asked && from.contains(state.status()) && phases.contains(state.phase());
        }
    }

    private static final List<Line> TABLE = List.of(
            new Line(Set.of(Status.NOT_STARTED), ANY, Action.START, Status.STARTING),
            new Line(RESTS, ANY, Action.RESUME, Status.RESUMING),
            new Line(RUNS, ANY, Action.STOP, Status.STOPPING),
            new Line(Set.of(Status.RUNNING), CDC, Action.PROMOTE, Status.RUNNING),
            new Line(Set.of(Status.RUNNING_WITH_ERRORS), CDC, Action.PROMOTE, Status.RUNNING_WITH_ERRORS),
            new Line(RUNS, ANY, Action.END, Status.ENDING),
            new Line(RESTS, ANY, Action.END, Status.ENDING),
            new Line(BEGINS, ANY, Happening.STARTED, Status.RUNNING),
            new Line(Set.of(Status.RUNNING), ANY, Happening.TROUBLED, Status.RUNNING_WITH_ERRORS),
            new Line(Set.of(Status.RUNNING_WITH_ERRORS), ANY, Happening.RECOVERED, Status.RUNNING),
            new Line(WORKS, ANY, Happening.STOPPED, Status.STOPPED),
            new Line(WORKS, ANY, Happening.VALIDATED, Status.NOT_STARTED),
            new Line(WORKS, ANY, Happening.FAILED, Status.FAILED),
            new Line(Set.of(Status.ENDING), ANY, Happening.FAILED, Status.FAILED),
            new Line(WORKS, ANY, Happening.COMPLETED, Status.COMPLETED),
            new Line(Set.of(Status.ENDING), ANY, Happening.COMPLETED, Status.COMPLETED),
            new Line(Set.of(Status.ENDING), ANY, Happening.ENDED, Status.ENDED),
            new Line(WORKS, ANY, Happening.ORPHANED, Status.STOPPED),
            new Line(Set.of(Status.ENDING), ANY, Happening.ORPHANED, Status.STOPPED));

    private Transitions() {}

    /** The status that follows; empty when the table does not list it. */
    public static Optional<Status> next(State state, Trigger trigger) {
        return TABLE.stream()
                .filter(line -> line.covers(state, trigger))
                .map(Line::to)
                .findFirst();
    }

    /** What a person may ask for now. */
    public static List<Action> available(State state) {
        return Stream.of(Action.values())
                .filter(action -> next(state, action).isPresent())
                .toList();
    }

    /** Why an action is not available, as the end of "… refused: ". */
    public static String reason(State state, Action action) {
        return switch (state.status()) {
            case COMPLETED -> "it is completed";
            case ENDED -> "it was ended, for good";
            case DELETING -> "it is being deleted";
            case DRAFT -> "it is a draft";
            case STARTING, RESUMING, RESTARTING, STOPPING, ENDING ->
                "it is " + state.words().toLowerCase(Locale.ROOT) + "; wait until that is done";
            case NOT_STARTED -> "it was not started";
            case RUNNING, RUNNING_WITH_ERRORS ->
                action == Action.PROMOTE ? "it is not in CDC yet but " + lower(state) : "it runs already";
            case STOPPED, FAILED ->
                switch (action) {
                    case START -> "it was started before; resume it";
                    case STOP -> "it does not run";
                    case PROMOTE -> "it does not run; resume it first";
                    case RESUME, END -> "it is " + lower(state);
                };
        };
    }

    private static String lower(State state) {
        String words = state.words();
        return Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }
}
