package dev.godwit.service;

import dev.godwit.core.DatabaseInfo;
import dev.godwit.core.Failure;
import dev.godwit.core.Side;
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
import dev.godwit.pipeline.TableInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A runner whose migrations do what a test says. */
final class ScriptedRunner implements Runner {

    final Map<Side, Failure> signIn = new EnumMap<>(Side.class);
    volatile CompletableFuture<Report> running = new CompletableFuture<>();
    volatile CompletableFuture<List<String>> abandoned = CompletableFuture.completedFuture(List.of());
    volatile @Nullable Journal journal;
    volatile @Nullable Control control;
    volatile @Nullable Order order;

    @Override
    public Map<Side, Failure> signIn(Order asked) {
        return signIn;
    }

    @Override
    public CompletableFuture<Report> run(Order asked, Journal listener, Control hand) {
        running = new CompletableFuture<>();
        order = asked;
        journal = listener;
        control = hand;
        return running;
    }

    @Override
    public CompletableFuture<List<String>> abandon(Order asked, Journal listener, Ending ending) {
        return abandoned;
    }

    @Override
    public CompletableFuture<Void> wipe(Order asked, Journal listener) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Preview preview(Order asked, Intent intent) {
        return new Preview(Preview.Drops.NONE, List.of(), List.of(), List.of());
    }

    @Override
    public List<DatabaseInfo> databases(Endpoint source) {
        return List.of();
    }

    @Override
    public List<TableInfo> tables(Order asked) {
        return List.of();
    }

    @Override
    public List<Writer> writers(Order asked) {
        return List.of();
    }

    Journal journal() {
        return java.util.Objects.requireNonNull(journal);
    }

    Control control() {
        return java.util.Objects.requireNonNull(control);
    }

    Order order() {
        return java.util.Objects.requireNonNull(order);
    }

    void finish(Report.Outcome outcome) {
        running.complete(report(outcome));
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
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                List.of(),
                null);
    }
}
