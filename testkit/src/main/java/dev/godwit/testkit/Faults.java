package dev.godwit.testkit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What a {@link FaultProxy} does to the bytes that pass it at present. */
final class Faults {
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition healed = lock.newCondition();
    private Duration delay = Duration.ZERO;
    private long bytesPerSecond = UNLIMITED;
    private boolean silent;
    private boolean swallowing;
    private long bytesToReset = UNLIMITED;
    private @Nullable Runnable reset;
    private long bytesToCorruption = UNLIMITED;

    void heal() {
        with(() -> {
            delay = Duration.ZERO;
            bytesPerSecond = UNLIMITED;
            silent = false;
            swallowing = false;
            bytesToReset = UNLIMITED;
            reset = null;
            bytesToCorruption = UNLIMITED;
            healed.signalAll();
        });
    }

    void delay(Duration time) {
        with(() -> delay = time);
    }

    void slow(long bytes) {
        with(() -> bytesPerSecond = bytes);
    }

    void silence() {
        with(() -> silent = true);
    }

    void swallow() {
        with(() -> swallowing = true);
    }

    void resetAfter(long bytes, Runnable action) {
        with(() -> {
            bytesToReset = bytes;
            reset = action;
        });
    }

    void corruptAfter(long bytes) {
        with(() -> bytesToCorruption = bytes);
    }

    /**
     * Returns when the bytes may go on, and how many of them.
     *
     * @param buffer of which the first {@code bytes} have come in; they may be changed
     */
    int admit(byte[] buffer, int bytes, boolean fromServer) throws InterruptedException {
        Runnable action = null;
        int admitted = bytes;
        Duration pause;
        lock.lockInterruptibly();
        try {
            while (silent) {
                healed.await();
            }
            if (swallowing) {
                return 0;
            }
            pause = delay.plus(pace(bytes));
            if (fromServer) {
                corrupt(buffer, bytes);
                admitted = (int) Math.min(bytes, bytesToReset);
                bytesToReset -= reset == null ? 0 : admitted;
                action = bytesToReset == 0 ? reset : null;
                if (action != null) {
                    bytesToReset = UNLIMITED;
                    reset = null;
                }
            }
        } finally {
            lock.unlock();
        }
        Thread.sleep(pause);
        if (action != null) {
            action.run();
        }
        return admitted;
    }

    private Duration pace(int bytes) {
        return bytesPerSecond == UNLIMITED ? Duration.ZERO : Duration.ofMillis(bytes * 1_000L / bytesPerSecond);
    }

    private void corrupt(byte[] buffer, int bytes) {
        if (bytesToCorruption == UNLIMITED) {
            return;
        }
        if (bytesToCorruption < bytes) {
            buffer[(int) bytesToCorruption] ^= 1;
            bytesToCorruption = UNLIMITED;
        } else {
            bytesToCorruption -= bytes;
        }
    }

    private void with(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
