package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Lag;
import dev.godwit.pipeline.StreamProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeriesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Series series = new Series();
    private final Feed feed = new Feed("job", _ -> {});

    private void sample(Instant at, long applied) {
        var progress = new StreamProgress(new Lag(0, Duration.ZERO), true, true, applied, applied, 0, 0, 0, 0);
        feed.publish(new Update.Streamed("a", progress));
        series.sample(at, "a", feed);
    }

    private List<Instant> moments(Instant since) {
        return series.of("a", since).stream().map(Sample::at).toList();
    }

    @Test
    void holdsNoSampleOfATimeThatIsStillToComeOnceTheClockWasSetBack() {
        sample(NOON, 1);
        sample(NOON.plusSeconds(5), 2);
        Instant earlier = NOON.minus(Duration.ofHours(2));
        sample(earlier, 3);
        sample(earlier.plusSeconds(5), 4);

        assertThat(moments(earlier)).containsExactly(earlier, earlier.plusSeconds(5));
    }

    @Test
    void measuresSpeedsWithoutLookingAtTheClock() {
        sample(NOON, 0);
        sample(NOON.minus(Duration.ofHours(2)), 1_000_000_000);
        sample(NOON, 2_000_000_000);

        assertThat(series.of("a", Instant.MIN))
                .last()
                .satisfies(sample -> assertThat(sample.rowsPerSecond()).isGreaterThan(1_000_000_000 / 7_200));
    }
}
