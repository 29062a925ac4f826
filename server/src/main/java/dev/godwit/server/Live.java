package dev.godwit.server;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.pipeline.BuildProgress;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import dev.godwit.service.MigrationService;
import dev.godwit.service.SourceStanding;
import dev.godwit.service.Subscription;
import dev.godwit.service.Update;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the databases are that this server works on: what is told and not kept. */
final class Live implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    /** What is known of one database; null for what is not. */
    record Known(
            Phase phase,
            @Nullable DumpProgress dump,
            @Nullable BuildProgress build,
            @Nullable StreamProgress stream,
            Rate rate,
            long rowsCopied,
            long bytesCopied,
            long changesBefore,
            long retries) {

        static Known fresh(Phase phase) {
            return new Known(phase, null, null, null, new Rate(), 0, 0, 0, 0);
        }

        /** In the same phase what was known stays; in another it is no news any more. */
        Known in(Phase now) {
            return now == phase
                    ? this
                    : new Known(now, null, null, null, new Rate(), rowsCopied, bytesCopied, changesBefore, retries);
        }

        Known dumped(DumpProgress now, long millis) {
            rate.note(millis, now.bytesDone());
            // A resumed migration goes through its dump again, which is no news.
            @Nullable DumpProgress dumping = phase == Phase.FULL_DUMP ? now : dump;
            return new Known(
                    phase, dumping, build, stream, rate, now.rowsDone(), now.bytesDone(), changesBefore, retries);
        }

        Known built(BuildProgress now) {
            return new Known(phase, dump, now, stream, rate, rowsCopied, bytesCopied, changesBefore, retries);
        }

        /** A new run counts its changes from zero; this server's count only grows. */
        Known streamed(StreamProgress now) {
            boolean again = stream == null || now.received() < stream.received();
            long before = again && stream != null ? changesBefore + stream.applied() : changesBefore;
            return new Known(phase, dump, build, now, rate, rowsCopied, bytesCopied, before, retries);
        }

        /** Nothing is followed any more: when it is again, the lag of before is no news. */
        Known rests() {
            return stream == null
                    ? this
                    : new Known(
                            phase,
                            dump,
                            build,
                            null,
                            rate,
                            rowsCopied,
                            bytesCopied,
                            changesBefore + stream.applied(),
                            retries);
        }

        Known retried() {
            return new Known(phase, dump, build, stream, rate, rowsCopied, bytesCopied, changesBefore, retries + 1);
        }
    }

    private final MigrationService service;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Thread listener;
    private volatile boolean closed;

    Live(MigrationService service) {
        this.service = service;
        // Not among the virtual threads, on which migrations may compute for long.
        this.listener = Thread.ofPlatform().daemon().name("live").start(this::listen);
    }

    private void listen() {
        while (!closed) {
            try (Subscription updates = service.watchAll()) {
                while (!closed && !updates.lost()) {
                    updates.next(Duration.ofSeconds(1)).ifPresent(this::take);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("An update was not understood", e);
            }
        }
    }

    private void take(Update update) {
        long millis = update.at().toEpochMilli();
        switch (update.what()) {
            case Update.Changed changed -> changed(changed.job());
            case Update.Settled settled -> changed(settled.job());
            case Update.Dumped dumped -> {
                var now = at(update, dumped.database(), Phase.FULL_DUMP).dumped(dumped.progress(), millis);
                known.put(dumped.database(), now);
            }
            case Update.Built built ->
                known.put(
                        built.database(),
                        at(update, built.database(), Phase.BUILDING_INDEXES).built(built.progress()));
            case Update.Streamed streamed ->
                known.put(
                        streamed.database(),
                        at(update, streamed.database(), Phase.CDC).streamed(streamed.progress()));
            case Update.Gone ignored -> gone(update.job());
            case Update.Tables ignored -> {}
            case Update.Found ignored -> {}
            case Update.Noted ignored -> {}
            case Update.Refused ignored -> {}
            case Update.Waiting ignored -> {}
            case Update.Rehearsed ignored -> {}
            case Update.Switching ignored -> {}
            case Update.Verified ignored -> {}
        }
    }

    /** @param unless the phase that speaks so, while the job's own word has not come */
    private Known at(Update update, String database, Phase unless) {
        @Nullable Job job = jobs.get(update.job());
        Phase phase = job == null
                ? unless
                : job.databases().stream()
                        .filter(each -> each.id().equals(database))
                        .map(each -> each.state().phase())
                        .findFirst()
                        .orElse(unless);
        return known.computeIfAbsent(database, id -> Known.fresh(phase)).in(phase);
    }

    private void changed(Job job) {
        @Nullable Job before = jobs.put(job.id(), job);
        for (JobDatabase database : job.databases()) {
            boolean runs = runs(database);
            known.computeIfPresent(database.id(), (id, one) -> {
                Known now = one.in(database.state().phase());
                return runs ? now : now.rests();
            });
            if (newTrouble(before, database)) {
                known.compute(
                        database.id(),
                        (id, one) -> (one == null ? Known.fresh(database.state().phase()) : one).retried());
            }
        }
        if (!job.state().active()) {
            jobs.remove(job.id());
        }
    }

    private static boolean newTrouble(@Nullable Job before, JobDatabase database) {
        var trouble = database.trouble();
        return trouble != null
                && (before == null
                        || before.databases().stream()
                                .filter(each -> each.id().equals(database.id()))
                                .noneMatch(each -> trouble.equals(each.trouble())));
    }

    private void gone(String job) {
        @Nullable Job before = jobs.remove(job);
        if (before != null) {
            before.databases().forEach(database -> known.remove(database.id()));
        }
    }

    /** What is known of a database while it is in this phase. */
    Optional<Known> of(JobDatabase database) {
        return Optional.ofNullable(known.get(database.id()))
                .filter(one -> one.phase() == database.state().phase());
    }

    /** What was copied and retried, whatever phase it is in now. */
    Optional<Known> ever(JobDatabase database) {
        return Optional.ofNullable(known.get(database.id()));
    }

    /** Lag of a database that is followed; empty while it rests. */
    Optional<StreamProgress> stream(JobDatabase database) {
        return runs(database) ? of(database).flatMap(one -> Optional.ofNullable(one.stream())) : Optional.empty();
    }

    private static boolean runs(JobDatabase database) {
        return database.status() == Status.RUNNING || database.status() == Status.RUNNING_WITH_ERRORS;
    }

    /** What it costs its source, running or at rest. */
    Optional<SourceStanding> source(JobDatabase database) {
        return database.begun() ? service.source(database.id()) : Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        listener.interrupt();
    }
}
