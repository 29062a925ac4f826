package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RateTest {

    @Test
    void isKnownAgainTwoSecondsAfterTheClockWasSetBack() {
        var rate = new Rate();
        long noon = 12 * 3_600_000;
        rate.note(noon, 0);
        rate.note(noon + 4_000, 400);
        assertThat(rate.perSecond()).hasValue(100);

        long earlier = noon - 7_200_000;
        rate.note(earlier, 500);
        assertThat(rate.perSecond()).isEmpty();
        rate.note(earlier + 2_000, 900);
        assertThat(rate.perSecond()).hasValue(200);
    }
}
