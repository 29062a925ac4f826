package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** As many threads as are wanted at the moment; a thread that is one too many leaves after its piece of work. */
final class Workers {

    private static final Duration LOOK_EACH = Duration.ofMillis(50);

    private final IntSupplier wanted;
    /** Does one piece of work; false when there was none. */
    private final BooleanSupplier work;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Semaphore ended = new Semaphore(0);
    private int running;
    private volatile boolean exhausted;

    Workers(IntSupplier wanted, BooleanSupplier work) {
        this.wanted = wanted;
        this.work = work;
    }

    /**
     * Works until nothing is left.
     *
     * @throws Failure the first that a worker ended in; the others have ended by then
     */
    void run() {
        try {
            while (!exhausted && failure.get() == null) {
                begin();
                var _ = ended.tryAcquire(LOOK_EACH.toMillis(), TimeUnit.MILLISECONDS);
            }
            for (Thread thread : threads) {
                awaitOrFailure(thread);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.compareAndSet(
                    null,
                    Failure.of(CoreFailure.INTERRUPTED).found("while working").build());
        }
        Throwable cause = failure.get();
        if (cause != null) {
            end();
            throw Parallel.failure(cause);
        }
    }

    private synchronized void begin() {
        threads.removeIf(thread -> !thread.isAlive());
        while (running < Math.max(1, wanted.getAsInt()) && !exhausted) {
            running++;
            threads.add(Thread.ofVirtual().name("godwit-worker").start(this::pieces));
        }
    }

    private void awaitOrFailure(Thread thread) throws InterruptedException {
        while (!thread.join(LOOK_EACH)) {
            if (failure.get() != null) {
                return;
            }
        }
    }

    private void pieces() {
        try {
            while (failure.get() == null && !leaves()) {
                if (!work.getAsBoolean()) {
                    exhausted = true;
                }
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } finally {
            ended.release();
        }
    }

    /** Whether this worker is not needed any more; it counts itself out then. */
    private synchronized boolean leaves() {
        boolean leaves = exhausted || running > Math.max(1, wanted.getAsInt());
        running -= leaves ? 1 : 0;
        return leaves;
    }

    private void end() {
        boolean interrupted = Thread.interrupted();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            interrupted |= !Uninterrupted.join(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
