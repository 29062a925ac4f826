package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final Failure passes =
            Failure.of(CoreFailure.TRANSIENT_TROUBLE).found("reset").build();
    private final Failure stays =
            Failure.of(CoreFailure.SIGN_IN_REFUSED).found("no").build();

    private final Control control = new Control();
    private final List<String> events = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Attempts attempts = new Attempts(control, events::add, now::get);

    @Test
    void asksAgainAfterDelaysThatGrowAndGivesUpInTheEnd() {
        for (int seconds : new int[] {1, 2, 4, 8}) {
            begins(false);
            assertThat(attempts.again(passes, false)).isTrue();
            assertThat(control.promoteRequested()).isTrue();
            assertThat(control.overridden()).isFalse();
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(attempts.waits(true)).isTrue();
            pass(Duration.ofNanos(1));
            assertThat(attempts.waits(true)).isFalse();
        }
        begins(false);
        assertThat(attempts.again(passes, false)).isFalse();
        assertThat(control.promoteRequested()).isFalse();
        assertThat(events)
                .hasSize(4)
                .first()
                .isEqualTo("The promotion is tried again in 1 s (2 of 5 times): reset (GW-0502)");
        assertThat(events.getLast()).contains("in 8 s (5 of 5 times)");

        begins(false);
        assertThat(attempts.again(passes, false)).as("another wish begins anew").isTrue();
        assertThat(events.getLast()).contains("in 1 s (2 of 5 times)");
    }

    @Test
    void doesNotAskAgainWhereAPersonHasToMendSomething() {
        begins(false);
        assertThat(attempts.again(stays, false)).isFalse();
        assertThat(control.promoteRequested()).isFalse();
        assertThat(attempts.waits(true)).isFalse();
        assertThat(events).isEmpty();
    }

    @Test
    void keepsWhatSpeaksForAnOverride() {
        begins(true);
        assertThat(attempts.again(passes, true)).isTrue();
        assertThat(control.overridden()).isTrue();
    }

    @Test
    void whoAbortsIsNotAskedAgain() {
        begins(false);
        control.requestAbort();
        attempts.again(passes, false);
        control.follows();
        assertThat(control.promoteRequested()).as("aborted while it failed").isFalse();

        begins(false);
        attempts.again(passes, false);
        control.requestAbort();
        control.follows();
        assertThat(control.promoteRequested()).as("aborted when it had failed").isFalse();
        assertThat(control.heldBack()).isTrue();
        assertThat(attempts.waits(control.promoteRequested())).isFalse();

        begins(false);
        attempts.again(passes, false);
        assertThat(events.getLast()).contains("in 1 s (2 of 5 times)");
    }

    @Test
    void leavesWhatWasAskedMeanwhileAsItIs() {
        begins(false);
        control.requestPromote(true);
        attempts.again(passes, false);
        assertThat(control.overridden()).isTrue();
    }

    private void begins(boolean inSpite) {
        control.requestPromote(inSpite);
        control.promotes();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
