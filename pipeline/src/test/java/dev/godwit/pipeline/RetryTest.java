package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Phase;
import dev.godwit.core.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RetryTest {

    private final Recorder journal = new Recorder();

    @Test
    void triesAgainWhatMayClearByItselfAndSaysSo() {
        var calls = new AtomicInteger();
        int result = new Retry(journal, new Control()).run(() -> {
            if (calls.incrementAndGet() == 1) {
                throw Failure.of(CoreFailure.TRANSIENT_TROUBLE).found("reset").build();
            }
            return calls.get();
        });
        assertThat(result).isEqualTo(2);
        assertThat(journal.told).containsExactly("retry 1 PT1S", "recovered");
    }

    @Test
    void saysThatALongStepWorksAgainBeforeItEnds() {
        var retry = new Retry(journal, new Control());
        var calls = new AtomicInteger();
        retry.run((Runnable) () -> {
            retry.works();
            if (calls.incrementAndGet() == 1) {
                throw Failure.of(CoreFailure.TRANSIENT_TROUBLE).found("reset").build();
            }
            retry.works();
            retry.works();
            journal.told.add("goes on");
        });
        assertThat(journal.told).containsExactly("retry 1 PT1S", "recovered", "goes on");
    }

    /** Otherwise these tries would take two minutes. */
    @Test
    @Timeout(60)
    void triesAtOnceWhenSomebodyAsks() {
        var control = new Control();
        journal.onRetry = control::requestRetry;
        var calls = new AtomicInteger();
        new Retry(journal, control).run((Runnable) () -> {
            if (calls.incrementAndGet() < 8) {
                throw Failure.of(CoreFailure.TRANSIENT_TROUBLE).found("reset").build();
            }
        });
        assertThat(journal.told).contains("retry 7 PT30S").last().isEqualTo("recovered");
        assertThat(control.retryRequested()).as("it is answered").isFalse();
    }

    @Test
    void givesUpAtOnceWhatAPersonHasToMend() {
        var retry = new Retry(journal, new Control());
        assertThatThrownBy(() -> retry.run((Runnable) () -> {
                    throw Failure.of(CoreFailure.SIGN_IN_REFUSED).found("no").build();
                }))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("GW-0004");
        assertThat(journal.told).isEmpty();
    }

    @Test
    void stopsWaitingWhenAStopIsAskedFor() {
        var control = new Control();
        var retry = new Retry(journal, control);
        assertThatThrownBy(() -> retry.run((Runnable) () -> {
                    control.requestStop();
                    throw Failure.of(CoreFailure.TRANSIENT_TROUBLE)
                            .found("reset")
                            .build();
                }))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(CoreFailure.INTERRUPTED));
    }

    private static final class Recorder implements Journal {

        final List<String> told = new ArrayList<>();
        Runnable onRetry = () -> {};

        @Override
        public void phase(Phase phase) {}

        @Override
        public void servers(Server source, Server target) {}

        @Override
        public void event(String text) {}

        @Override
        public void finding(Finding finding) {}

        @Override
        public void dump(DumpProgress progress) {}

        @Override
        public void building(BuildProgress progress) {}

        @Override
        public void stream(StreamProgress progress) {}

        @Override
        public void tables(List<TableProgress> changed) {}

        @Override
        public void switching(SwitchProgress progress) {}

        @Override
        public void promotionRefused(Failure cause) {}

        @Override
        public void waiting(List<WaitingTable> tables) {}

        @Override
        public void wayBackArmed() {}

        @Override
        public void rehearsed(Rehearsed result) {}

        @Override
        public void retry(Failure cause, int attempt, Duration delay) {
            told.add("retry " + attempt + " " + delay);
            onRetry.run();
        }

        @Override
        public void recovered() {
            told.add("recovered");
        }
    }
}
