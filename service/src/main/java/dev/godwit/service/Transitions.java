package dev.godwit.service;

import static dev.godwit.core.Status.COMPLETED;
import static dev.godwit.core.Status.DELETING;
import static dev.godwit.core.Status.DRAFT;
import static dev.godwit.core.Status.ENDED;
import static dev.godwit.core.Status.ENDING;
import static dev.godwit.core.Status.FAILED;
import static dev.godwit.core.Status.NOT_STARTED;
import static dev.godwit.core.Status.RESTARTING;
import static dev.godwit.core.Status.RESUMING;
import static dev.godwit.core.Status.RUNNING;
import static dev.godwit.core.Status.RUNNING_WITH_ERRORS;
import static dev.godwit.core.Status.STARTING;
import static dev.godwit.core.Status.STOPPED;
import static dev.godwit.core.Status.STOPPING;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The only place that knows what follows what, for a job and for each of its databases. It refuses what it does not list. */
public final class Transitions {

    /** What has to be true beside status and phase. */
    public enum Condition {
        ALWAYS,
        /** Only when everything is released at once and nothing is synchronised. */
        FORCED,
        /** Only when the cause of the failure can heal. */
        RETRYABLE,
        /** Parallelism, throttles, and databases that are added or, once failed, removed. */
        LIVE
    }

    /**
     * A line of the table; the phase stays as it is.
     *
     * @param to null when the status stays as it is too
     */
    public record Line(
            Set<Status> from,
            Set<Phase> phases,
            Trigger trigger,
            @Nullable Status to,
            Condition condition) {

        boolean covers(State state, Trigger asked) {
            return trigger == asked && from.contains(state.status()) && phases.contains(state.phase());
        }
    }

    private static final Set<Phase> ANY = EnumSet.allOf(Phase.class);
    private static final Set<Phase> CDC = EnumSet.of(Phase.CDC);
    private static final Set<Phase> PROMOTING = EnumSet.of(Phase.PROMOTING);
    /** All rows are on the target. */
    private static final Set<Phase> COPIED = EnumSet.of(Phase.CDC, Phase.PROMOTING, Phase.COMPLETING);
    /** The switch is asked for, or done. */
    private static final Set<Phase> SWITCH = EnumSet.of(Phase.PROMOTING, Phase.COMPLETING);

    private static final Set<Phase> BEFORE_SWITCH = EnumSet.complementOf(EnumSet.of(Phase.PROMOTING, Phase.COMPLETING));
    /** Once the switch is done the target is alive, and must not be wiped. */
    private static final Set<Phase> NOT_SWITCHED = EnumSet.complementOf(EnumSet.of(Phase.COMPLETING));

    private static final Set<Status> RUNS = EnumSet.of(RUNNING, RUNNING_WITH_ERRORS);
    private static final Set<Status> RESTS = EnumSet.of(STOPPED, FAILED);
    private static final Set<Status> BETWEEN = EnumSet.of(STARTING, RESTARTING, RESUMING, STOPPING);
    private static final Set<Status> BEGINS = EnumSet.of(STARTING, RESUMING, RESTARTING);
    /** A source may keep log for it, and nobody is about to release that. */
    private static final Set<Status> KEEPS_LOG =
            EnumSet.of(STARTING, RESUMING, RUNNING, RUNNING_WITH_ERRORS, STOPPED, FAILED);
    /** A run that was asked for something else may still reach its end first. */
    private static final Set<Status> WORKS =
            EnumSet.of(STARTING, RESUMING, RESTARTING, RUNNING, RUNNING_WITH_ERRORS, STOPPING, ENDING);

    private static final List<Line> TABLE = List.of(
            line(Set.of(NOT_STARTED), ANY, Action.START, STARTING),
            line(RUNS, BEFORE_SWITCH, Action.STOP, STOPPING),
            stays(RUNS, PROMOTING, Action.STOP, Condition.ALWAYS),
            line(Set.of(STOPPED), ANY, Action.RESUME, RESUMING),
            line(Set.of(FAILED), ANY, Action.RESUME, RESUMING, Condition.RETRYABLE),
            line(Set.of(FAILED), ANY, Action.RETRY, RESUMING, Condition.RETRYABLE),
            stays(Set.of(RUNNING_WITH_ERRORS), ANY, Action.RETRY, Condition.ALWAYS),
            line(RESTS, NOT_SWITCHED, Action.RESTART, RESTARTING),
            line(Set.of(RUNNING_WITH_ERRORS), BEFORE_SWITCH, Action.RESTART, RESTARTING),
            stays(RUNS, CDC, Action.VERIFY, Condition.ALWAYS),
            stays(RESTS, COPIED, Action.VERIFY, Condition.ALWAYS),
            stays(EnumSet.of(COMPLETED, ENDED), COPIED, Action.VERIFY, Condition.ALWAYS),
            stays(RUNS, CDC, Action.REHEARSE, Condition.ALWAYS),
            stays(RUNS, CDC, Action.PROMOTE, Condition.ALWAYS),
            line(RESTS, CDC, Action.PROMOTE, RESUMING),
            stays(RUNS, CDC, Action.FALLBACK, Condition.ALWAYS),
            line(RESTS, CDC, Action.FALLBACK, RESUMING),
            line(RUNS, BEFORE_SWITCH, Action.END, ENDING),
            line(RUNS, SWITCH, Action.END, ENDING, Condition.FORCED),
            line(RESTS, ANY, Action.END, ENDING),
            line(BETWEEN, ANY, Action.END, ENDING, Condition.FORCED),
            line(Set.of(ENDING), ANY, Action.END, ENDING, Condition.FORCED),
            line(EnumSet.allOf(Status.class), ANY, Action.DELETE, DELETING),
            stays(EnumSet.of(DRAFT, NOT_STARTED, STOPPED, FAILED), ANY, Action.EDIT, Condition.ALWAYS),
            stays(RUNS, BEFORE_SWITCH, Action.EDIT, Condition.LIVE),
            line(EnumSet.of(NOT_STARTED, STOPPED, FAILED), ANY, Action.VALIDATE, STARTING),
            line(EnumSet.of(NOT_STARTED, STOPPED, FAILED), ANY, Action.REMOVE, ENDING),
            line(Set.of(RUNNING_WITH_ERRORS), BEFORE_SWITCH, Action.REMOVE, ENDING),
            line(BEGINS, ANY, Happening.STARTED, RUNNING),
            line(Set.of(RUNNING), ANY, Happening.TROUBLED, RUNNING_WITH_ERRORS),
            line(Set.of(RUNNING_WITH_ERRORS), ANY, Happening.RECOVERED, RUNNING),
            line(WORKS, ANY, Happening.STOPPED, STOPPED),
            line(WORKS, ANY, Happening.VALIDATED, NOT_STARTED),
            line(WORKS, ANY, Happening.FAILED, FAILED),
            line(WORKS, ANY, Happening.COMPLETED, COMPLETED),
            line(Set.of(ENDING), ANY, Happening.ENDED, ENDED),
            line(KEEPS_LOG, BEFORE_SWITCH, Happening.OVER_BUDGET, STOPPING),
            line(WORKS, ANY, Happening.ORPHANED, STOPPED),
            stays(Set.of(DELETING), ANY, Happening.ORPHANED, Condition.ALWAYS),
            line(EnumSet.of(STARTING, RESUMING, RUNNING, RUNNING_WITH_ERRORS), ANY, Happening.ADOPTED, RESUMING),
            line(Set.of(STOPPING), ANY, Happening.ADOPTED, STOPPED),
            stays(EnumSet.of(RESTARTING, ENDING, DELETING), ANY, Happening.ADOPTED, Condition.ALWAYS));

    private Transitions() {}

    private static Line line(Set<Status> from, Set<Phase> phases, Trigger trigger, Status to) {
        return line(from, phases, trigger, to, Condition.ALWAYS);
    }

    private static Line line(Set<Status> from, Set<Phase> phases, Trigger trigger, Status to, Condition condition) {
        return new Line(from, phases, trigger, to, condition);
    }

    private static Line stays(Set<Status> from, Set<Phase> phases, Trigger trigger, Condition condition) {
        return new Line(from, phases, trigger, null, condition);
    }

    /** Every line, for the documentation. */
    public static List<Line> table() {
        return TABLE;
    }

    /** The status that follows, where the condition holds; empty when the table does not list it. */
    public static Optional<Status> next(State state, Trigger trigger) {
        return find(state, trigger).map(line -> {
            @Nullable Status to = line.to();
            return to == null ? state.status() : to;
        });
    }

    /** What else has to be true; empty when the table does not list it. */
    public static Optional<Condition> condition(State state, Trigger trigger) {
        return find(state, trigger).map(Line::condition);
    }

    private static Optional<Line> find(State state, Trigger trigger) {
        return TABLE.stream().filter(line -> line.covers(state, trigger)).findFirst();
    }
}
