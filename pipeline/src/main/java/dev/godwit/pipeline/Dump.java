package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import dev.godwit.core.spi.Chunk;
import dev.godwit.core.spi.Encoding;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.TargetDatabase;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Copies tables under one snapshot, several at once. */
final class Dump {

    private final SourceDatabase source;
    private final TargetDatabase target;
    private final Control control;
    private final int workers;
    /** Rows in flight take at most a third of the heap; what the driver holds beside them is bounded by it too. */
    private final ByteGate gate = new ByteGate(Runtime.getRuntime().maxMemory() / 3);

    Dump(SourceDatabase source, TargetDatabase target, Control control, int workers) {
        this.source = source;
        this.target = target;
        this.control = control;
        this.workers = workers;
    }

    /**
     * Copies these tables whole.
     *
     * @param again whether parts of them may be on the target; they are emptied first
     */
    void copy(Snapshot snapshot, List<Table> tables, boolean again, DumpMeter meter) {
        var queue = new ChunkQueue(tables, workers, (table, pieces) -> {
            if (again) {
                target.empty(table);
            }
            meter.forget(table.name());
            return snapshot.chunks(table, pieces);
        });
        Parallel.map(IntStream.range(0, workers).boxed().toList(), workers, worker -> {
            work(snapshot, queue, meter);
            return worker;
        });
        meter.tell();
    }

    private void work(Snapshot snapshot, ChunkQueue queue, DumpMeter meter) {
        try {
            for (Optional<Chunk> next = queue.take(); next.isPresent(); next = queue.take()) {
                control.checkStop();
                Chunk chunk = next.get();
                meter.begin(chunk);
                meter.end(chunk, copyGated(snapshot, chunk, meter));
                queue.leave(chunk);
            }
        } catch (Failure | OutOfMemoryError e) {
            queue.close();
            throw e;
        }
    }

    private long copyGated(Snapshot snapshot, Chunk chunk, DumpMeter meter) {
        try {
            // The driver's array, and one more while the garbage collector has not yet come by.
            long taken = gate.take(2 * chunk.table().largestRowBytes());
            try {
                return copy(snapshot, chunk, meter);
            } finally {
                gate.giveBack(taken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(CoreFailure.INTERRUPTED)
                    .found("while waiting for memory")
                    .cause(e)
                    .build();
        }
    }

    private long copy(Snapshot snapshot, Chunk chunk, DumpMeter meter) {
        Encoding encoding = target.encoding(chunk.table(), source);
        try (var rows = snapshot.read(chunk, encoding);
                var loader = target.load(chunk, encoding)) {
            for (byte[] bytes = rows.next(); bytes != null; bytes = rows.next()) {
                control.checkStop();
                loader.write(bytes);
                meter.bytes(chunk, bytes.length);
            }
            return loader.commit(snapshot.position().orElse(null));
        }
    }
}
