package dev.godwit.pipeline;

import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Chunk;
import dev.godwit.core.spi.Progress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what the full dump has done. Thread-safe. */
final class DumpMeter {

    private static final long TELL_EACH_NANOS = 250_000_000;

    private final Journal journal;
    private final TableBoard board;
    private final Map<TableName, Long> sizes = new HashMap<>();
    private final Map<TableName, Integer> chunksLeft = new HashMap<>();
    private final Map<TableName, Long> inWork = new HashMap<>();
    private final Map<TableName, Long> rows = new HashMap<>();
    private final int tablesTotal;
    private long estimatedLeft;
    private long bytesDone;
    private long rowsDone;
    private int tablesDone;
    private long lastTold;
    private Runnable worked = () -> {};

    /** @param copied tables finished by earlier runs */
    DumpMeter(Journal journal, TableBoard board, List<Table> tables, Map<TableName, Progress.Copied> copied) {
        this.journal = journal;
        this.board = board;
        this.tablesTotal = tables.size();
        for (Table table : tables) {
            Progress.Copied done = copied.get(table.name());
            if (done == null) {
                sizes.put(table.name(), table.bytes());
                estimatedLeft += table.bytes();
            } else {
                bytesDone += done.bytes();
                rowsDone += done.rows();
                tablesDone++;
            }
        }
        tell();
    }

    /** Calls this whenever a chunk is on the target. */
    synchronized DumpMeter telling(Runnable listener) {
        worked = listener;
        return this;
    }

    synchronized void begin(Chunk chunk) {
        chunksLeft.putIfAbsent(chunk.table().name(), chunk.of());
        inWork.putIfAbsent(chunk.table().name(), 0L);
    }

    /** @param read rows, about so many */
    synchronized void moved(Chunk chunk, long read, int bytes) {
        board.copied(chunk.table().name(), read, bytes);
        bytesDone += bytes;
        inWork.merge(chunk.table().name(), (long) bytes, Long::sum);
        if (System.nanoTime() - lastTold > TELL_EACH_NANOS) {
            tell();
        }
    }

    /** Takes back what was counted for a table that has to be copied again. */
    synchronized void forget(TableName table) {
        Long counted = inWork.remove(table);
        bytesDone -= counted == null ? 0 : counted;
        chunksLeft.remove(table);
        rows.remove(table);
        board.restart(table);
    }

    /** @param loaded rows, as the target counted them */
    synchronized void end(Chunk chunk, long loaded) {
        worked.run();
        rowsDone += loaded;
        TableName table = chunk.table().name();
        long sum = rows.merge(table, loaded, Long::sum);
        if (chunksLeft.merge(table, -1, Integer::sum) == 0) {
            tablesDone++;
            board.finished(table, sum);
            inWork.remove(table);
            estimatedLeft -= sizes.getOrDefault(table, 0L);
            tell();
        }
    }

    synchronized long bytesDone() {
        return bytesDone;
    }

    synchronized long rowsDone() {
        return rowsDone;
    }

    synchronized void tell() {
        lastTold = System.nanoTime();
        List<DumpProgress.InWork> working = inWork.entrySet().stream()
                .map(e -> new DumpProgress.InWork(
                        e.getKey(), e.getValue(), Math.max(e.getValue(), sizes.getOrDefault(e.getKey(), 0L))))
                .sorted(Comparator.comparingLong(DumpProgress.InWork::bytesTotal)
                        .reversed())
                .toList();
        long begun = working.stream().mapToLong(DumpProgress.InWork::bytesDone).sum();
        long overrun = working.stream()
                .mapToLong(w -> w.bytesTotal() - sizes.getOrDefault(w.table(), 0L))
                .sum();
        long total = tablesDone == tablesTotal ? bytesDone : bytesDone - begun + estimatedLeft + overrun;
        journal.dump(new DumpProgress(bytesDone, total, rowsDone, tablesDone, tablesTotal, working));
    }
}
