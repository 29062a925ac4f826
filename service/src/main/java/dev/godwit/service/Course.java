package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Control;
import dev.godwit.pipeline.Ending;
import dev.godwit.pipeline.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one database: does what its status demands, until that is at rest. */
final class Course implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Course.class);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    private static final Duration LOOK_EACH = Duration.ofMillis(500);

    private final Parts parts;
    private final Run run;
    private final Settling settling;
    private volatile Passwords passwords;
    private volatile Control control = new Control();
    private boolean again;
    private volatile boolean lost;

    Course(Parts parts, Job job, String database, Passwords passwords) {
        this.parts = parts;
        this.passwords = passwords;
        this.run = new Run(job, database, parts, () -> this.passwords);
        this.settling = new Settling(parts, run, this::leaves);
    }

    Control control() {
        return control;
    }

    Run journal() {
        return run;
    }

    /** Ends it where it is, with the status it has: this server closes, or does not own the job any more. */
    void lose() {
        lost = true;
        control.requestStop();
        wake(Passwords.NONE);
    }

    boolean leaves() {
        return lost || parts.runs().closing();
    }

    /** Somebody changed the status: look again, with these passwords unless there are none. */
    synchronized void wake(Passwords given) {
        if (!given.equals(Passwords.NONE)) {
            passwords = given;
        }
        again = true;
        notifyAll();
    }

    @Override
    public void run() {
        try {
            do {
                while (!leaves() && step()) {}
            } while (!parts.runs().over(this));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("job", run.job().name()).log("This server gives a database up");
            parts.runs().drop(this);
            settling.lost(unwrapped(e));
        }
    }

    /** Whether something may have to be done now; forgets it. */
    synchronized boolean takeAgain() {
        boolean asked = again;
        again = false;
        return asked;
    }

    /** Whether the next status may demand something else. */
    private boolean step() {
        takeAgain();
        Optional<JobDatabase> database = found();
        if (database.isEmpty()) {
            return false;
        }
        return switch (database.get().status()) {
            case STARTING, RESUMING -> migrate();
            case RESTARTING -> wipe() ? migrate() : run.now().state().active();
            case ENDING -> end(database.get());
            case DELETING -> delete(database.get());
            case STOPPING -> database.get().frees() ? free(database.get()) : settling.stopped();
            case RUNNING, RUNNING_WITH_ERRORS -> settling.adopted();
            case DRAFT, NOT_STARTED, STOPPED, FAILED, ENDED, COMPLETED -> false;
        };
    }

    private Optional<JobDatabase> found() {
        try {
            return Optional.of(run.now());
        } catch (Failure e) {
            if (e.code() == ServiceFailure.JOB_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean migrate() {
        control = new Control();
        parts.sources().remember(run.database(), passwords);
        @Nullable Report report = null;
        try (var crossing = crossing();
                var place = parts.runs().place(control)) {
            if (!place.taken() || !begin()) {
                return true;
            }
            report = await(parts.runner().run(crossing.order(), run, control));
        } catch (RuntimeException e) {
            return settling.failed(unwrapped(e));
        }
        return settling.reported(report);
    }

    private boolean begin() {
        var database = run.now();
        @Nullable Wish wish = database.wish();
        parts.tuner().tune(run.job(), run.database(), control);
        if (wish != null && wish.kind() == Wish.Kind.PROMOTE) {
            control.requestPromoteOnceCaughtUp(false);
        }
        if (wish != null && wish.kind() == Wish.Kind.PROMOTE_OVERRIDDEN) {
            control.requestPromoteOnceCaughtUp(true);
        }
        if (database.rehearses()) {
            control.requestRehearsal();
        }
        run.waiting().decideAgain(control);
        parts.feeds().of(run.job().id()).begin(run.database());
        String text = "Runs in process " + ProcessHandle.current().pid();
        return run.turn(Happening.STARTED, text, each -> each);
    }

    private Crossing crossing() {
        return Crossing.open(parts.reach(), parts.data(), run.job(), run.now(), passwords);
    }

    /** Whether nothing of the earlier run is left. */
    private boolean wipe() {
        try (var crossing = crossing()) {
            await(parts.runner().wipe(crossing.order(), run));
        } catch (RuntimeException e) {
            return settling.notWiped(unwrapped(e));
        }
        parts.tables().forget(run.database());
        parts.setAsides().keep(run.job().id(), run.database(), List.of());
        run.change(
                "Wiped; begins again",
                each -> each.status() == Status.RESTARTING ? Optional.of(each.begun(false)) : Optional.empty());
        return true;
    }

    private boolean end(JobDatabase database) {
        boolean normal = wishes(database, Wish.Kind.END);
        try {
            var left = abandon(database, normal ? Ending.NORMAL : Ending.FORCE);
            return settling.ended(left, wishes(database, Wish.Kind.REMOVE));
        } catch (RuntimeException e) {
            return (normal && forcedMeanwhile()) || settling.failed(unwrapped(e));
        }
    }

    private static boolean wishes(JobDatabase database, Wish.Kind kind) {
        @Nullable Wish wish = database.wish();
        return wish != null && wish.kind() == kind;
    }

    private boolean forcedMeanwhile() {
        var now = run.now();
        return now.status() == Status.ENDING && wishes(now, Wish.Kind.END_FORCED);
    }

    private boolean free(JobDatabase database) {
        try {
            parts.sources().release(run.job(), database, passwords);
        } catch (RuntimeException e) {
            return settling.notFreed(unwrapped(e));
        }
        return settling.freed(database.failure());
    }

    private List<String> abandon(JobDatabase database, Ending ending) {
        if (!database.begun()) {
            return List.of();
        }
        try (var crossing = crossing()) {
            var ended = parts.runner().abandon(crossing.order(), run, ending);
            return switch (ending) {
                case NORMAL -> unlessForced(ended);
                case FORCE -> await(ended);
            };
        }
    }

    /** Whoever ends it by force takes the migration over, and with that ends what an ordinary end still does. */
    private List<String> unlessForced(CompletableFuture<List<String>> ended) {
        while (!forcedMeanwhile()) {
            try {
                return ended.get(LOOK_EACH.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.debug("{} is being ended", run.database());
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw Failure.of(CoreFailure.INTERRUPTED).found("while it was ended").build();
    }

    /** Tries until both servers answer, so that nothing is left there; or once, when a person says so. */
    private boolean delete(JobDatabase database) {
        if (database.wish() == null && !database.begun()) {
            return false;
        }
        boolean forced = database.wish() != null && database.wish().kind() == Wish.Kind.DELETE_FORCED;
        try {
            if (!forced && database.begun()) {
                try (var crossing = crossing()) {
                    parts.runner().signIn(crossing.order()).values().stream()
                            .findFirst()
                            .ifPresent(failure -> {
                                throw failure;
                            });
                }
            }
            return settling.deleted(abandon(database, Ending.FORCE));
        } catch (RuntimeException e) {
            var failure = unwrapped(e);
            if (forced) {
                return settling.deleted(List.of(failure.found()));
            }
            later(database, failure);
            return true;
        }
    }

    private void later(JobDatabase database, Failure failure) {
        int attempt = database.trouble() == null ? 1 : database.trouble().attempt() + 1;
        var delay = Duration.ofSeconds(Math.min(1L << Math.min(attempt, 10), LONGEST_DELAY.toSeconds()));
        var trouble = new Trouble(attempt, Instant.now().plus(delay), Cause.of(failure));
        String text = "Cannot be deleted yet: %s (%s)"
                .formatted(failure.found(), failure.code().id());
        run.change(
                text,
                each -> each.status() == Status.DELETING ? Optional.of(each.troubled(trouble)) : Optional.empty());
        sleep(delay);
    }

    private synchronized void sleep(Duration delay) {
        long end = System.nanoTime() + delay.toNanos();
        try {
            for (long left = delay.toMillis();
                    left > 0 && !again && !leaves();
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(Math.min(left, 1000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.join();
    }

    private static Failure unwrapped(Throwable thrown) {
        @Nullable Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof Failure failure) {
            return failure;
        }
        LOG.error("A migration failed unforeseen", thrown);
        return Failure.of(CoreFailure.UNEXPECTED)
                .found((cause == null ? thrown : cause).getClass().getName())
                .cause(thrown)
                .build();
    }
}
