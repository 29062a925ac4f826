package dev.godwit.e2e;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Phase;
import dev.godwit.core.Server;
import dev.godwit.core.TableName;
import dev.godwit.pipeline.BuildProgress;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.Journal;
import dev.godwit.pipeline.Rehearsed;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.pipeline.SwitchProgress;
import dev.godwit.pipeline.TableProgress;
import dev.godwit.pipeline.WaitingTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers what a migration told, for a test to look at. */
final class Recorder implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    final List<Phase> phases = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Finding> findings = new CopyOnWriteArrayList<>();
    final List<Failure> retries = new CopyOnWriteArrayList<>();
    final List<Failure> refusals = new CopyOnWriteArrayList<>();
    volatile List<WaitingTable> waiting = List.of();
    final List<Rehearsed> rehearsals = new CopyOnWriteArrayList<>();
    final Map<TableName, TableProgress> tables = new ConcurrentHashMap<>();
    final AtomicInteger waysBack = new AtomicInteger();
    volatile @Nullable DumpProgress dump;
    volatile @Nullable StreamProgress stream;
    /** How often it was told how the stream is. */
    final AtomicInteger streams = new AtomicInteger();

    /** The phase it is in; null before the first. */
    @Nullable Phase phase() {
        return phases.isEmpty() ? null : phases.getLast();
    }

    @Override
    public void phase(Phase phase) {
        LOG.info("phase {}", phase);
        phases.add(phase);
    }

    @Override
    public void servers(Server source, Server target) {
        LOG.info("from {} to {}", source, target);
    }

    @Override
    public void event(String text) {
        LOG.info("event {}", text);
        events.add(text);
    }

    @Override
    public void finding(Finding finding) {
        LOG.info("finding {}", finding);
        findings.add(finding);
    }

    @Override
    public void dump(DumpProgress progress) {
        dump = progress;
    }

    @Override
    public void building(BuildProgress progress) {}

    @Override
    public void stream(StreamProgress progress) {
        stream = progress;
        streams.incrementAndGet();
    }

    @Override
    public void tables(List<TableProgress> changed) {
        changed.forEach(table -> tables.put(table.table(), table));
        tables.values().removeIf(table -> table.state() == TableProgress.State.GONE);
    }

    @Override
    public void switching(SwitchProgress progress) {}

    @Override
    public void promotionRefused(Failure cause) {
        LOG.info("promotion refused: {}", cause.toString());
        refusals.add(cause);
    }

    @Override
    public void waiting(List<WaitingTable> tables) {
        waiting = List.copyOf(tables);
    }

    @Override
    public void wayBackArmed() {
        waysBack.incrementAndGet();
    }

    @Override
    public void rehearsed(Rehearsed result) {
        LOG.info("rehearsed: {}", result);
        rehearsals.add(result);
    }

    @Override
    public void retry(Failure cause, int attempt, Duration delay) {
        LOG.info("retry {} after {}", attempt, cause.toString());
        retries.add(cause);
    }

    @Override
    public void recovered() {}
}
