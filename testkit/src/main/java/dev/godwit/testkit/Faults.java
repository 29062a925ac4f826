package dev.godwit.testkit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What a {@link FaultProxy} does to the bytes that pass it at present. */
final class Faults {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition healed = lock.newCondition();
    private Duration delay = Duration.ZERO;
    private boolean silent;
    private long bytesLeft = Long.MAX_VALUE;
    private @Nullable Runnable atLimit;

    void heal() {
        with(() -> {
            delay = Duration.ZERO;
            silent = false;
            atLimit = null;
            healed.signalAll();
        });
    }

    void delay(Duration time) {
        with(() -> delay = time);
    }

    void silence() {
        with(() -> silent = true);
    }

    void resetAfter(long bytes, Runnable action) {
        with(() -> {
            bytesLeft = bytes;
            atLimit = action;
        });
    }

    /** Returns when the bytes may go on, and how many of them. */
    int admit(int bytes, boolean fromServer) throws InterruptedException {
        Runnable action = null;
        int admitted = bytes;
        Duration pause;
        lock.lockInterruptibly();
        try {
            while (silent) {
                healed.await();
            }
            pause = delay;
            if (fromServer && atLimit != null) {
                admitted = (int) Math.min(bytes, bytesLeft);
                bytesLeft -= admitted;
                if (bytesLeft == 0) {
                    action = atLimit;
                    atLimit = null;
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

    private void with(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
