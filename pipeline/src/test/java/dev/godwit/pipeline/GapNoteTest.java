package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.TableName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapNoteTest {

    @Test
    void readsWhatItWrote() {
        var gap = new Report.Gap(
                42,
                Duration.ofMillis(7),
                List.of(new TableName("my schema", "line\nbreak"), new TableName("a", "b")),
                List.of("2 still write: 17 of app", "ünd\nmehr"));
        assertThat(GapNote.read(GapNote.write(gap))).contains(gap);
    }

    @Test
    void anOrdinarySwitchHasNone() {
        assertThat(GapNote.read(Notes.DONE)).isEmpty();
    }
}
