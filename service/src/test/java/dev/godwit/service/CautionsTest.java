package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Lag;
import dev.godwit.core.Phase;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.StreamProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before an action, with the numbers seen last. */
class CautionsTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> before(Job job, Action action) {
        return bench.service.preview(job.id(), action, Bench.options()).stream()
                .flatMap(each -> each.warnings().stream())
                .toList();
    }

    @Test
    void namesTheTablesThatAreMissingWhenTheDumpIsGivenUp() {
        var job = bench.started("one", "a");
        var journal = bench.run(job, "a").journal();
        journal.phase(Phase.FULL_DUMP);
        journal.dump(new DumpProgress(10, 100, 5, 4102, 10_000, List.of()));

        assertThat(before(job, Action.END))
                .containsExactly("The data on the target are incomplete: 4,102 of 10,000 tables are copied.");
    }

    @Test
    void saysHowFarTheTargetIsBehindAndWhatTheSourceKeeps() {
        var job = bench.started("one", "a");
        var journal = bench.run(job, "a").journal();
        journal.phase(Phase.CDC);
        journal.stream(stream(3L << 20, Duration.ofSeconds(48), 5L << 30));

        assertThat(before(job, Action.STOP))
                .containsExactly(
                        "The source keeps all log from now on until the job goes on; it keeps 5 GiB already.",
                        "The target lacks changes in 3 MiB of the source's log, the oldest 48 s old, which are applied when"
                                + " the job goes on.");
        assertThat(before(job, Action.DELETE))
                .containsExactly("The target lacks changes in 3 MiB of the source's log, the oldest 48 s old.");
        assertThat(before(job, Action.PROMOTE))
                .containsExactly("The target lacks changes in 3 MiB of the source's log, the oldest 48 s old:"
                        + " applications have to stop writing first.");
        journal.stream(stream(0, Duration.ZERO, 0));
        assertThat(before(job, Action.END)).isEmpty();
    }

    @Test
    void eachOfSeveralDatabasesSaysWhichItSpeaksOf() {
        var job = bench.started("two", "a", "b");
        bench.run(job, "a").journal().phase(Phase.FULL_DUMP);
        var journal = bench.run(job, "b").journal();
        journal.phase(Phase.CDC);
        journal.stream(stream(1536, Duration.ofMinutes(200), 0));

        assertThat(before(job, Action.END))
                .containsExactly(
                        "a: The data on the target are incomplete.",
                        "b: The target lacks changes in 1.5 KiB of the source's log, the oldest 3 h 20 min old.");
    }

    private static StreamProgress stream(long bytes, Duration age, long retained) {
        return new StreamProgress(new Lag(bytes, age), false, false, 0, 0, 0, 0, 0, retained);
    }
}
