package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final AtomicInteger wanted = new AtomicInteger(1);
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final Semaphore pieces = new Semaphore(0);

    @Test
    void growsAtOnceAndShrinksAfterThePieceInWork() throws InterruptedException {
        left.set(20);
        Thread run = Thread.ofVirtual().start(() -> new Workers(wanted::get, this::piece).run());
        awaitBusy(1);
        wanted.set(5);
        awaitBusy(5);
        wanted.set(2);
        pieces.release(3);
        awaitBusy(2);
        assertThat(left).hasValue(15);
        pieces.release(100);
        run.join();
        assertThat(left.get()).isNegative();
    }

    @Test
    void endsAllWhenOneFailsAndThrowsItsFailure() {
        wanted.set(3);
        var all = new CountDownLatch(3);
        var interrupted = new AtomicInteger();
        var workers = new Workers(wanted::get, () -> {
            all.countDown();
            try {
                all.await();
                if (busy.incrementAndGet() == 1) {
                    throw Failure.of(CoreFailure.DISK_FULL).build();
                }
                Thread.sleep(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw Failure.of(CoreFailure.INTERRUPTED).cause(e).build();
            }
            return true;
        });
        assertThatThrownBy(workers::run).hasMessageContaining("GW-0503");
        assertThat(interrupted).hasValue(2);
    }

    private boolean piece() {
        if (left.decrementAndGet() < 0) {
            return false;
        }
        busy.incrementAndGet();
        pieces.acquireUninterruptibly();
        busy.decrementAndGet();
        return true;
    }

    private void awaitBusy(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> busy.get() == count);
    }
}
