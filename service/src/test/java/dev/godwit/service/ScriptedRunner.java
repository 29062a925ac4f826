package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.DatabaseInfo;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.Side;
import dev.godwit.core.SourceBurden;
import dev.godwit.core.Writer;
import dev.godwit.pipeline.Control;
import dev.godwit.pipeline.Ending;
import dev.godwit.pipeline.Endpoint;
import dev.godwit.pipeline.Intent;
import dev.godwit.pipeline.Journal;
import dev.godwit.pipeline.Order;
import dev.godwit.pipeline.Preview;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.Runner;
import dev.godwit.pipeline.SourceHold;
import dev.godwit.pipeline.TableInfo;
import dev.godwit.pipeline.Verification;
import dev.godwit.pipeline.VerifyControl;
import dev.godwit.pipeline.VerifyListener;
import dev.godwit.pipeline.VerifyOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A runner whose migrations do what a test says. */
final class ScriptedRunner implements Runner {

    /** A migration that runs, or ran. */
    record Running(Order order, Journal journal, Control control, CompletableFuture<Report> result) {

        void finish(Report.Outcome outcome) {
            result.complete(report(outcome));
        }

        void fail(Failure failure) {
            result.completeExceptionally(failure);
        }
    }

    /** A verification that was begun. */
    record Verifying(
            VerifyOrder what, VerifyListener listener, VerifyControl control, CompletableFuture<Verification> result) {}

    final List<Verifying> verifications = new CopyOnWriteArrayList<>();
    final Map<Side, Failure> signIn = new EnumMap<>(Side.class);
    final List<Instant> signedIn = new CopyOnWriteArrayList<>();
    volatile CompletableFuture<List<String>> abandoned = CompletableFuture.completedFuture(List.of());
    volatile CompletableFuture<Void> wiped = CompletableFuture.completedFuture(null);
    /** Of every source. */
    volatile SourceBurden burden = kept(0, SourceBurden.Standing.SAFE);

    volatile boolean releaseFails;
    volatile boolean previewFails;
    /** Of the source. */
    final List<String> databases = new CopyOnWriteArrayList<>();
    /** What was done beside runs, in its order: verb and database. */
    final List<String> deeds = new CopyOnWriteArrayList<>();
    /** By the name of the database on the source, as the order names it. */
    private final Map<String, Running> runs = new ConcurrentHashMap<>();

    private final List<Running> all = new CopyOnWriteArrayList<>();

    @Override
    public Map<Side, Failure> signIn(Order asked) {
        signedIn.add(Instant.now());
        return signIn;
    }

    @Override
    public CompletableFuture<Report> run(Order asked, Journal listener, Control hand) {
        var running = new Running(asked, listener, hand, new CompletableFuture<>());
        runs.put(asked.plan().id(), running);
        all.add(running);
        return running.result();
    }

    @Override
    public CompletableFuture<List<String>> abandon(Order asked, Journal listener, Ending ending) {
        deeds.add("abandon " + ending + " " + asked.plan().id());
        return abandoned;
    }

    @Override
    public CompletableFuture<Void> wipe(Order asked, Journal listener) {
        deeds.add("wipe " + asked.plan().id());
        return wiped;
    }

    @Override
    public CompletableFuture<Verification> verify(
            Order asked, VerifyOrder what, VerifyListener listener, VerifyControl control) {
        var verifying = new CompletableFuture<Verification>();
        verifications.add(new Verifying(what, listener, control, verifying));
        return verifying;
    }

    @Override
    public Preview preview(Order asked, Intent intent) {
        if (previewFails) {
            throw Failure.of(CoreFailure.SERVER_UNREACHABLE).found("tunnel").build();
        }
        return new Preview(Preview.Drops.NONE, List.of(intent.name()), List.of(), List.of());
    }

    @Override
    public List<DatabaseInfo> databases(Endpoint source) {
        return databases.stream().map(name -> new DatabaseInfo(name, 1, null)).toList();
    }

    @Override
    public List<TableInfo> tables(Order asked) {
        return List.of();
    }

    @Override
    public List<Writer> writers(Order asked) {
        return List.of();
    }

    @Override
    public SourceHold hold(Plan plan, Endpoint source, Path work) {
        return new SourceHold() {
            @Override
            public SourceBurden burden() {
                return burden;
            }

            @Override
            public void release() {
                deeds.add("release " + plan.id());
                if (releaseFails) {
                    throw Failure.of(CoreFailure.SERVER_UNREACHABLE)
                            .found("old")
                            .build();
                }
                burden = kept(0, SourceBurden.Standing.SAFE);
            }

            @Override
            public void close() {}
        };
    }

    static SourceBurden kept(long retained, SourceBurden.Standing standing) {
        return new SourceBurden(retained > 0, retained, null, null, standing, null, null, List.of(), null, null);
    }

    /** How many runs were begun. */
    int begun() {
        return all.size();
    }

    /** The last run of a database that was begun; its status is told a moment before it is handed over. */
    Running of(JobDatabase database) {
        return Objects.requireNonNull(Bench.await().until(() -> runs.get(database.id()), Objects::nonNull));
    }

    static Report report(Report.Outcome outcome) {
        return new Report(
                outcome,
                null,
                null,
                Instant.EPOCH,
                Duration.ofSeconds(3),
                Map.of(),
                List.of(),
                0,
                0,
                0,
                List.of(),
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                List.of(),
                null);
    }
}
