package dev.godwit.pipeline;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Keeps a flow under a limit that may change at any moment. What is let through is paid for afterwards, so that a single
 * large piece passes too; who comes next waits until the debt is paid. Thread-safe.
 */
final class Throttle {

    /** How much of a second's allowance may be saved up. */
    private static final double BURST_SECONDS = 0.25;

    /** A new limit counts after this long. */
    private static final Duration LOOK_EACH = Duration.ofMillis(100);

    private final Supplier<Limit> limit;
    private final Time time;
    private double rows;
    private double bytes;
    private long filledAt;

    Throttle(Supplier<Limit> limit) {
        this(limit, Time.REAL);
    }

    Throttle(Supplier<Limit> limit, Time time) {
        this.limit = limit;
        this.time = time;
        this.filledAt = time.nanos();
    }

    /** What a clock shows, and how to wait by it. */
    interface Time {

        Time REAL = new Time() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long millis) throws InterruptedException {
                Thread.sleep(millis);
            }
        };

        long nanos();

        void sleep(long millis) throws InterruptedException;
    }

    /** Whether there is a limit at the moment. */
    boolean limits() {
        Limit now = limit.get();
        return now.rowsPerSecond() != 0 || now.bytesPerSecond() != 0;
    }

    /**
     * Lets rows pass, now or later.
     *
     * @param goesOn ends the waiting when it is false
     */
    void pass(long passingRows, long passingBytes, BooleanSupplier goesOn) throws InterruptedException {
        if (!limits()) {
            return;
        }
        while (goesOn.getAsBoolean()) {
            long millis = tryPass(passingRows, passingBytes);
            if (millis <= 0) {
                return;
            }
            time.sleep(Math.min(millis, LOOK_EACH.toMillis()));
        }
    }

    /** @return 0 when it has passed, or how long to wait, in milliseconds, if nothing changes */
    private synchronized long tryPass(long passingRows, long passingBytes) {
        Limit now = limit.get();
        long nanos = time.nanos();
        double seconds = (nanos - filledAt) / 1e9;
        filledAt = nanos;
        rows = fill(rows, now.rowsPerSecond(), seconds);
        bytes = fill(bytes, now.bytesPerSecond(), seconds);
        double wait = Math.max(debt(rows, now.rowsPerSecond()), debt(bytes, now.bytesPerSecond()));
        if (wait > 0) {
            return (long) Math.ceil(wait * 1000);
        }
        rows -= passingRows;
        bytes -= passingBytes;
        return 0;
    }

    private static double fill(double held, long perSecond, double seconds) {
        return perSecond == 0 ? 0 : Math.min(held + perSecond * seconds, perSecond * BURST_SECONDS);
    }

    private static double debt(double held, long perSecond) {
        return perSecond == 0 || held >= 0 ? 0 : -held / perSecond;
    }
}
