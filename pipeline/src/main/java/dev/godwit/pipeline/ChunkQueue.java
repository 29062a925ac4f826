package dev.godwit.pipeline;

import dev.godwit.core.Table;
import dev.godwit.core.spi.Chunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;

/**
 * Gives each worker its next chunk. Loaders of the same table hinder each other where it grows, so a worker takes the
 * table with the fewest workers, the one with most bytes first: several meet on one table only when no other is left.
 */
final class ChunkQueue {

    /** Below this a table is not worth cutting. */
    private static final long SMALLEST_CUT_BYTES = 64L << 20;

    private static final int PIECES_FOR_EACH_WORKER = 4;

    private final List<Entry> entries = new ArrayList<>();
    private final BiFunction<Table, Integer, List<Chunk>> cut;
    private final IntSupplier workers;
    private final long bytes;
    private boolean closed;

    /**
     * @param workers how many there are at the moment
     * @param cut cuts a table into at most so many chunks; called when its turn comes
     */
    ChunkQueue(List<Table> tables, IntSupplier workers, BiFunction<Table, Integer, List<Chunk>> cut) {
        this.cut = cut;
        this.workers = workers;
        this.bytes = tables.stream().mapToLong(Table::bytes).sum();
        tables.stream()
                .sorted(Comparator.comparingLong(Table::bytes).reversed().thenComparing(Table::name))
                .forEach(table -> entries.add(new Entry(table)));
    }

    /** The next chunk for a worker; empty when nothing is left to begin. */
    synchronized Optional<Chunk> take() {
        if (closed) {
            return Optional.empty();
        }
        Entry best = null;
        for (Entry entry : entries) {
            if (best == null || entry.workers < best.workers) {
                best = entry;
            }
            if (best.workers == 0) {
                break;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        Chunk chunk = best.next();
        best.workers++;
        if (best.chunks != null && best.chunks.isEmpty()) {
            entries.remove(best);
        }
        return Optional.of(chunk);
    }

    /** A worker has left a chunk of this table. */
    synchronized void leave(Chunk chunk) {
        entries.stream()
                .filter(entry -> entry.table.name().equals(chunk.table().name()))
                .forEach(entry -> entry.workers--);
    }

    /** Nothing more is given out. */
    synchronized void close() {
        closed = true;
    }

    private int pieces(Table table) {
        int now = workers.getAsInt();
        boolean straggler = table.bytes() > SMALLEST_CUT_BYTES && table.bytes() > bytes / now / 2;
        return now > 1 && straggler ? now * PIECES_FOR_EACH_WORKER : 1;
    }

    private final class Entry {

        private final Table table;
        private int workers;
        private @org.jspecify.annotations.Nullable Deque<Chunk> chunks;

        Entry(Table table) {
            this.table = table;
        }

        Chunk next() {
            if (chunks == null) {
                chunks = new ArrayDeque<>(cut.apply(table, pieces(table)));
            }
            return chunks.removeFirst();
        }
    }
}
