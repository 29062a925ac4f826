package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.SourceBurden;
import dev.godwit.core.SourceBurden.Standing;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Limit;
import dev.godwit.pipeline.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service does about what its jobs cost their sources. */
class SourceWatchTest {

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

    private static JobSpec spec(Retention.WhenFull whenFull, String... databases) {
        return Samples.with(Bench.spec(databases), new Care(new Retention(1000, whenFull, 0), GiveWay.NEVER));
    }

    private Job running(JobSpec spec, Phase phase) {
        var job = bench.service.create("shop", spec, Passwords.NONE, Caller.LOCAL);
        bench.act(job, Action.START);
        bench.awaitRuns(job);
        for (JobDatabase database : bench.now(job).present()) {
            bench.runner.of(database).journal().phase(phase);
        }
        return bench.now(job);
    }

    private void keeps(long bytes) {
        bench.runner.burden = ScriptedRunner.kept(bytes, Standing.SAFE);
    }

    private List<String> timeline(Job job) {
        return bench.service.timeline(job.id(), 1, 100).items().stream()
                .map(TimelineEntry::text)
                .toList();
    }

    /** Answers to a stop as a run does. */
    private void stopsWhenAsked(Job job) {
        var run = bench.runner.of(bench.now(job).present().getFirst());
        Bench.await().until(() -> run.control().stopRequested());
        assertThat(bench.now(job).present().getFirst().status()).isEqualTo(Status.STOPPING);
        assertThat(bench.runner.deeds).isEmpty();
        run.finish(Report.Outcome.STOPPED);
    }

    @Test
    void warnsOnceAndGoesOn() {
        var job = running(spec(Retention.WhenFull.WARN, "shop"), Phase.CDC);
        keeps(1500);
        bench.service.lookAtSources();
        Bench.await()
                .untilAsserted(() -> assertThat(timeline(job))
                        .anyMatch(text -> text.startsWith("WARNING GW-0310: the source keeps 1.5 KiB of log for it")));
        bench.service.lookAtSources();
        keeps(100);
        Bench.await().untilAsserted(() -> {
            bench.service.lookAtSources();
            assertThat(timeline(job)).contains("The log that the source keeps is within its budget again");
        });
        assertThat(timeline(job))
                .filteredOn(text -> text.startsWith("WARNING GW-0310"))
                .hasSize(1);
        assertThat(bench.now(job).status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void stopsARunThenReleasesItsSourceAndSaysThatItHasToBeginAgain() {
        var job = running(spec(Retention.WhenFull.STOP, "shop"), Phase.CDC);
        keeps(1500);
        bench.service.lookAtSources();
        stopsWhenAsked(job);
        Bench.await().until(() -> bench.now(job).status() == Status.FAILED);
        assertThat(bench.runner.deeds)
                .containsExactly("release " + job.present().getFirst().id());
        var cause = bench.now(job).failure().orElseThrow();
        assertThat(cause.code()).isEqualTo("GW-0311");
        assertThat(cause.found()).contains("1.5 KiB", "budget is 1000 B");
        assertThat(bench.service.availability(bench.now(job)).available())
                .contains(Action.RESTART, Action.END)
                .doesNotContain(Action.RESUME);
    }

    @Test
    void releasesTheSourceOfAJobThatRests() {
        var job = running(spec(Retention.WhenFull.STOP, "shop"), Phase.CDC);
        bench.act(job, Action.STOP);
        bench.run(job, "shop").finish(Report.Outcome.STOPPED);
        Bench.await().until(() -> bench.now(job).status() == Status.STOPPED);
        keeps(1500);
        bench.runner.releaseFails = true;
        lookUntil(() -> timeline(job).stream().anyMatch(text -> text.contains("not free yet")));
        Bench.await().until(() -> bench.now(job).status() == Status.STOPPED);
        bench.runner.releaseFails = false;
        lookUntil(() -> bench.now(job).status() == Status.FAILED);
        assertThat(bench.now(job).failure().orElseThrow().code()).isEqualTo("GW-0311");
    }

    /** A look may be under way, or just over: a job that rests is looked at each 15 seconds. */
    private void lookUntil(BooleanSupplier seen) {
        Bench.await().atMost(Duration.ofSeconds(40)).until(() -> {
            bench.service.lookAtSources();
            return seen.getAsBoolean();
        });
    }

    @Test
    void leavesASwitchAlone() {
        var job = running(spec(Retention.WhenFull.STOP, "shop"), Phase.PROMOTING);
        keeps(1500);
        bench.service.lookAtSources();
        Bench.await()
                .untilAsserted(() -> assertThat(timeline(job)).anyMatch(text -> text.startsWith("WARNING GW-0310")));
        assertThat(bench.now(job).status()).isEqualTo(Status.RUNNING);
        assertThat(bench.run(job, "shop").control().stopRequested()).isFalse();
    }

    @Test
    void throttlesTheRestOfTheJobAndNotTheStream() {
        var asked = new Throttles.Window(null, null, Limit.NONE, new Limit(50, 0));
        var spec = Samples.with(spec(Retention.WhenFull.THROTTLE, "shop"), new Throttles(List.of(asked)));
        var job = running(spec, Phase.CDC);
        keeps(1500);
        bench.service.lookAtSources();
        Bench.await().untilAsserted(() -> {
            var tuning = bench.run(job, "shop").control().tuning();
            assertThat(tuning.workers()).isEqualTo(1);
            assertThat(tuning.cdc()).isEqualTo(Limit.NONE);
            assertThat(tuning.dump()).isEqualTo(new Limit(0, Yielding.TRICKLE));
        });
        assertThat(timeline(job)).anyMatch(text -> text.startsWith("Gives way: only the stream"));
        keeps(100);
        Bench.await().untilAsserted(() -> {
            bench.service.lookAtSources();
            assertThat(bench.run(job, "shop").control().tuning().cdc()).isEqualTo(new Limit(50, 0));
        });
    }

    @Test
    void doesNotSlowDownTheVeryDumpThatKeepsTheLog() {
        var job = running(spec(Retention.WhenFull.THROTTLE, "shop"), Phase.FULL_DUMP);
        keeps(1500);
        bench.service.lookAtSources();
        Bench.await()
                .untilAsserted(() -> assertThat(timeline(job)).anyMatch(text -> text.startsWith("Gives way: other")));
        assertThat(bench.run(job, "shop").control().tuning().dump()).isEqualTo(Limit.NONE);
    }

    @Test
    void namesWhoHoldsTheSourceUpOnce() {
        var job = running(spec(Retention.WhenFull.WARN, "shop"), Phase.CDC);
        var holder = new SourceBurden.Holder("session 7 of psql", Duration.ofSeconds(400));
        bench.runner.burden =
                new SourceBurden(true, 1, null, null, Standing.SAFE, 5L, null, List.of(holder), null, null);
        for (int i = 0; i < 3; i++) {
            bench.service.lookAtSources();
            Bench.await()
                    .until(() -> bench.service
                            .source(job.present().getFirst().id())
                            .filter(seen -> seen.burden() != null
                                    && !seen.burden().holders().isEmpty())
                            .isPresent());
        }
        assertThat(timeline(job))
                .filteredOn(text -> text.startsWith("WARNING GW-0313"))
                .hasSize(1);
        assertThat(timeline(job)).contains("WARNING GW-0313: session 7 of psql is open for 400 s");
    }
}
