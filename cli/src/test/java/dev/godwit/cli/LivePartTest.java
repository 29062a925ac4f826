package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LivePartTest {

    private static final Look PLAIN = new Look(false, true);

    private final Events events = new Events();
    private final Story story = new Story();

    private List<String> lines(int width) {
        return new LivePart(PLAIN).lines(story, width, Duration.ofSeconds(3));
    }

    private void dumping() {
        story.take(events.state("RUNNING", "FULL_DUMP"));
        story.take(events.dump(138512695296L, 227633266688L));
    }

    @Test
    void drawsBarsWhereThereIsRoom() {
        dumping();

        assertThat(lines(120))
                .containsExactly(
                        "● Full dump  " + PLAIN.bar(61, 22)
                                + "   61%  129/212GiB  184MiB/s  about 8min  9,410/10,000 tables",
                        "  public.events  " + PLAIN.bar(48, 14) + "   48%  31/64GiB");
    }

    @Test
    void usesWordsWhereThereIsNone() {
        dumping();

        assertThat(lines(40)).containsExactly("Full dump 61% 129/212GiB", "184MiB/s, about 8min", "…events 48%");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100, 200})
    void noLineIsWiderThanTheTerminal(int width) {
        dumping();
        assertThat(lines(width))
                .allSatisfy(
                        line -> assertThat(Cells.cut(line, width - 1).length()).isLessThan(width));
    }

    @Test
    void saysWhatToDoWhenItWaitsForAPerson() {
        story.take(events.state("RUNNING", "CDC"));
        story.take(events.lag(true));

        assertThat(lines(120))
                .containsExactly(
                        "● CDC  not delayed (0.4s, 12KiB)  8,120 rows/s  9 changes  source keeps 1.1GiB",
                        "  Waiting for you: p and Enter to promote, q and Enter to stop");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 33, 50, 99, 100})
    void aBarIsAlwaysAsLongAsAsked(int percent) {
        assertThat(PLAIN.bar(percent, 22)).hasSize(22);
        assertThat(new Look(false, false).bar(percent, 22)).hasSize(22).isPrintable();
    }

    @Test
    void withoutUtf8EverySignIsAscii() {
        assertThat(new Look(false, false).plain("a → b … é 😀")).isEqualTo("a -> b ... ? ?");
    }
}
