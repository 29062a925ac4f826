package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final AtomicReference<Limit> limit = new AtomicReference<>(Limit.NONE);
    private final Throttle throttle = new Throttle(limit::get);

    @Test
    void letsEverythingPassWithoutALimit() throws InterruptedException {
        assertThat(timeOf(1000, 1, 1L << 40)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void keepsRowsUnderTheirLimit() throws InterruptedException {
        limit.set(new Limit(1000, 0));
        assertThat(timeOf(800, 1, 1)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
    }

    @Test
    void keepsBytesUnderTheirLimit() throws InterruptedException {
        limit.set(new Limit(0, 1_000_000));
        assertThat(timeOf(8, 1, 100_000)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
    }

    @Test
    void takesANewLimitWithinASecond() throws InterruptedException {
        limit.set(new Limit(1, 0));
        throttle.pass(1000, 1, () -> true);
        Thread.ofVirtual().start(() -> limit.set(Limit.NONE));
        assertThat(timeOf(1, 1, 1)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void waitsNoLongerThanItShall() throws InterruptedException {
        limit.set(new Limit(1, 0));
        throttle.pass(1000, 1, () -> true);
        throttle.pass(1, 1, () -> false);
        assertThat(throttle.limits()).isTrue();
    }

    private Duration timeOf(int times, long rows, long bytes) throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            throttle.pass(rows, bytes, () -> true);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
