package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.Mode;
import dev.godwit.core.SourceBurden;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Tuning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what jobs cost their sources: those that run, and those that rest and still make a source keep its log. Asks
 * the source alone, so it works while a target is away.
 */
final class SourceWatch implements AutoCloseable {

    /** How often it is looked whose turn it is; a database that runs has it each time. */
    static final Duration EACH = Duration.ofSeconds(5);
    /** Connects anew for each look: nobody pays for a connection of a job that rests. */
    private static final Duration AT_REST = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
    private static final Set<Status> RUNS =
            EnumSet.of(Status.STARTING, Status.RESUMING, Status.RUNNING, Status.RUNNING_WITH_ERRORS);
    private static final Set<Status> RESTS = EnumSet.of(Status.STOPPED, Status.FAILED);
    private static final Set<Status> OVER = EnumSet.of(Status.DRAFT, Status.COMPLETED, Status.ENDED);
    private static final JobQuery LIVE = new JobQuery(
            List.of(),
            EnumSet.complementOf(EnumSet.copyOf(OVER)),
            Set.of(),
            Set.of(Mode.ONLINE),
            Map.of(),
            "",
            JobQuery.Sort.NAME,
            false,
            1,
            1000);

    private final Parts parts;
    private final Predicate<Job> ours;
    private final Slowing slowing;
    private final Precaution precaution;
    /** Many jobs that rest must not take many connections of a source at once. */
    private final Semaphore atRest = new Semaphore(4);

    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param ours whether this server looks after a job */
    SourceWatch(Parts parts, Predicate<Job> ours) {
        this.parts = parts;
        this.ours = ours;
        this.slowing = new Slowing(this::of);
        this.precaution = new Precaution(parts, slowing);
    }

    /** Passwords that were given for a run: its source is looked at with them, also when it rests later. */
    void remember(String database, Passwords given) {
        of(database).remember(given);
    }

    /** What was seen last. */
    Optional<SourceStanding> standing(String database) {
        return Optional.ofNullable(watched.get(database)).flatMap(Watched::standing);
    }

    /** What was asked for, or less. */
    Tuning tuned(Job job, String database, Tuning asked) {
        return slowing.tuned(job, database, asked);
    }

    private Watched of(String database) {
        return watched.computeIfAbsent(database, id -> new Watched());
    }

    /** Looks at each database whose turn it is, all at once. */
    void tick() {
        var there = new HashSet<String>();
        for (Job job : jobs()) {
            for (JobDatabase database : job.present()) {
                there.add(database.id());
                boolean runs = RUNS.contains(database.status());
                boolean costs = database.begun() && (runs || RESTS.contains(database.status()));
                if (costs && ours.test(job)) {
                    look(job, database, runs ? Duration.ZERO : AT_REST);
                }
            }
        }
        watched.keySet().stream().filter(id -> !there.contains(id)).toList().forEach(this::forget);
    }

    private List<Job> jobs() {
        var jobs = new ArrayList<Job>();
        Page<Job> page;
        int number = 1;
        do {
            page = parts.store().list(LIVE.at(number++, LIVE.size()));
            jobs.addAll(page.items());
        } while (!page.items().isEmpty() && jobs.size() < page.total());
        return jobs;
    }

    private void forget(String database) {
        @Nullable Watched gone = watched.remove(database);
        if (gone != null) {
            gone.close();
        }
    }

    private void look(Job job, JobDatabase database, Duration pace) {
        var one = of(database.id());
        if (closed || !one.begin(pace)) {
            return;
        }
        boolean rests = !pace.isZero();
        Thread.ofVirtual().name("source-" + database.id()).start(() -> {
            if (rests) {
                atRest.acquireUninterruptibly();
            }
            try {
                look(job, database, one);
            } finally {
                if (rests) {
                    atRest.release();
                }
                if (rests || closed || watched.get(database.id()) != one) {
                    one.close();
                }
                one.done();
            }
        });
    }

    private void look(Job job, JobDatabase database, Watched one) {
        try {
            SourceBurden burden =
                    one.hold(() -> open(job, database, one.passwords())).burden();
            precaution.judge(job.id(), database.id(), one, burden);
        } catch (Failure e) {
            one.close();
            unseen(job, database, one, e);
        } catch (RuntimeException e) {
            one.close();
            LOG.atWarn().setCause(e).addKeyValue("job", job.name()).log("Looking at the source failed");
        }
    }

    private Watched.Open open(Job job, JobDatabase database, Passwords passwords) {
        var way = parts.reach().open(job.spec().source(), passwords.source());
        try {
            var hold = parts.runner()
                    .hold(
                            job.spec().plan(database.id()),
                            Crossing.at(way, database.source()),
                            parts.data().work(job.id(), database.id()));
            return new Watched.Open(way, hold);
        } catch (RuntimeException e) {
            way.close();
            throw e;
        }
    }

    /** A run tells itself that its source is away. */
    private void unseen(Job job, JobDatabase database, Watched one, Failure failure) {
        boolean isNew = one.unseen(job.spec().care().retention(), Cause.of(failure));
        if (isNew && RESTS.contains(database.status())) {
            precaution.note(
                    job,
                    database.id(),
                    "It cannot be seen what the source keeps for it: %s (%s)"
                            .formatted(failure.found(), failure.code().id()));
        }
    }

    /**
     * Releases the source of all that a database holds there.
     *
     * @throws Failure when the log is still kept
     */
    void release(Job job, JobDatabase database, Passwords given) {
        var one = of(database.id());
        one.remember(given);
        try (var open = open(job, database, one.passwords())) {
            try {
                open.hold().release();
            } catch (Failure e) {
                if (open.hold().burden().keepsLog()) {
                    one.hurry();
                    throw e;
                }
                precaution.note(
                        job,
                        database.id(),
                        "The log is released; the rest goes with a restart or an end of the job: " + e.found());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        watched.values().stream().filter(one -> one.begin(Duration.ZERO)).forEach(Watched::close);
    }
}
