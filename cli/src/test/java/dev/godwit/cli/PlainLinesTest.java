package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PlainLinesTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PlainLines lines =
            new PlainLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), new Look(false, false));
    private final Events events = new Events();

    private String told() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsEachChangeAndProgressNoMoreOftenThanEachHalfMinute() {
        lines.tell(events.state("RUNNING", "FULL_DUMP"));
        for (int i = 0; i < 40; i++) {
            lines.tell(events.dump(138512695296L, 227633266688L));
        }
        lines.tell(events.state("RUNNING", "BUILDING_INDEXES"));

        assertThat(told()).isEqualTo("""
                2026-11-21T22:04:31Z orders status running
                2026-11-21T22:05:01Z orders full-dump 61% 129/212GiB 184MiB/s tables=9410/10000
                2026-11-21T22:05:12Z orders phase full-dump -> building-indexes
                """);
    }

    @Test
    void tellsWhenItIsCaughtUp() {
        lines.tell(events.lag(false));
        lines.tell(events.lag(false));
        lines.tell(events.lag(true));

        assertThat(told().lines()).hasSize(2).last().asString().contains("not delayed", "waiting for promote");
    }

    @Test
    void tellsAtOnceThatItWaitsForPromote() {
        lines.tell(events.lag(true, false));
        lines.tell(events.lag(true, true));

        assertThat(told().lines()).hasSize(2).last().asString().contains("waiting for promote");
    }
}
