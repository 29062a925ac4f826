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

/** Copies tables under one snapshot, several at once. */
final class Dump {

    private final Session session;
    private final SourceDatabase source;
    private final TargetDatabase target;
    private final Control control;
    private final Throttle throttle;
    /** Rows in flight take at most a third of the heap; what the driver holds beside them is bounded by it too. */
    private final ByteGate gate = new ByteGate(Runtime.getRuntime().maxMemory() / 3);

    Dump(Session session) {
        this.session = session;
        this.source = session.source();
        this.target = session.target();
        this.control = session.control();
        // While applications wait nothing is slowed down.
        this.throttle = new Throttle(
                () -> control.promoting() ? Limit.NONE : control.tuning().dump());
    }

    /**
     * Copies these tables whole.
     *
     * @param again whether parts of them may be on the target; they are emptied first
     */
    void copy(Snapshot snapshot, List<Table> tables, boolean again, DumpMeter meter) {
        var queue = new ChunkQueue(tables, session::workers, (table, pieces) -> {
            if (again) {
                target.empty(table);
            }
            meter.forget(table.name());
            return snapshot.chunks(table, pieces);
        });
        new Workers(session::workers, () -> copyNext(snapshot, queue, meter)).run();
        meter.tell();
        session.board().tell();
    }

    private boolean copyNext(Snapshot snapshot, ChunkQueue queue, DumpMeter meter) {
        control.checkStop();
        Optional<Chunk> next = queue.take();
        if (next.isEmpty()) {
            return false;
        }
        Chunk chunk = next.get();
        meter.begin(chunk);
        meter.end(chunk, copyGated(snapshot, chunk, meter));
        queue.leave(chunk);
        return true;
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
                    .found("while waiting")
                    .cause(e)
                    .build();
        }
    }

    private long copy(Snapshot snapshot, Chunk chunk, DumpMeter meter) throws InterruptedException {
        Encoding encoding = target.encoding(chunk.table(), source);
        try (var rows = snapshot.read(chunk, encoding);
                var loader = target.load(chunk, encoding)) {
            long counted = 0;
            for (byte[] bytes = rows.next(); bytes != null; bytes = rows.next()) {
                long begun = rows.rows() - counted;
                counted += begun;
                throttle.pass(begun, bytes.length, () -> !control.stopping());
                control.checkStop();
                loader.write(bytes);
                meter.moved(chunk, begun, bytes.length);
            }
            return loader.commit(snapshot.position().orElse(null));
        }
    }
}
