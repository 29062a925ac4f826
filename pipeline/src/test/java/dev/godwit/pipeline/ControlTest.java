package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ControlTest {

    private final Control control = new Control();

    @Test
    void interruptsWhatDoesNotStopByItself() {
        control.requestStop();
        assertThatThrownBy(() -> control.interruptibly(() -> {
                    try {
                        Thread.sleep(Duration.ofMinutes(1));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                }))
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void abortsOnlyAPromotionThatRunsAndCanStillTurnBack() {
        assertThat(control.requestAbort()).isFalse();
        control.promotes();
        control.completes();
        assertThat(control.requestAbort()).isFalse();
        control.follows();
        control.promotes();
        assertThat(control.requestAbort()).isTrue();
        assertThatThrownBy(control::completes).isInstanceOf(Failure.class);
        control.follows();
        control.checkStop();
    }

    @Test
    void abortsAPromotionThatHasNotBegun() {
        control.requestPromote(true);
        assertThat(control.requestAbort()).isTrue();
        assertThat(control.promoteRequested()).isFalse();
    }

    @Test
    void holdsPromotionsBackAfterAnAbortUntilOneIsAskedFor() {
        assertThat(control.heldBack()).isFalse();
        control.promotes();
        control.requestAbort();
        control.follows();
        assertThat(control.heldBack()).isTrue();
        control.requestPromote(false);
        assertThat(control.heldBack()).isFalse();
    }

    @Test
    void finishesASwitchThatIsDone() {
        control.promotes();
        control.completes();
        control.switches();
        control.requestStop();
        assertThat(control.stopping()).isFalse();
        control.checkStop();
        assertThatThrownBy(() -> control.pause(Duration.ofMinutes(1))).isInstanceOf(Failure.class);
    }
}
