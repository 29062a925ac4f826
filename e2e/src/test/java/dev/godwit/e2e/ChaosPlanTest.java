package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.e2e.ChaosPlan.Stage;
import dev.godwit.e2e.ChaosPlan.Strike;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(new ChaosPlan(7, 10, true).strikes()).isEqualTo(new ChaosPlan(7, 10, true).strikes());
        assertThat(new ChaosPlan(7, 10, true).strikes()).isNotEqualTo(new ChaosPlan(8, 10, true).strikes());
    }

    @Test
    void hasAtLeastSoManyFaultsBeforeThePromotionAndSomeInEachStage() {
        LongStream.range(0, 50).forEach(seed -> {
            var plan = new ChaosPlan(seed, 10, false);
            assertThat(plan.strikes())
                    .filteredOn(strike -> strike.stage() != Stage.PROMOTING)
                    .hasSize(10);
            for (Stage stage : Stage.values()) {
                assertThat(plan.strikes(stage))
                        .isNotEmpty()
                        .allMatch(strike -> ChaosFault.of(stage).contains(strike.fault()));
            }
        });
    }

    @Test
    void bringsEachKindOfFaultInThirtySeeds() {
        var kinds = EnumSet.noneOf(ChaosFault.class);
        LongStream.rangeClosed(1, 30)
                .forEach(seed -> new ChaosPlan(seed, 10, true)
                        .strikes().stream().map(Strike::fault).forEach(kinds::add));
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(Arrays.asList(ChaosFault.values()));
    }

    @Test
    void goesOnInCdcAsLongAsItIsAsked() {
        var plan = new ChaosPlan(3, 10, false);
        assertThat(plan.further().stage()).isEqualTo(Stage.CDC);
        assertThat(plan.strikes()).hasSize(13);
    }

    @Test
    void addsEachJumpOfAClockToAPlanThatStaysAsItIsWithout() {
        LongStream.range(0, 50).forEach(seed -> {
            var with = new ChaosPlan(seed, 10, true).strikes();
            assertThat(with)
                    .filteredOn(strike -> !ChaosFault.CLOCKS.contains(strike.fault()))
                    .isEqualTo(new ChaosPlan(seed, 10, false).strikes());
            assertThat(with).extracting(Strike::fault).containsAll(ChaosFault.CLOCKS);
            assertThat(with).extracting(Strike::stage).isSorted();
        });
    }
}
