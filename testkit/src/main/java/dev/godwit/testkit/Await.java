package dev.godwit.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process does, with a bound. */
final class Await {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Await() {}

    /**
     * Asks again and again.
     *
     * @return whether the condition came true in time
     */
    static boolean until(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return condition.getAsBoolean();
            }
        }
        return true;
    }
}
