package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatchUpGraceTest {

    private static final long LENGTH = CatchUpGrace.LENGTH.toNanos();

    private final CatchUpGrace grace = new CatchUpGrace();

    @Test
    void beginsWithTheFirstQuestionAndAnewWhenItIsOver() {
        assertThat(grace.isOver(100)).isFalse();
        assertThat(grace.isOver(100 + LENGTH)).isFalse();
        assertThat(grace.isOver(101 + LENGTH)).isTrue();
        assertThat(grace.isOver(102 + LENGTH)).isFalse();
    }

    @Test
    void whoAsksAgainLaterHasAllOfIt() {
        assertThat(grace.isOver(0)).isFalse();
        grace.forget();
        assertThat(grace.isOver(2 * LENGTH)).isFalse();
        assertThat(grace.isOver(3 * LENGTH)).isFalse();
    }
}
