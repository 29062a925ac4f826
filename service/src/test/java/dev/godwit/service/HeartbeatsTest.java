package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.service.JobStore.Beat;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class HeartbeatsTest {

    private final Heartbeats heartbeats = new Heartbeats();

    private boolean alive(int second, long beat, int age) {
        var last = Optional.of(new Beat(beat, Duration.ofSeconds(age)));
        return heartbeats.alive("a", last, TimeUnit.SECONDS.toNanos(second));
    }

    @Test
    void aServerIsDeadWhenItsBeatsHaveStoppedForFifteenSeconds() {
        assertThat(alive(0, 100, 2)).isTrue();
        assertThat(alive(12, 100, 14)).isTrue();
        assertThat(alive(14, 100, 16)).isFalse();
    }

    @Test
    void atTheFirstLookTheClockOfTheStoreDecides() {
        assertThat(alive(0, 100, 16)).isFalse();
        assertThat(heartbeats.alive("b", Optional.of(new Beat(100, Duration.ofSeconds(3))), 0))
                .isTrue();
        assertThat(heartbeats.alive("c", Optional.empty(), 0)).isFalse();
    }

    @Test
    void aJumpAheadOfTheStoresClockKillsNobodyWhoGoesOnBeating() {
        assertThat(alive(0, 100, 1)).isTrue();
        assertThat(alive(2, 100, 7_203)).isTrue();
        assertThat(alive(4, 7_303, 1)).isTrue();
        assertThat(alive(6, 7_303, 3)).isTrue();
    }

    @Test
    void aJumpBackOfTheStoresClockKeepsNoDeadServerAlive() {
        assertThat(alive(0, 100, -7_200)).isTrue();
        assertThat(alive(14, 100, -7_186)).isTrue();
        assertThat(alive(15, 100, -7_185)).isFalse();
    }

    @Test
    void oneThatBeatsAgainIsAliveAgain() {
        assertThat(alive(0, 100, 0)).isTrue();
        assertThat(alive(20, 100, 20)).isFalse();
        assertThat(alive(21, 120, 1)).isTrue();
    }
}
