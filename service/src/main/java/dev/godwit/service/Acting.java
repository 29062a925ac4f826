package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Mode;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does what people ask of jobs, or refuses and changes nothing. */
final class Acting {

    private static final Duration MOMENT = Duration.ofSeconds(10);

    private final Parts parts;
    private final Ownership ownership;

    Acting(Parts parts, Ownership ownership) {
        this.parts = parts;
        this.ownership = ownership;
    }

    /** Answers with the job in the state that follows at once. */
    Job act(String idOrName, Action action, ActionOptions options) {
        if (action == Action.VERIFY) {
            parts.verifying().ask(idOrName, VerifyAsk.of(options.databases()), options.passwords(), options.caller());
            return parts.desk().find(idOrName);
        }
        Optional<Job> repeated = repeated(idOrName, action, options);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        var job = parts.desk().find(idOrName);
        if (!ownership.mayAct(job)) {
            List<String> ids = decide(job, action, options).databases();
            parts.store().send(new JobStore.Command(job.id(), action, local(options, ids)));
            return job;
        }
        var chosen = new ArrayList<String>();
        var seen = new AtomicReference<>(job);
        var after = parts.desk().ask(job.id(), before -> {
            if (repeated(before.id(), action, options).isPresent()) {
                return Optional.empty();
            }
            var decision = decide(before, action, options);
            seen.set(before);
            chosen.addAll(decision.databases());
            return Optional.of(decision.change());
        });
        return follow(seen.get(), after, chosen, action, options);
    }

    /** What an action comes to. */
    private record Decision(Desk.Change change, List<String> databases) {}

    private Optional<Job> repeated(String idOrName, Action action, ActionOptions options) {
        return Repeat.of(parts.store(), options.caller(), action.words(), idOrName);
    }

    private static ActionOptions local(ActionOptions options, List<String> databases) {
        return options.of(databases, Passwords.NONE, options.caller());
    }

    private Decision decide(Job job, Action action, ActionOptions options) {
        @Nullable Long version = options.version();
        if (version != null && version != job.version()) {
            throw Failure.of(ServiceFailure.CHANGED_MEANWHILE)
                    .found("job %s is at version %s, not %s", job.name(), job.version(), version)
                    .build();
        }
        List<JobDatabase> chosen = chosen(job, action, options);
        if (switches(action) && options.override() == null) {
            chosen.forEach(database -> refuseLag(job, database, action));
        }
        var changed = job.databases().stream()
                .map(database -> chosen.contains(database) ? asked(database, action, options) : database)
                .toList();
        var entry = new JobStore.Entry(
                text(action, options, chosen, job),
                chosen.size() == 1 ? chosen.getFirst().id() : null,
                action.words(),
                options.caller());
        return new Decision(
                new Desk.Change(
                        keepingWayBack(job, action, options)
                                .with(changed)
                                .ownedBy(parts.desk().me()),
                        entry),
                chosen.stream().map(JobDatabase::id).toList());
    }

    private static Job keepingWayBack(Job job, Action action, ActionOptions options) {
        boolean wanted = options.fallback() && switches(action);
        if (wanted) {
            Choosing.refuseWayBack(job.spec());
        }
        return wanted ? job.with(job.spec().keepingWayBack(), job.name()) : job;
    }

    private static boolean switches(Action action) {
        return action == Action.PROMOTE || action == Action.FALLBACK;
    }

    /** Where this process sees it, and it is no matter of a moment; else the migration refuses by itself. */
    private void refuseLag(Job job, JobDatabase database, Action action) {
        parts.runs()
                .of(database.id())
                .filter(running -> database.state().active())
                .flatMap(running -> parts.feeds().of(job.id()).last(database.id(), Update.Streamed.class))
                .map(Update.Streamed::progress)
                .filter(progress ->
                        !progress.caughtUp() && progress.lag().time().compareTo(MOMENT) > 0)
                .ifPresent(progress -> {
                    throw Failure.of(CoreFailure.LAG_REMAINS)
                            .found(
                                    "%s refused for %s: %s is %.1f s and %d bytes of log behind",
                                    action.words(),
                                    job.name(),
                                    database.source(),
                                    progress.lag().time().toMillis() / 1000.0,
                                    progress.lag().bytes())
                            .build();
                });
    }

    static List<JobDatabase> chosen(Job job, Action action, ActionOptions options) {
        if (options.databases().isEmpty()) {
            Availability.refusal(job, action).ifPresent(reason -> {
                throw refused(job, action, reason);
            });
            if (action == Action.REMOVE) {
                throw refused(job, action, "say which of its databases");
            }
        }
        List<JobDatabase> asked = options.databases().isEmpty()
                ? job.present()
                : options.databases().stream().map(job::database).distinct().toList();
        List<JobDatabase> chosen = asked.stream()
                .filter(database -> Availability.refusal(job, database, action, forced(database, options))
                        .isEmpty())
                .toList();
        if (chosen.isEmpty() && !asked.isEmpty()) {
            var first = asked.getFirst();
            String reason = Availability.refusal(job, first, action, forced(first, options))
                    .orElseThrow();
            throw refused(job, action, asked.size() == 1 ? reason : first.source() + ": " + reason);
        }
        return chosen;
    }

    static boolean forced(JobDatabase database, ActionOptions options) {
        return switch (options.ending()) {
            case FORCE -> true;
            case NORMAL -> false;
            case AUTO -> {
                boolean well = database.status() == Status.RUNNING || database.status() == Status.STOPPED;
                yield !well || database.state().phase() != Phase.CDC;
            }
        };
    }

    static Failure refused(Job job, Action action, String reason) {
        var allowed =
                Availability.of(job).available().stream().map(Action::words).toList();
        return Failure.of(ServiceFailure.ACTION_REFUSED)
                .found("%s refused for %s: %s", action.words(), job.name(), reason)
                .next(allowed.isEmpty() ? "Nothing was changed." : "Possible now: %s.", String.join(", ", allowed));
    }

    private static String text(Action action, ActionOptions options, List<JobDatabase> chosen, Job job) {
        String word = switch (action) {
            case START -> "Started";
            case RESUME -> "Resumed";
            case STOP -> "Stop requested";
            case RETRY -> "Retry requested";
            case RESTART -> "Restart requested";
            case VERIFY -> "Verification requested";
            case REHEARSE -> "Rehearsal of the promotion requested";
            case PROMOTE -> "Promote requested" + how(options);
            case FALLBACK -> "Fallback requested" + how(options);
            case END -> "End requested";
            case DELETE -> "Delete requested";
            case EDIT -> "Settings changed";
            case VALIDATE -> "Validation requested";
            case REMOVE -> "Removal requested";
        };
        boolean some = chosen.size() < job.present().size();
        return some
                ? word + " for "
                        + String.join(
                                ", ", chosen.stream().map(JobDatabase::source).toList())
                : word;
    }

    private static String how(ActionOptions options) {
        return (options.fallback() ? ", with a way back" : "")
                + (options.override() == null ? "" : ", overridden: " + options.override());
    }

    private static JobDatabase asked(JobDatabase database, Action action, ActionOptions options) {
        var now = Moments.now();
        var status = Transitions.next(database.state(), action).orElseThrow();
        var next = new State(status, database.state().phase());
        boolean runs = database.state().active() && !database.validates();
        var held = runs && action != Action.STOP ? database.begun(true) : database;
        boolean forced = forced(database, options);
        return switch (action) {
            case START, RESUME, EDIT -> database.in(next, now);
            case STOP, RETRY -> database.state().equals(next) ? database : database.in(next, now);
            case VERIFY -> database;
            case REHEARSE -> database.wishing(Wish.of(Wish.Kind.REHEARSE));
            case PROMOTE, FALLBACK -> {
                var wish = Wish.of(options.override() == null ? Wish.Kind.PROMOTE : Wish.Kind.PROMOTE_OVERRIDDEN);
                yield (database.state().equals(next) ? database : database.in(next, now)).wishing(wish);
            }
            case RESTART ->
                held.leaving(List.of())
                        .because(null)
                        .wishing(null)
                        .in(new State(status, Phase.PREPARING), now)
                        .begun(true);
            case VALIDATE -> {
                boolean back = database.begun();
                var wish = new Wish(Wish.Kind.VALIDATE, back ? database.state() : null);
                yield database.wishing(wish).in(next, now);
            }
            case END ->
                held.wishing(Wish.of(forced ? Wish.Kind.END_FORCED : Wish.Kind.END))
                        .in(next, now);
            case REMOVE -> held.wishing(Wish.of(Wish.Kind.REMOVE)).in(next, now);
            case DELETE -> {
                boolean atOnce = options.ending() == ActionOptions.EndMode.FORCE;
                yield held.wishing(Wish.of(atOnce ? Wish.Kind.DELETE_FORCED : Wish.Kind.DELETE))
                        .in(next, now);
            }
        };
    }

    /** Tells those who work on the databases. */
    private Job follow(Job before, Job after, List<String> chosen, Action action, ActionOptions options) {
        if (action == Action.DELETE && after.present().isEmpty()) {
            parts.deletion().forget(after, new JobStore.Entry("Deleted", null, action.words(), options.caller()));
            return after;
        }
        for (String database : chosen) {
            if (action == Action.END
                    || action == Action.RESTART
                    || action == Action.DELETE
                    || action == Action.REMOVE) {
                parts.verifying().stopFor(database);
            }
            Optional<Course> course = parts.runs().of(database);
            boolean promoting = before.database(database).state().phase() == Phase.PROMOTING;
            switch (action) {
                case STOP -> course.ifPresent(running -> stop(running, after, promoting));
                case REHEARSE -> course.ifPresent(running -> running.control().requestRehearsal());
                case PROMOTE, FALLBACK ->
                    course.filter(running -> before.database(database).state().active())
                            .ifPresent(running -> promote(running, after, database, options));
                case END, RESTART, DELETE, REMOVE ->
                    course.ifPresent(running -> running.control().requestStop());
                case RETRY -> course.ifPresent(running -> running.control().requestRetry());
                case START, RESUME, VALIDATE, VERIFY, EDIT -> {}
            }
            if (after.database(database).state().active()) {
                parts.runs().wake(after, database, options.passwords());
            }
        }
        return after;
    }

    private void promote(Course running, Job job, String database, ActionOptions options) {
        parts.tuner().tune(job, database, running.control());
        running.control().requestPromote(options.override() != null);
    }

    /** The person at a one-shot command wants it to end; otherwise a promotion is given up and the job goes on. */
    private static void stop(Course running, Job job, boolean promoting) {
        if (!promoting || job.attended() || job.spec().mode() == Mode.OFFLINE) {
            running.control().requestStop();
        } else if (!running.control().requestAbort()) {
            running.journal().event("The promotion is too far to be aborted: it can only be finished");
        }
    }
}
