package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final AtomicReference<Limit> limit = new AtomicReference<>(Limit.NONE);
    private final Slept slept = new Slept();
    private final Throttle throttle = new Throttle(limit::get, slept);

    @Test
    void letsEverythingPassWithoutALimit() throws InterruptedException {
        pass(1000, 1, 1L << 40);
        assertThat(slept.millis).isZero();
    }

    @Test
    void keepsRowsUnderTheirLimit() throws InterruptedException {
        limit.set(new Limit(1000, 0));
        pass(3001, 1, 1);
        assertThat(slept.millis).isBetween(2750L, 3001L); // what was saved up passes at once
    }

    @Test
    void keepsBytesUnderTheirLimit() throws InterruptedException {
        limit.set(new Limit(0, 1_000_000));
        pass(31, 1, 100_000);
        assertThat(slept.millis).isBetween(2750L, 3001L);
    }

    @Test
    void savesUpNoMoreThanAPartOfASecond() throws InterruptedException {
        limit.set(new Limit(1000, 0));
        slept.sleep(Duration.ofHours(1).toMillis());
        slept.millis = 0;
        pass(3001, 1, 1);
        assertThat(slept.millis).isBetween(2750L, 3001L);
    }

    @Test
    void takesANewLimitWithinASecond() throws InterruptedException {
        limit.set(new Limit(1, 0));
        throttle.pass(1000, 1, () -> true);
        slept.then = () -> limit.set(Limit.NONE);
        throttle.pass(1, 1, () -> true);
        assertThat(slept.millis).isBetween(1L, 1000L);
    }

    @Test
    void waitsNoLongerThanItShall() throws InterruptedException {
        limit.set(new Limit(1, 0));
        throttle.pass(1000, 1, () -> true);
        throttle.pass(1, 1, () -> false);
        assertThat(throttle.limits()).isTrue();
    }

    private void pass(int times, long rows, long bytes) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            throttle.pass(rows, bytes, () -> true);
        }
    }

    /** Time that passes by sleeping only. */
    private static final class Slept implements Throttle.Time {

        private long nanos;
        private long millis;
        private Runnable then = () -> {};

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(long time) {
            nanos += Duration.ofMillis(time).toNanos();
            millis += time;
            then.run();
        }
    }
}
