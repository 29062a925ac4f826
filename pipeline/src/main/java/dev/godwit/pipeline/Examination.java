package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What all tables of one verification share: both sides, the operator's hand, and how much may be done at once. */
final class Examination {

    /** Rows that are shown of all tables together, so that the answer stays small. */
    private static final int SHOWN_OF_ALL = 20_000;

    private static final int ATTEMPTS = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Sides sides;
    private final VerifyOrder order;
    private final VerifyControl control;
    private final Passing passing;
    private final VerifyMeter meter;
    private final Throttle throttle;
    private final int workers;
    private final Verifier.Different different;
    private final Semaphore free;
    private volatile Runnable between = () -> {};
    private final AtomicInteger room = new AtomicInteger(SHOWN_OF_ALL);

    /** @param workers how many pieces are read at once */
    Examination(
            Sides sides,
            VerifyOrder order,
            VerifyControl control,
            Passing passing,
            VerifyMeter meter,
            int workers,
            Verifier.Different different) {
        this.sides = sides;
        this.order = order;
        this.control = control;
        this.passing = passing;
        this.meter = meter;
        this.throttle = new Throttle(control::limit);
        this.workers = workers;
        this.different = different;
        this.free = new Semaphore(workers);
    }

    /** What is done after each piece, by the thread that read it. */
    void between(Runnable work) {
        between = work;
    }

    /** Does a piece of work when its turn has come. */
    void work(Runnable piece) {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
        try {
            piece.run();
        } finally {
            free.release();
        }
    }

    /** Asks again what may clear by itself. */
    <T> T ask(Supplier<T> question) {
        for (int attempt = 1; ; attempt++) {
            control.checkStop();
            try {
                return question.get();
            } catch (Failure e) {
                control.checkStop();
                if (!e.isTransient() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Rows were read: waits when that was more than may be. */
    void read(Table table, long rows) {
        meter.read(table, rows);
        between.run();
        try {
            throttle.pass(rows, VerifyMeter.bytes(table, rows), control::goesOn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private static Failure interrupted() {
        return Failure.of(CoreFailure.INTERRUPTED).found("while verifying").build();
    }

    void done(TableVerdict verdict) {
        meter.done(verdict);
    }

    Verifier.Different different() {
        return different;
    }

    Sides sides() {
        return sides;
    }

    VerifyOrder order() {
        return order;
    }

    VerifyControl control() {
        return control;
    }

    Passing passing() {
        return passing;
    }

    int workers() {
        return workers;
    }

    /** What was shown before does not count any more. */
    void showAnew() {
        room.set(SHOWN_OF_ALL);
    }

    AtomicInteger room() {
        return room;
    }
}
