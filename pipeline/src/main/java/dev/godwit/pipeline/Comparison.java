package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Side;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Checksum;
import dev.godwit.core.spi.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Proves, table by table, that both sides hold the same rows. Thread-safe. */
final class Comparison {

    private static final int TABLES_IN_A_MESSAGE = 5;

    private final Map<TableName, Report.TableResult> results = new TreeMap<>();
    private final int workers;
    private final TableBoard board;

    Comparison(int workers, TableBoard board) {
        this.workers = workers;
        this.board = board;
    }

    /**
     * Compares tables under two views that hold the same commits.
     *
     * @param underFence whether writing has ended
     * @throws Failure {@code DATA_DIFFER} when any differ
     */
    void compare(Collection<Table> tables, Snapshot source, Snapshot target, boolean underFence, Control control) {
        List<Report.TableResult> done = Parallel.map(new ArrayList<>(tables), workers, table -> {
            control.checkStop();
            return compare(table, source, target, underFence);
        });
        synchronized (this) {
            done.forEach(result -> results.put(result.table(), result));
        }
        board.compared(done);
        if (done.stream().anyMatch(result -> !result.equal())) {
            throw failure(tables);
        }
    }

    /** What says which of these tables differed when they were last compared. */
    Failure failure(Collection<Table> tables) {
        List<Report.TableResult> different = tables.stream()
                .flatMap(table -> result(table.name()).stream())
                .filter(result -> !result.equal())
                .sorted((a, b) -> a.table().compareTo(b.table()))
                .toList();
        return Failure.of(CoreFailure.DATA_DIFFER)
                .found("%d of %d tables differ: %s", different.size(), tables.size(), names(different))
                .build();
    }

    private synchronized Optional<Report.TableResult> result(TableName table) {
        return Optional.ofNullable(results.get(table));
    }

    /** What was compared before does not count any more for these tables. */
    synchronized void forget(Collection<TableName> tables) {
        results.keySet().removeAll(tables);
    }

    synchronized boolean contains(TableName table) {
        return results.containsKey(table);
    }

    /** Results so far, sorted by name. */
    synchronized List<Report.TableResult> results() {
        return List.copyOf(results.values());
    }

    /** Whether a table was equal when it was last compared. */
    synchronized boolean equal(TableName table) {
        Report.TableResult result = results.get(table);
        return result != null && result.equal();
    }

    /** Tables that differed when they were last compared, sorted by name. */
    synchronized List<TableName> different() {
        return results.values().stream()
                .filter(result -> !result.equal())
                .map(Report.TableResult::table)
                .toList();
    }

    private static Report.TableResult compare(Table table, Snapshot source, Snapshot target, boolean underFence) {
        Map<Side, Checksum> sums = new EnumMap<>(Side.class);
        Parallel.map(
                        List.of(Side.values()),
                        2,
                        side -> Map.entry(side, (side == Side.SOURCE ? source : target).checksum(table)))
                .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
        Checksum left = Objects.requireNonNull(sums.get(Side.SOURCE));
        Checksum right = Objects.requireNonNull(sums.get(Side.TARGET));
        return new Report.TableResult(table.name(), left.rows(), right.rows(), left.equals(right), underFence);
    }

    private static String names(List<Report.TableResult> different) {
        var text = new StringBuilder();
        for (Report.TableResult result : different.subList(0, Math.min(TABLES_IN_A_MESSAGE, different.size()))) {
            text.append(text.isEmpty() ? "" : ", ").append(result.table());
            text.append(" (").append(result.sourceRows()).append(" rows on the source, ");
            text.append(result.targetRows()).append(" on the target)");
        }
        return different.size() > TABLES_IN_A_MESSAGE ? text + " …" : text.toString();
    }
}
