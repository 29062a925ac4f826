package dev.godwit.service;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What may be asked of a job, or of one of its databases, now.
 *
 * @param available in the order of the actions
 * @param unavailable the others, each with its reason, as the end of "… refused: "
 */
public record Availability(List<Action> available, Map<Action, String> unavailable) {

    private static final String NOTHING_YET = "nothing is on the target yet";

    /** For a job: what its state allows and at least one of its databases too. */
    public static Availability of(Job job) {
        return of(action -> refusal(job, action));
    }

    /** For one database by itself. */
    public static Availability of(Job job, JobDatabase database) {
        return of(action -> refusal(job, database, action, true));
    }

    private static Availability of(Function<Action, Optional<String>> refusal) {
        var available = new ArrayList<Action>();
        var unavailable = new LinkedHashMap<Action, String>();
        for (Action action : Action.values()) {
            refusal.apply(action)
                    .ifPresentOrElse(reason -> unavailable.put(action, reason), () -> available.add(action));
        }
        return new Availability(available, unavailable);
    }

    static Optional<String> refusal(Job job, Action action) {
        Optional<String> unfit = unfit(job, action);
        if (unfit.isPresent()) {
            return unfit;
        }
        if (Transitions.next(job.state(), action).isEmpty()) {
            return Optional.of(reason(job.state(), action));
        }
        if (job.databases().isEmpty() || action == Action.DELETE || action == Action.EDIT) {
            return Optional.empty();
        }
        List<Optional<String>> refusals = job.present().stream()
                .map(database -> refusal(job, database, action, true))
                .toList();
        return refusals.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : refusals.stream().flatMap(Optional::stream).findFirst();
    }

    /** @param forced whether everything may be released at once */
    static Optional<String> refusal(Job job, JobDatabase database, Action action, boolean forced) {
        Optional<String> unfit = unfit(job, action);
        if (unfit.isPresent()) {
            return unfit;
        }
        var condition = Transitions.condition(database.state(), action);
        if (condition.isEmpty()) {
            return Optional.of(reason(database.state(), action));
        }
        if (action == Action.REHEARSE && database.promotes()) {
            return Optional.of("it is to be promoted already");
        }
        return switch (condition.get()) {
            case ALWAYS, LIVE -> Optional.empty();
            case FORCED -> forced ? Optional.empty() : Optional.of("now it can only be ended by force");
            case RETRYABLE ->
                database.needsRestart()
                        ? Optional.of("its failure cannot heal: "
                                + (job.spec().wayBack() ? "end it" : "restart it, or end it"))
                        : Optional.empty();
        };
    }

    /** What is never done to a job of its kind. */
    private static Optional<String> unfit(Job job, Action action) {
        boolean wayBack = job.spec().wayBack();
        return switch (action) {
            case START, RESTART, VALIDATE ->
                wayBack
                        ? Optional.of(
                                "it is a way back: it follows the database in use, and never copies or wipes the one"
                                        + " that was left")
                        : Optional.empty();
            case PROMOTE -> wayBack ? Optional.of("it is a way back: go back by fallback") : Optional.empty();
            case FALLBACK -> wayBack ? Optional.empty() : Optional.of("it is no way back");
            case STOP, RESUME, RETRY, VERIFY, REHEARSE, END, DELETE, EDIT, REMOVE -> Optional.empty();
        };
    }

    /** Why the table does not list an action. */
    static String reason(State state, Action action) {
        return switch (state.status()) {
            case COMPLETED -> "it is completed";
            case ENDED ->
                action == Action.VERIFY ? "it was ended before all rows were on the target" : "it was ended, for good";
            case DELETING -> "it is being deleted";
            case DRAFT -> "it is a draft: complete it first";
            case STARTING, RESUMING, RESTARTING, STOPPING, ENDING ->
                "it is " + state.lowerWords() + "; wait until that is done";
            case NOT_STARTED -> action == Action.VERIFY ? NOTHING_YET : "it was not started";
            case RUNNING, RUNNING_WITH_ERRORS -> whileRunning(state, action);
            case STOPPED, FAILED -> whileResting(state, action);
        };
    }

    private static String whileRunning(State state, Action action) {
        if (state.phase() == Phase.COMPLETING) {
            return "the switch is done: it can only be finished";
        }
        if (state.phase() == Phase.PROMOTING) {
            return "it is being promoted; wait, or abort that with stop";
        }
        return switch (action) {
            case VERIFY -> "not all rows are on the target yet: it is " + state.lowerWords();
            case REHEARSE, PROMOTE, FALLBACK -> "it is not in CDC yet but " + state.lowerWords();
            case START, RESUME -> "it runs already";
            case RESTART, VALIDATE -> "it runs; stop it first";
            case RETRY -> "nothing of it has failed";
            case REMOVE -> "it runs well; stop it first, or end it";
            case STOP, END, DELETE, EDIT -> "it is " + state.lowerWords();
        };
    }

    private static String whileResting(State state, Action action) {
        return switch (action) {
            case START -> "it was started before; resume it";
            case STOP -> "it does not run";
            case VERIFY -> "not all rows are on the target: it is " + state.lowerWords();
            case REHEARSE -> "it does not run; resume it, and rehearse in CDC";
            case PROMOTE, FALLBACK -> "it is not in CDC but " + state.lowerWords();
            case RETRY -> state.status() == Status.STOPPED ? "it did not fail; resume it" : "it cannot be tried again";
            case RESTART -> "the switch is done: resume it to finish";
            case RESUME, END, DELETE, EDIT, VALIDATE, REMOVE -> "it is " + state.lowerWords();
        };
    }
}
