package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Phase;
import dev.godwit.core.Side;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of jobs that are in the middle of something else. */
final class InBetweenTest {

    private static final int AT_ONCE = 64;

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static ActionOptions ending(ActionOptions.EndMode mode) {
        return new ActionOptions(List.of(), Passwords.NONE, mode, null, null, Caller.LOCAL);
    }

    private void refusesAnOrdinaryEnd(Job job) {
        assertThatThrownBy(() -> bench.service.act(job.id(), Action.END, ending(ActionOptions.EndMode.NORMAL)))
                .hasMessageContaining("by force");
    }

    /** A job that takes all places. */
    private Job full() {
        return bench.started(
                "full", IntStream.range(0, AT_ONCE).mapToObj(i -> "d" + i).toArray(String[]::new));
    }

    @Test
    void sixtyFourDatabasesRunAtOnceAndTheNextWhenOneIsOver() {
        var full = full();
        var late = bench.create("late", "a", "b");
        bench.act(late, Action.START);
        var hopeless = bench.create("hopeless", "c");
        bench.act(hopeless, Action.START);
        assertThat(bench.runner.begun()).isEqualTo(AT_ONCE);
        assertThat(bench.now(late).status()).isEqualTo(Status.STARTING);
        refusesAnOrdinaryEnd(hopeless);
        bench.act(hopeless, Action.END);
        bench.awaitStatus(hopeless, Status.ENDED);
        assertThat(bench.runner.begun())
                .as("what waits for its turn can be ended")
                .isEqualTo(AT_ONCE);

        bench.finish(full, "d0", Report.Outcome.EQUAL, Status.COMPLETED);
        Bench.await().until(() -> bench.runner.begun() == AT_ONCE + 1);
        Bench.await()
                .untilAsserted(() -> assertThat(bench.now(late).present())
                        .extracting(JobDatabase::status)
                        .containsExactlyInAnyOrder(Status.RUNNING, Status.STARTING));
        bench.finish(full, "d1", Report.Outcome.EQUAL, Status.COMPLETED);
        bench.awaitRuns(late);
    }

    @Test
    void aStopWhileTheTargetIsDroppedIsAStopThere() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.DROPPING_TARGET);
        bench.act(job, Action.STOP);
        assertThat(bench.run(job, "a").control().stopRequested()).isTrue();
        assertThat(bench.now(job).status()).isEqualTo(Status.STOPPING);
        bench.finish(job, "a", Report.Outcome.STOPPED, Status.STOPPED);
        assertThat(bench.now(job).state().words()).isEqualTo("Stopped in dropping target");

        bench.act(job, Action.RESUME);
        bench.awaitRuns(job);
        assertThat(bench.run(job, "a").order().begun()).isTrue();
    }

    @Test
    void aSwitchThatIsDoneIsNotStoppedButMayBeReleasedByForce() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        bench.act(job, Action.PROMOTE);
        bench.run(job, "a").journal().phase(Phase.PROMOTING);
        bench.run(job, "a").journal().phase(Phase.COMPLETING);
        assertThatThrownBy(() -> bench.act(job, Action.STOP)).hasMessageContaining("can only be finished");
        assertThat(bench.run(job, "a").control().stopRequested()).isFalse();
        refusesAnOrdinaryEnd(job);

        bench.act(job, Action.END);
        assertThat(bench.run(job, "a").control().stopRequested()).isTrue();
        bench.run(job, "a").finish(Report.Outcome.STOPPED);
        bench.awaitStatus(job, Status.ENDED);
        assertThat(bench.runner.deeds)
                .containsExactly("abandon FORCE " + bench.now(job, "a").id());
    }

    @Test
    void forceEndsWhatRestarts() {
        var job = bench.started("one", "a");
        bench.run(job, "a")
                .fail(Failure.of(CoreFailure.ROW_NOT_FOUND).found("t").build());
        bench.awaitStatus(job, Status.FAILED);
        bench.runner.wiped = new CompletableFuture<>();
        bench.act(job, Action.RESTART);
        Bench.await().until(() -> !bench.runner.deeds.isEmpty());
        assertThat(bench.now(job).status()).isEqualTo(Status.RESTARTING);
        refusesAnOrdinaryEnd(job);

        bench.act(job, Action.END);
        bench.runner.wiped.complete(null);
        bench.awaitStatus(job, Status.ENDED);
        String id = bench.now(job, "a").id();
        assertThat(bench.runner.deeds).containsExactly("wipe " + id, "abandon FORCE " + id);
        assertThat(bench.runner.begun()).as("it did not begin again").isEqualTo(1);
    }

    @Test
    void forceEndsWhatResumes() {
        var job = bench.started("one", "a");
        bench.act(job, Action.STOP);
        bench.finish(job, "a", Report.Outcome.STOPPED, Status.STOPPED);
        full();
        bench.act(job, Action.RESUME);
        assertThat(bench.now(job).status()).isEqualTo(Status.RESUMING);
        refusesAnOrdinaryEnd(job);

        bench.act(job, Action.END);
        bench.awaitStatus(job, Status.ENDED);
        assertThat(bench.runner.deeds)
                .containsExactly("abandon FORCE " + bench.now(job, "a").id());
    }

    @Test
    void forceEndsWhatDoesNotComeToItsEnd() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        var slow = new CompletableFuture<List<String>>();
        bench.runner.abandoned = slow;
        bench.act(job, Action.END);
        bench.run(job, "a").finish(Report.Outcome.STOPPED);
        String id = bench.now(job, "a").id();
        Bench.await().until(() -> bench.runner.deeds.contains("abandon NORMAL " + id));
        refusesAnOrdinaryEnd(job);

        bench.runner.abandoned = CompletableFuture.completedFuture(List.of("drop the slot"));
        bench.service.act(job.id(), Action.END, ending(ActionOptions.EndMode.FORCE));
        bench.awaitStatus(job, Status.ENDED);
        assertThat(slow).isNotDone();
        assertThat(bench.runner.deeds).containsExactly("abandon NORMAL " + id, "abandon FORCE " + id);
        assertThat(bench.now(job, "a").leftToDo()).containsExactly("drop the slot");
    }

    /** Asked again, it does not wait for the time that it had told. */
    @Test
    void deletingAgainTriesAtOnce() {
        var job = bench.started("one", "a");
        bench.act(job, Action.STOP);
        bench.finish(job, "a", Report.Outcome.STOPPED, Status.STOPPED);
        bench.runner.signIn.put(
                Side.SOURCE,
                Failure.of(CoreFailure.SERVER_UNREACHABLE).found("old:1").build());
        bench.act(job, Action.DELETE);
        boolean early = false;
        for (int i = 0; i < 5 && !early; i++) { // a machine may be busy for longer than it waits
            var told = Objects.requireNonNull(
                    Bench.await().until(() -> bench.now(job, "a").trouble(), Objects::nonNull));
            int before = bench.runner.signedIn.size();
            bench.act(job, Action.DELETE);
            Bench.await().until(() -> bench.runner.signedIn.size() > before);
            early = bench.runner.signedIn.get(before).isBefore(told.nextTryAt());
        }
        assertThat(early).isTrue();
        assertThat(bench.now(job).status()).isEqualTo(Status.DELETING);
        bench.runner.signIn.clear();
        bench.act(job, Action.DELETE);

        Bench.await().until(() -> bench.service.find(job.id()).isEmpty());
    }

    @Test
    void aPreviewIsToldAlsoWhereNeitherSideCanBeReached() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.FULL_DUMP);
        bench.runner.previewFails = true;
        for (Action action : List.of(Action.END, Action.DELETE)) {
            assertThat(bench.service.preview(job.id(), action, Bench.options()))
                    .singleElement()
                    .satisfies(preview -> {
                        assertThat(preview.preview().leftByHand())
                                .containsExactly("-- neither side can be asked now: tunnel (GW-0003)");
                        assertThat(preview.warnings()).containsExactly("The data on the target are incomplete.");
                    });
        }
    }
}
