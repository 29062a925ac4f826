package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Applier;
import dev.godwit.core.spi.ChangeCapture;
import dev.godwit.core.spi.ChangeReader;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.core.spi.TargetDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes on their way from source to target: one thread reads into a spool, one applies from it. When either fails both
 * end, and {@link #check} says why; a new stream goes on at the position that the target holds.
 */
final class Stream implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(1);

    private final TargetDatabase target;
    private final ChangeReader reader;
    private final Applier applier;
    private final Spool spool;
    private final ApplyLoop loop;
    private final Control control;
    private final Thread readerThread;
    private final Thread applierThread;
    private volatile boolean closing;
    private volatile @Nullable Failure failure;

    /**
     * Opens both ends and begins.
     *
     * @param from the position the target holds
     * @param definitions from where on the source keeps its log, and whether to rest where definitions change
     */
    Stream(Session session, Catalog catalog, FollowTools tools, Position from, DefinitionWatch definitions) {
        Path work = session.work();
        Optional<Position> keep = definitions.keep(); // fails before anything is open
        ChangeCapture capture = session.source().changes();
        this.target = session.target();
        this.control = session.control();
        this.spool = new Spool(work, SpoolLimits.MEMORY_BYTES, SpoolLimits.fileBytes(work));
        this.applier = target.applier(catalog, tools.epoch());
        applier.watch(control.recent());
        this.reader = openReader(
                capture, from, keep.filter(wanted -> wanted.before(from)).orElse(from));
        var rest = new ApplyLoop.Rest(keep, definitions.copying());
        this.loop =
                new ApplyLoop(spool, reader, applier, tools.changed(), from, rest, new Throttle(() -> limit(control)));
        this.readerThread = Thread.ofVirtual().name("godwit-reader").start(this::read);
        this.applierThread = Thread.ofVirtual().name("godwit-applier").start(this::apply);
    }

    /** While applications wait for the switch nothing is slowed down. */
    private static Limit limit(Control control) {
        Limit limit = control.tuning().cdc();
        return limit.equals(Limit.NONE) || control.promoting() ? Limit.NONE : limit;
    }

    private ChangeReader openReader(ChangeCapture capture, Position from, Position keep) {
        try {
            return capture.open(from, keep);
        } catch (Failure e) {
            applier.close();
            spool.close();
            throw e;
        }
    }

    private void read() {
        try {
            while (!closing) {
                reader.poll(spool, spool.hasRoom());
            }
        } catch (RuntimeException | Error e) {
            fail(Parallel.failure(e));
        }
    }

    private void apply() {
        try {
            loop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail(Parallel.failure(e));
        }
    }

    private void fail(Failure cause) {
        if (!closing && failure == null) {
            failure = cause;
        }
        loop.end();
        closing = true;
    }

    /** @throws Failure what ended the stream, if something did */
    void check() {
        Failure cause = failure;
        if (cause != null) {
            throw cause;
        }
    }

    /** Opens a view of the target that holds all commits before a position and none from it on. */
    Snapshot snapshotAt(Position position, Runnable atThatMoment) {
        return at(position, () -> {
            atThatMoment.run();
            return target.snapshot();
        });
    }

    /** Does something while the target holds all commits before a position and none from it on. */
    <T> T at(Position position, Supplier<T> action) {
        return answer(loop.holdAt(position, action));
    }

    /** Once this returns nothing is written to the target, until {@link ApplyLoop#letPass}. */
    void standStill() {
        answer(loop.standStill());
    }

    private <T> T answer(CompletableFuture<T> asked) {
        while (true) {
            check();
            control.checkStop();
            try {
                return asked.get(STEP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Not there yet; look whether the stream still lives.
            } catch (ExecutionException e) {
                throw Parallel.failure(Parallel.cause(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Parallel.failure(e);
            }
        }
    }

    /** Whether all that the source committed before a position is safe on the target. */
    boolean holds(Position position) {
        return !holdsUpTo().before(position);
    }

    /** Up to where the target holds all there is. */
    Position holdsUpTo() {
        Position received = reader.received();
        Position applied = loop.applied();
        return loop.isIdle() && applied.before(received) ? received : applied;
    }

    /**
     * Waits until {@link #holds}.
     *
     * @return false when it did not come to that in time
     */
    boolean await(Position position, Duration patience) {
        return await(() -> holds(position), patience);
    }

    /** Waits until all that the source committed before a position has come, applied or not. */
    boolean awaitReceived(Position position, Duration patience) {
        return await(() -> !reader.received().before(position), patience);
    }

    private boolean await(BooleanSupplier met, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!met.getAsBoolean()) {
            check();
            if (System.nanoTime() > end) {
                return false;
            }
            control.pause(Duration.ofMillis(5));
        }
        return true;
    }

    /** What the target lacks now. */
    Report.Gap gap(ChangeCapture capture, List<TableName> different, List<String> reasons) {
        Instant clock = capture.clock();
        Instant oldest = loop.oldestPending();
        boolean behind = oldest != null && oldest.isBefore(clock);
        return new Report.Gap(
                capture.bytesBetween(holdsUpTo(), capture.end()),
                behind && oldest != null ? Duration.between(oldest, clock) : Duration.ZERO,
                different,
                reasons);
    }

    /** Row changes taken from the source by this stream. */
    long handledRows() {
        return loop.appliedRows() + loop.filteredRows() + loop.coalescedRows();
    }

    /** Row changes that have come from the source. */
    long receivedRows() {
        return spool.rows();
    }

    /**
     * Compares what came with what was dealt with: never more, and all of it once nothing is on its way.
     *
     * @throws Failure {@code COUNTS_DIFFER}
     */
    void checkCounts() {
        long before = spool.rows();
        boolean idle = loop.isIdle();
        long handled = handledRows();
        if ((idle && handled < before) || handled > spool.rows()) {
            throw Failure.of(CoreFailure.COUNTS_DIFFER)
                    .found("%d row changes were received, %d are accounted for", before, handled)
                    .build();
        }
    }

    /** Row changes that have come and are not on the target yet. */
    long waitingRows() {
        return spool.rows() - handledRows();
    }

    ApplyLoop loop() {
        return loop;
    }

    @Override
    public void close() {
        closing = true;
        loop.end();
        // One that waits for a server is interrupted: what is not committed will be sent again.
        Uninterrupted.end(applierThread, ENDS_WITHIN);
        Uninterrupted.end(readerThread, ENDS_WITHIN);
        reader.close();
        applier.close();
        spool.close();
    }
}
