package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.SourceBurden;
import dev.godwit.core.SourceBurden.Standing;
import dev.godwit.pipeline.Limit;
import dev.godwit.service.SourceStanding.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Judging what a source bears. */
class BudgetTest {

    private static final Retention BUDGET = new Retention(1000, Retention.WhenFull.WARN, 0);

    private static Level level(long kept, Level before) {
        return Budget.judge(BUDGET, ScriptedRunner.kept(kept, Standing.SAFE), before)
                .level();
    }

    @Test
    void warnsAtFourFifthsOfTheBudgetAndActsAtTheWhole() {
        assertThat(level(799, Level.WITHIN)).isEqualTo(Level.WITHIN);
        assertThat(level(800, Level.WITHIN)).isEqualTo(Level.NEAR);
        assertThat(level(1000, Level.WITHIN)).isEqualTo(Level.OVER);
    }

    @Test
    void leavesALevelOnlyClearlyBelowIt() {
        assertThat(level(950, Level.OVER)).isEqualTo(Level.OVER);
        assertThat(level(880, Level.OVER)).isEqualTo(Level.NEAR);
        assertThat(level(730, Level.NEAR)).isEqualTo(Level.NEAR);
        assertThat(level(700, Level.NEAR)).isEqualTo(Level.WITHIN);
    }

    @Test
    void withoutABudgetTheSourcesOwnLimitIsWatched() {
        var near = new SourceBurden(true, 85, 100L, 15L, Standing.SAFE, null, null, List.of(), null, null);
        var verdict = Budget.judge(Retention.NONE, near, Level.WITHIN);
        assertThat(verdict.level()).isEqualTo(Level.NEAR);
        assertThat(verdict.code()).isEqualTo(CoreFailure.LOG_PRESSED);
        assertThat(verdict.reason()).contains("keeps 85 B", "releases it from 100 B on");
        var pressed = ScriptedRunner.kept(5, Standing.PRESSED);
        assertThat(Budget.judge(Retention.NONE, pressed, Level.WITHIN).level()).isEqualTo(Level.NEAR);
        assertThat(Budget.judge(BUDGET, pressed, Level.WITHIN)).isEqualTo(Budget.Verdict.WITHIN);
        assertThat(Budget.judge(BUDGET, ScriptedRunner.kept(5, Standing.ENDANGERED), Level.WITHIN)
                        .code())
                .isEqualTo(CoreFailure.LOG_PRESSED);
        assertThat(Budget.judge(Retention.NONE, ScriptedRunner.kept(5, Standing.SAFE), Level.WITHIN))
                .isEqualTo(Budget.Verdict.WITHIN);
    }

    private static SourceBurden busy(@Nullable Integer sessions, @Nullable Duration lag) {
        return new SourceBurden(true, 5, null, null, Standing.SAFE, null, null, List.of(), sessions, lag);
    }

    @Test
    void aDumpSlowsDownStepByStepWhileTheSourceIsBusyAndRecovers() {
        var yielding = new Yielding();
        var rule = new GiveWay(10, 0);
        var asked = new Limit(7, 0);
        assertThat(yielding.look(rule, busy(10, null), 40 << 20)).isEmpty();
        assertThat(yielding.under(asked)).isEqualTo(asked);
        assertThat(yielding.look(rule, busy(11, null), 40 << 20))
                .hasValueSatisfying(text -> assertThat(text).contains("gives way", "11 sessions", "more than 10"));
        assertThat(yielding.under(asked)).isEqualTo(new Limit(7, 20 << 20));
        assertThat(yielding.look(rule, busy(11, null), 20 << 20)).isEmpty();
        assertThat(yielding.under(asked)).isEqualTo(new Limit(7, 10 << 20));
        for (int i = 0; i < 10; i++) {
            yielding.look(rule, busy(50, null), 1);
        }
        assertThat(yielding.under(asked)).isEqualTo(new Limit(7, Yielding.TRICKLE));
        assertThat(yielding.under(new Limit(0, 5))).isEqualTo(new Limit(0, 5));
        yielding.look(rule, busy(2, null), 1);
        assertThat(yielding.under(asked)).isEqualTo(new Limit(7, 2 * Yielding.TRICKLE));
        for (int i = 0; i < 5; i++) {
            yielding.look(rule, busy(2, null), 1);
        }
        assertThat(yielding.under(asked)).isEqualTo(asked);
    }

    @Test
    void aDumpGivesWayToTheSourcesStandbysAndNeverForWhatIsNotKnown() {
        var yielding = new Yielding();
        var rule = new GiveWay(1, 2000);
        assertThat(yielding.look(rule, busy(null, null), 0)).isEmpty();
        assertThat(yielding.look(rule, busy(1, Duration.ofMillis(2500)), 0))
                .hasValueSatisfying(text -> assertThat(text).contains("2.5 s behind, more than 2.0 s"));
        assertThat(yielding.words()).isPresent();
    }

    @Test
    void sizesAreReadAndWrittenExactly() {
        for (String text : List.of("200MB", "20GiB", "1TB", "512KiB", "7", "0")) {
            assertThat(Sizes.exactly(Sizes.bytes("bytes", text))).isEqualTo(text);
        }
        assertThat(Sizes.bytes("bytes", "2 gb")).isEqualTo(2_000_000_000L);
        for (String text : List.of("", "MB", "-1", "1.5GB", "9PB", "999999999999999TB")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Sizes.bytes("bytes", text))
                    .hasMessageContaining("200MB");
        }
    }
}
