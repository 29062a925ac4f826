package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Option;
import dev.godwit.core.Phase;
import dev.godwit.core.Side;
import dev.godwit.core.Status;
import dev.godwit.core.spi.Engine;
import dev.godwit.pipeline.Ending;
import dev.godwit.pipeline.Endpoint;
import dev.godwit.pipeline.Order;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Jobs: creates, runs and ends them. */
public final class MigrationService implements AutoCloseable {

    private final JobStore store;
    private final DataFolder data;
    private final Runner runner;
    private final Engines engines;
    private final Settling settling;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();

    private MigrationService(
            JobStore store, DataFolder data, Runner runner, List<Engine> engines, ReportFormat format) {
        this.store = store;
        this.data = data;
        this.runner = runner;
        this.engines = new Engines(engines);
        this.settling = new Settling(store, data, format);
    }

    /** A service with the jobs of this folder. */
    public static MigrationService open(DataFolder data, Runner runner, List<Engine> engines, ReportFormat format) {
        return new MigrationService(SqliteJobStore.open(data.store()), data, runner, engines, format);
    }

    /**
     * The job for these databases and tables: the one that was begun earlier, with its settings brought up to date, or
     * a new one.
     *
     * @param asked addresses as the user wrote them
     */
    public synchronized Created create(JobSpec asked) {
        var spec = engines.canonical(asked);
        Optional<Job> earlier = store.findLive(spec);
        if (earlier.isPresent()) {
            return new Created(adjusted(settled(earlier.get()), spec), true);
        }
        var now = Instant.now();
        var state = new State(Status.NOT_STARTED, Phase.PREPARING);
        var job = new Job(
                Names.id(spec), Names.name(spec, store::nameTaken), spec, state, false, 1, now, now, null, null);
        store.add(job, "Created");
        return new Created(job, false);
    }

    /**
     * Answer to {@link #create}.
     *
     * @param goesOn whether the job was there before
     */
    public record Created(Job job, boolean goesOn) {}

    private Job adjusted(Job job, JobSpec spec) {
        if (job.spec().equals(spec)) {
            return job;
        }
        if (job.begun()) {
            refuseFixedChanges(job, spec);
        }
        if (job.state().active()) {
            return job;
        }
        var changed = job.with(spec, Instant.now());
        store.change(changed, "Settings changed");
        return changed;
    }

    private static void refuseFixedChanges(Job job, JobSpec spec) {
        if (spec.option() == Option.VALIDATE) {
            throw Failure.of(ServiceFailure.ACTION_REFUSED)
                    .found("validate refused for %s: this migration has begun, it is %s", job.name(), words(job))
                    .next("Go on with: godwit migrate. Give up with: godwit job end %s", job.name());
        }
        var differences = spec.fixedDifferences(job.spec());
        if (!differences.isEmpty()) {
            throw Failure.of(ServiceFailure.SETTING_FIXED)
                    .found("%s: %s", job.name(), String.join("; ", differences))
                    .next("Leave the option as it was, or give up with: godwit job end %s", job.name());
        }
    }

    /** The job with this id or name. */
    public Job job(String idOrName) {
        return store.find(idOrName)
                .orElseThrow(() ->
                        Failure.of(ServiceFailure.JOB_NOT_FOUND).found(idOrName).build());
    }

    public List<TimelineEntry> timeline(String idOrName) {
        return store.timeline(job(idOrName).id());
    }

    /** The last report, as it was kept; empty before the first. */
    public Optional<String> report(String idOrName) {
        return store.report(job(idOrName).id());
    }

    /** Tells everything about a job from now on. */
    public Subscription watch(String idOrName) {
        var job = job(idOrName);
        return feed(job).watch(job);
    }

    /**
     * Does what a person asks, or refuses and changes nothing.
     *
     * @return the job in the state that follows at once; where that is intermediate, watch for the rest
     */
    public synchronized Job act(String idOrName, Action action, Passwords passwords) {
        var job = settled(job(idOrName));
        if (Transitions.next(job.state(), action).isEmpty()) {
            throw refused(job, action);
        }
        return switch (action) {
            case START, RESUME -> begin(job, action, passwords);
            case STOP -> stop(running(job));
            case PROMOTE -> promote(running(job));
            case END -> end(job, passwords);
        };
    }

    /** The sides that ask for a password which is neither given nor found by the engine; connects to both. */
    public Set<Side> passwordsMissing(String idOrName, Passwords passwords) {
        var missing = EnumSet.noneOf(Side.class);
        runner.signIn(order(job(idOrName), passwords)).forEach((side, failure) -> {
            if (failure.code() == CoreFailure.PASSWORD_NEEDED) {
                missing.add(side);
            }
        });
        return missing;
    }

    private static Failure refused(Job job, Action action) {
        var allowed = Transitions.available(job.state()).stream()
                .map(MigrationService::words)
                .toList();
        return Failure.of(ServiceFailure.ACTION_REFUSED)
                .found("%s refused for %s: %s", words(action), job.name(), Transitions.reason(job.state(), action))
                .next(allowed.isEmpty() ? "Nothing was changed." : "Possible now: %s.", String.join(", ", allowed));
    }

    private Job begin(Job job, Action action, Passwords passwords) {
        var order = order(job, passwords);
        var run = run(job, order);
        try {
            run.turn(action, action == Action.START ? "Started" : "Resumed", null);
            run.turn(
                    Happening.STARTED,
                    "Runs in process " + ProcessHandle.current().pid(),
                    null);
        } catch (RuntimeException e) {
            over(run);
            throw e;
        }
        launch(run);
        return run.job();
    }

    private void launch(Run run) {
        var _ = runner.run(run.order(), run, run.control()).whenComplete((report, failure) -> {
            if (run.job().status() == Status.ENDING && !finished(report)) {
                abandon(run);
                return;
            }
            over(run, () -> failure == null ? settling.reported(run, report) : settling.failed(run, failure));
        });
    }

    private static boolean finished(@Nullable Report report) {
        return report != null
                && (report.outcome() == Report.Outcome.EQUAL || report.outcome() == Report.Outcome.OVERRIDDEN);
    }

    private Job stop(Run run) {
        var job = run.turn(Action.STOP, "Stop requested", null);
        run.control().requestStop();
        return job;
    }

    private Job promote(Run run) {
        var job = run.turn(Action.PROMOTE, "Promote requested", null);
        run.control().requestPromote(false);
        return job;
    }

    private Job end(Job job, Passwords passwords) {
        @Nullable Run running = runs.get(job.id());
        if (running != null) {
            var ending = running.turn(Action.END, "End requested", null);
            running.control().requestStop();
            return ending;
        }
        var order = order(job, passwords);
        var run = run(job, order);
        var ending = run.turn(Action.END, "End requested", null);
        abandon(run);
        return ending;
    }

    private void abandon(Run run) {
        var _ = runner.abandon(run.order(), run, Ending.FORCE)
                .whenComplete((leftToDo, failure) -> over(
                        run, () -> failure == null ? settling.ended(run, leftToDo) : settling.failed(run, failure)));
    }

    private Order order(Job job, Passwords passwords) {
        var spec = job.spec();
        return new Order(
                spec.plan(job.id()),
                new Endpoint(engines.of(spec.source()), spec.source(), passwords.source()),
                new Endpoint(engines.of(spec.target()), spec.target(), passwords.target()),
                data.work(job.id()));
    }

    private Run run(Job job, Order order) {
        var lock = JobLock.take(data.lock(job.id())).orElseThrow(() -> runningElsewhere(job));
        var feed = feed(job);
        feed.begin();
        var run = new Run(job, order, lock, store, feed);
        runs.put(job.id(), run);
        return run;
    }

    /** Nobody must see the end of a run before its lock is free: the next command may follow at once. */
    private void over(Run run, Supplier<Update.Settled> conclusion) {
        Update.Settled settled;
        try {
            settled = conclusion.get();
        } catch (RuntimeException e) {
            settled = settling.lost(run, e);
        }
        over(run);
        run.publish(settled);
    }

    private void over(Run run) {
        runs.remove(run.job().id());
        run.release();
        if (run.job().status() == Status.COMPLETED || run.job().status() == Status.ENDED) {
            data.clean(run.job().id());
        }
    }

    private Run running(Job job) {
        @Nullable Run run = runs.get(job.id());
        if (run == null) {
            throw runningElsewhere(job);
        }
        return run;
    }

    /** The job as it really is: one whose process died is stopped, whatever the store says. */
    private Job settled(Job job) {
        if (!job.state().active() || runs.containsKey(job.id())) {
            return job;
        }
        try (var _ = JobLock.take(data.lock(job.id())).orElseThrow(() -> runningElsewhere(job))) {
            var stopped = job.in(
                    new State(
                            Transitions.next(job.state(), Happening.ORPHANED).orElseThrow(),
                            job.state().phase()),
                    Instant.now(),
                    null);
            store.change(stopped, "The process that ran it is gone");
            return stopped;
        }
    }

    private Failure runningElsewhere(Job job) {
        return Failure.of(ServiceFailure.RUNNING_ELSEWHERE)
                .found("%s is %s in process %s", job.name(), words(job), JobLock.holder(data.lock(job.id())))
                .build();
    }

    private Feed feed(Job job) {
        return feeds.computeIfAbsent(job.id(), id -> new Feed());
    }

    private static String words(Job job) {
        return job.state().words();
    }

    private static String words(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    /** Stops every run at its next safe moment and waits for that, at most this long. */
    public void stopAll(Duration patience) {
        runs.values().forEach(run -> run.control().requestStop());
        long end = System.nanoTime() + patience.toNanos();
        while (!runs.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Closes the store; what still runs is left as it is, and goes on after the next start. */
    @Override
    public void close() {
        store.close();
    }
}
