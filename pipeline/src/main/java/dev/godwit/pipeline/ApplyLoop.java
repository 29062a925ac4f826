package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.spi.Applier;
import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.ChangeReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes transactions from the spool to the target, and acknowledges to the source what the target holds. Runs on a
 * thread of its own; the other methods may be called from any.
 */
final class ApplyLoop {

    private static final Duration IDLE = Duration.ofMillis(50);
    private static final long BARRIER_MILLIS = 2;
    /** Before every commit. */
    private static final Position FIRST = new Position(0, "the beginning");

    private final Spool spool;
    private final ChangeReader reader;
    private final Applier applier;
    private final Changed changed;
    private final Throttle throttle;

    private @Nullable Change waiting;
    private volatile boolean inTransaction;
    /** Events taken from the spool and dealt with; written after everything that they changed here. */
    private volatile long dealtWith;

    private final Ledger ledger = new Ledger();

    private volatile boolean ended;
    private final Rest rest;
    private volatile boolean rests;
    /** Transactions that were committed at or behind it wait. */
    private volatile @Nullable Position barrier;

    private volatile @Nullable Hold<?> hold;
    private volatile Position applied;
    /** The source is told of nothing after it; null when nothing is to be kept. */
    private @Nullable Position keep;

    private volatile @Nullable Position handedEnd;
    /** Commits handed to the applier and not yet safe on the target. */
    private final Deque<Change.Commit> pending = new ConcurrentLinkedDeque<>();

    private final Queue<Applier.Redefined> redefined = new ConcurrentLinkedQueue<>();

    private volatile Change.@Nullable Commit lastCommit;

    private final LongAdder appliedRows = new LongAdder();
    private final LongAdder filteredRows = new LongAdder();
    private final LongAdder coalescedRows = new LongAdder();

    /**
     * What is left for a later stream.
     *
     * @param keep from where on the source has to keep its log until a new stream is opened
     * @param atDefinitions whether nothing is applied from the first change of definitions on
     */
    record Rest(Optional<Position> keep, boolean atDefinitions) {}

    ApplyLoop(
            Spool spool,
            ChangeReader reader,
            Applier applier,
            Changed changed,
            Position from,
            Rest rest,
            Throttle throttle) {
        this.spool = spool;
        this.reader = reader;
        this.applier = applier;
        this.changed = changed;
        this.throttle = throttle;
        this.applied = from;
        this.rest = rest;
        this.keep = rest.keep().orElse(null);
    }

    /** Runs until ended or failed. */
    void run() throws InterruptedException {
        while (!ended) {
            Hold<?> asked = hold;
            if (asked != null && reached(asked.position)) {
                flush();
                asked.run();
                hold = null;
                if (!asked.stays) {
                    barrier = null;
                }
            }
            Change next = waiting != null ? waiting : spool.poll(IDLE);
            waiting = null;
            if (next == null) {
                idle();
            } else if (behindBarrier(next)) {
                waiting = next;
                idle();
                TimeUnit.MILLISECONDS.sleep(BARRIER_MILLIS);
            } else {
                hand(next);
            }
        }
    }

    private boolean behindBarrier(Change next) {
        Position position = barrier;
        return position != null
                && next instanceof Change.Begin begin
                && !begin.commit().before(position);
    }

    /** Whether everything before a position is handed over, and nothing from it on. */
    private boolean reached(Position position) {
        if (inTransaction) {
            return false;
        }
        if (waiting instanceof Change.Begin begin) {
            return !begin.commit().before(position);
        }
        return !reader.received().before(position) && spool.isEmpty();
    }

    private void hand(Change change) throws InterruptedException {
        if (throttle.limits()) {
            throttle(change);
            if (ended) {
                return;
            }
        }
        if (rest.atDefinitions() && change instanceof Change.Definition) {
            rests = true; // what is open of its transaction is not committed
            ended = true;
            return;
        }
        long count = dealtWith + 1;
        dispatch(change);
        dealtWith = count;
    }

    private void throttle(Change change) throws InterruptedException {
        switch (change) {
            case Change.Begin b -> {}
            case Change.Commit c -> {}
            case Change.Insert insert -> pass(insert.row().heapBytes());
            case Change.Update update -> pass(update.row().heapBytes());
            case Change.Delete delete -> pass(delete.old().heapBytes());
            case Change.Truncate t -> {}
            case Change.Definition d -> {}
            case Change.Altered a -> {}
        }
    }

    private boolean goesOn() {
        return !ended;
    }

    private void pass(long bytes) throws InterruptedException {
        throttle.pass(1, bytes, this::goesOn);
    }

    private void dispatch(Change change) {
        applier.accept(change);
        switch (change) {
            case Change.Begin begin -> inTransaction = true;
            case Change.Commit commit -> {
                inTransaction = false;
                handedEnd = commit.end();
                pending.addLast(commit);
                lastCommit = commit;
                if (applier.wantsFlush() || spool.isEmpty()) {
                    flush();
                }
            }
            case Change.Insert insert -> ledger.receive(insert.relation());
            case Change.Update update -> ledger.receive(update.relation());
            case Change.Delete delete -> ledger.receive(delete.relation());
            case Change.Truncate truncate -> truncate.relations().forEach(ledger::receive);
            case Change.Definition d -> {}
            case Change.Altered a -> {}
        }
    }

    private void idle() {
        Position last = handedEnd;
        if (!inTransaction && last != null && applied.before(last)) {
            flush();
        }
    }

    private void flush() {
        Applier.Applied done = applier.flush();
        Applier.Counts sum = ledger.balance(done.counts(), applier::table);
        changed.add(done.counts().keySet());
        done.redefined().forEach(this::redefined);
        appliedRows.add(sum.applied());
        filteredRows.add(sum.filtered());
        coalescedRows.add(sum.coalesced());
        if (applied.before(done.position())) {
            applied = done.position();
            reader.acknowledge(keep == null || applied.before(keep) ? applied : keep);
        }
        while (!pending.isEmpty() && !applied.before(pending.getFirst().end())) {
            pending.removeFirst();
        }
        spool.release();
    }

    private void redefined(Applier.Redefined news) {
        redefined.add(news);
        Position from = news.keep().orElse(keep);
        if (keep == null || (from != null && from.before(keep))) {
            keep = from;
        }
    }

    /** From now on transactions committed at or behind a position wait, until {@link #holdAt} or {@link #letPass}. */
    void stopAt(Position position) {
        barrier = position;
    }

    /** Takes {@link #stopAt} back. */
    void letPass() {
        barrier = null;
    }

    /**
     * Does something at the moment at which the target holds all commits before a position and none from it on; then all
     * may pass.
     *
     * @param position not before the one given to {@link #stopAt}, which has to be called first
     * @return completed by the loop; by {@link #end} it never is
     */
    <T> CompletableFuture<T> holdAt(Position position, Supplier<T> action) {
        return hold(new Hold<>(position, action, false, new CompletableFuture<T>()));
    }

    /**
     * Lets nothing more begin to be applied, until {@link #letPass}.
     *
     * @return completed by the loop once everything handed over is safe on the target; by {@link #end} it never is
     */
    CompletableFuture<Position> standStill() {
        return hold(new Hold<>(FIRST, this::applied, true, new CompletableFuture<Position>()));
    }

    private <T> CompletableFuture<T> hold(Hold<T> asked) {
        barrier = asked.position;
        hold = asked;
        return asked.answer;
    }

    void end() {
        ended = true;
    }

    /** Whether a change of definitions has come, so that nothing more is applied by this stream. */
    boolean rests() {
        return rests;
    }

    /** The end of the last transaction that is safe on the target. */
    Position applied() {
        return applied;
    }

    /**
     * Whether all that had come into the spool when this was called is safe on the target. The number of events is read
     * first, and {@link #dealtWith} before what it covers: a transaction on its way between the two is never overlooked.
     */
    boolean isIdle() {
        long events = spool.events();
        if (dealtWith < events || inTransaction) {
            return false;
        }
        Position last = handedEnd;
        return last == null || !applied.before(last);
    }

    /**
     * When the oldest commit was made that is not safe on the target; null when none is known. Of one whose end has not
     * come yet nothing is known but that it is younger than the last.
     */
    @Nullable Instant oldestPending() {
        Change.Commit oldest = pending.peekFirst();
        if (oldest == null && !spool.isEmpty()) {
            oldest = lastCommit;
        }
        return oldest == null ? null : oldest.at();
    }

    /** Changes of definitions that the target has met, since this was last called. */
    List<Applier.Redefined> takeRedefined() {
        var taken = new ArrayList<Applier.Redefined>();
        for (Applier.Redefined next = redefined.poll(); next != null; next = redefined.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** What became of each table's changes. */
    Ledger ledger() {
        return ledger;
    }

    long appliedRows() {
        return appliedRows.sum();
    }

    long filteredRows() {
        return filteredRows.sum();
    }

    long coalescedRows() {
        return coalescedRows.sum();
    }

    /** @param stays whether nothing more is applied afterwards, until {@link #letPass} */
    private record Hold<T>(Position position, Supplier<T> action, boolean stays, CompletableFuture<T> answer) {

        void run() {
            try {
                answer.complete(action.get());
            } catch (Failure e) {
                answer.completeExceptionally(e);
            }
        }
    }
}
