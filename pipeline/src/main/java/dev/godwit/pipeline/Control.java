package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.TableName;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operator's hand on a running migration. Thread-safe; each request stays until it is answered. */
public final class Control {

    /** Steps look whether to stop much more often; what is still blocked after this is interrupted. */
    private static final Duration GRACE = Duration.ofMillis(1500);

    private boolean stop;
    private boolean promote;
    private boolean overridden;
    private boolean rehearse;
    private final Set<TableName> doubted = new HashSet<>();
    private final Map<TableName, Decision> decisions = new HashMap<>();
    /** The request is for the moment at which the target has caught up. */
    private boolean patient;

    private boolean heldBack;
    private boolean retry;
    private Switch state = Switch.NONE;
    private @Nullable Thread worker;
    private final RecentRows recent = new RecentRows();
    private final AtomicLong redefinitions = new AtomicLong();
    private volatile Tuning tuning = Tuning.NONE;
    private volatile boolean followed;
    private @Nullable RepairRequest repair;
    private volatile boolean keepsWayBack;

    /** How far a promotion is. */
    private enum Switch {
        NONE,
        RUNS,
        ABORTED,
        /** It can still be stopped, but not taken back. */
        COMPLETES,
        DONE
    }

    /** Asks to stop at the next safe moment, in every phase; position and progress are kept. */
    public synchronized void requestStop() {
        stop = true;
        notifyAll();
        interruptSoon();
    }

    /**
     * Asks to promote now. A promotion that cannot be made, since the target is behind for example, is told by
     * {@link Journal#promotionRefused}.
     *
     * @param inSpite of lag and of differences, which are recorded
     */
    public synchronized void requestPromote(boolean inSpite) {
        request(inSpite, false);
    }

    /** Asks the same of a migration that does not run yet, so that it is behind: as soon as it has caught up. */
    public synchronized void requestPromoteOnceCaughtUp(boolean inSpite) {
        request(inSpite, true);
    }

    private void request(boolean inSpite, boolean later) {
        promote = true;
        overridden = inSpite;
        patient = later;
        heldBack = false;
        notifyAll();
    }

    /** Asks to rehearse a promotion; what comes of it is told by {@link Journal#rehearsed}. */
    public synchronized void requestRehearsal() {
        rehearse = true;
        notifyAll();
    }

    /** Says what becomes of a table that waits since its definition changed; one that does not wait is left alone. */
    public synchronized void decide(TableName table, Decision decision) {
        decisions.put(table, decision);
        notifyAll();
    }

    /** What was decided and is not done yet. */
    public synchronized Map<TableName, Decision> decisions() {
        return Map.copyOf(decisions);
    }

    /** Whether something was decided that is not done yet. */
    synchronized boolean decided() {
        return !decisions.isEmpty();
    }

    /** This was done, or refused; what was decided meanwhile stays. */
    synchronized void answered(TableName table, Decision decision) {
        decisions.remove(table, decision);
    }

    /** Has tables compared again before a promotion: somebody else found that they differ. */
    public synchronized void doubt(Collection<TableName> tables) {
        doubted.addAll(tables);
    }

    /** Lets no promotion begin by itself, as after an abort, until one is asked for. */
    public synchronized void holdBack() {
        heldBack = true;
    }

    /**
     * Asks to give up the promotion that runs, or is about to: the changes are followed again, and the source is open as
     * before.
     *
     * @return false when none runs, or when it is too far to turn back
     */
    public synchronized boolean requestAbort() {
        if (state == Switch.RUNS) {
            state = Switch.ABORTED;
            promote = false;
            heldBack = true;
            notifyAll();
            interruptSoon();
            return true;
        }
        boolean asked = promote;
        promote = false;
        heldBack |= asked;
        return asked || state == Switch.ABORTED;
    }

    /**
     * Asks to copy again exactly the rows that differ, in order with the changes that are followed. Needs a migration in
     * CDC.
     *
     * @return what was found, done and found afterwards; or exceptionally a {@link Failure}
     */
    public CompletableFuture<Repair> requestRepair(VerifyOrder what, VerifyListener listener, VerifyControl verifying) {
        var request = new RepairRequest(what, listener, verifying, new CompletableFuture<>());
        synchronized (this) {
            if (followed && repair == null) {
                repair = request;
                return request.answer();
            }
        }
        return CompletableFuture.failedFuture(Failure.of(CoreFailure.NOT_FOLLOWED)
                .found(followed ? "another repair waits for its turn" : "no changes are followed now")
                .build());
    }

    /** Asks to try again at once what waits for its next try. */
    public synchronized void requestRetry() {
        retry = true;
        notifyAll();
    }

    /** Whether that was asked since something was tried last. */
    public synchronized boolean retryRequested() {
        return retry;
    }

    /** From now on repairs may be asked for, or no more: the one that waits fails. */
    void followed(boolean now) {
        RepairRequest left;
        synchronized (this) {
            followed = now;
            left = repair;
            repair = now ? left : null;
        }
        if (!now && left != null) {
            left.answer()
                    .completeExceptionally(Failure.of(CoreFailure.NOT_FOLLOWED)
                            .found("the changes are not followed any more")
                            .build());
        }
    }

    /** A repair that was asked for and that nobody has taken up. */
    synchronized Optional<RepairRequest> takeRepair() {
        Optional<RepairRequest> asked = Optional.ofNullable(repair);
        repair = null;
        return asked;
    }

    /** Definitions have changed on the source, and the target has met it. */
    void redefined() {
        redefinitions.incrementAndGet();
    }

    /** How often definitions have changed that the target has met, for who verifies all the time. */
    public long redefinitions() {
        return redefinitions.get();
    }

    /** Rows that the stream wrote lately, for who verifies all the time. */
    public RecentRows recent() {
        return recent;
    }

    /** Takes effect within a second. */
    public void tune(Tuning next) {
        tuning = next;
    }

    public Tuning tuning() {
        return tuning;
    }

    /** Whether the switch has to leave a way back, from the next promotion on. */
    public void keepWayBack(boolean wanted) {
        keepsWayBack = wanted;
    }

    boolean keepsWayBack() {
        return keepsWayBack;
    }

    public synchronized boolean stopRequested() {
        return stop;
    }

    /** Whether the run is to be ended now: a switch that is done is finished first. */
    synchronized boolean stopping() {
        return stop && state != Switch.DONE;
    }

    /** Whether a promotion was asked for that nobody has taken up. */
    public synchronized boolean promoteRequested() {
        return promote;
    }

    /** Whether it is to be made in spite of what speaks against it. */
    synchronized boolean overridden() {
        return overridden;
    }

    /** The tables that are doubted since this was last asked. */
    synchronized Set<TableName> takeDoubts() {
        Set<TableName> taken = Set.copyOf(doubted);
        doubted.clear();
        return taken;
    }

    /** Whether a rehearsal was asked for and not begun. */
    synchronized boolean rehearsalRequested() {
        return rehearse;
    }

    /** A rehearsal begins, or is answered without one. */
    synchronized void rehearses() {
        rehearse = false;
    }

    /** Whether the one that was asked for may wait until the target has caught up. */
    synchronized boolean patient() {
        return patient;
    }

    /** The request was taken up; from now on it waits for what it needs. */
    synchronized void takesUp() {
        patient = true;
    }

    /** Whether a promotion may begin only when it is asked for. */
    synchronized boolean heldBack() {
        return heldBack;
    }

    /** What was asked for is to be attempted again, as soon as the target has caught up, unless something else was asked since. */
    synchronized void asksAgain(boolean inSpite) {
        if (!promote && !aborted()) {
            request(inSpite, true);
        }
    }

    /** A promotion begins; the request for it is answered. */
    synchronized void promotes() {
        promote = false;
        state = Switch.RUNS;
    }

    /** The request for a promotion is answered without one. */
    synchronized void refuses() {
        promote = false;
    }

    /**
     * From now on a promotion is not aborted any more.
     *
     * @throws Failure {@code INTERRUPTED} when it was
     */
    synchronized void completes() {
        checkStop();
        state = Switch.COMPLETES;
    }

    /** The switch is about to be noted: from now on nothing interrupts. */
    synchronized void switches() {
        checkStop();
        state = Switch.DONE;
    }

    /** The promotion came to nothing. */
    synchronized void follows() {
        state = Switch.NONE;
        if (!stop) {
            var _ = Thread.interrupted();
        }
    }

    /** Whether the switch is done, as far as we know. */
    synchronized boolean switched() {
        return state == Switch.DONE;
    }

    /** Whether the promotion was given up. */
    synchronized boolean aborted() {
        return state == Switch.ABORTED;
    }

    /** Whether applications wait for the switch. */
    synchronized boolean promoting() {
        return state != Switch.NONE;
    }

    /** Does something on this thread, which is interrupted when it does not stop by itself. */
    <T> T interruptibly(Supplier<T> work) {
        synchronized (this) {
            worker = Thread.currentThread();
            if (stop) {
                interruptSoon();
            }
        }
        try {
            return work.get();
        } finally {
            synchronized (this) {
                worker = null;
            }
            var _ = Thread.interrupted();
        }
    }

    private void interruptSoon() {
        Thread.ofVirtual().name("godwit-stop").start(() -> {
            try {
                Thread.sleep(GRACE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            interrupt();
        });
    }

    private synchronized void interrupt() {
        Thread thread = worker;
        if (thread != null && (stopping() || aborted())) {
            thread.interrupt();
        }
    }

    /**
     * Waits, but no longer than until a stop is asked for.
     *
     * @throws Failure {@code INTERRUPTED} when it is
     */
    void pause(Duration time) {
        pause(time, () -> false);
    }

    /** Something is tried: what was asked before is answered by that. */
    synchronized void tries() {
        retry = false;
    }

    /** As {@link #pause}, but no longer than until {@link #requestRetry} either. */
    void pauseBeforeRetry(Duration time) {
        pause(time, () -> retry);
    }

    private synchronized void pause(Duration time, BooleanSupplier over) {
        long end = System.nanoTime() + time.toNanos();
        while (!stop && !aborted()) {
            if (over.getAsBoolean()) {
                return;
            }
            long leftMillis = (end - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return;
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw interrupted();
            }
        }
        throw interrupted();
    }

    /** @throws Failure {@code INTERRUPTED} when a stop was asked for, or the promotion given up */
    synchronized void checkStop() {
        if (stopping() || aborted()) {
            throw interrupted();
        }
    }

    private static Failure interrupted() {
        return Failure.of(CoreFailure.INTERRUPTED).found("on request").build();
    }
}
