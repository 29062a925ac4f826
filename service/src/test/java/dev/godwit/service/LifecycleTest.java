package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Lag;
import dev.godwit.core.Phase;
import dev.godwit.core.Side;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.StreamProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of several databases, from creation to deletion. */
final class LifecycleTest {

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

    private static Failure failure(CoreFailure code) {
        return Failure.of(code).found("public.orders").build();
    }

    private static Failure conflict() {
        return failure(CoreFailure.ROW_NOT_FOUND);
    }

    @Test
    void oneDatabaseThatFailsLeavesTheOthersRunningUntilItIsRemoved() {
        var job = bench.started("five", "a", "b", "c", "d", "e");
        for (String name : List.of("b", "c", "d", "e")) {
            bench.run(job, name).journal().phase(Phase.CDC);
        }
        bench.run(job, "a").journal().phase(Phase.FULL_DUMP);
        bench.run(job, "a").fail(conflict());
        bench.awaitStatus(job, "a", Status.FAILED);

        var troubled = bench.now(job);
        assertThat(troubled.state().words()).isEqualTo("Running with errors in CDC");
        assertThat(troubled.failure()).map(Cause::code).contains("GW-0303");
        assertThat(troubled.present())
                .filteredOn(each -> each.status() == Status.RUNNING)
                .hasSize(4);

        assertThatThrownBy(() -> bench.act(job, Action.REMOVE, "b")).hasMessageContaining("it runs well");
        bench.act(job, Action.REMOVE, "a");
        Bench.await().until(() -> bench.now(job).present().size() == 4);
        assertThat(bench.now(job).status()).isEqualTo(Status.RUNNING);

        bench.act(job, Action.PROMOTE, "b", "c");
        assertThat(bench.now(job, "b").wish()).isEqualTo(Wish.of(Wish.Kind.PROMOTE));
        assertThat(bench.now(job, "d").wish()).isNull();
        for (String name : List.of("b", "c", "d", "e")) {
            bench.finish(job, name, Report.Outcome.EQUAL, Status.COMPLETED);
        }
        assertThat(bench.now(job).status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void aFailedDatabaseIsTriedAgainAlone() {
        var job = bench.started("two", "a", "b");
        bench.run(job, "a").fail(conflict());
        bench.awaitStatus(job, "a", Status.FAILED);
        int before = bench.runner.begun();

        bench.act(job, Action.RETRY);

        bench.awaitRuns(job);
        assertThat(bench.runner.begun()).isEqualTo(before + 1);
        assertThat(bench.now(job).status()).isEqualTo(Status.RUNNING);
        assertThat(bench.now(job).failure()).isEmpty();
    }

    @Test
    void aRetryOfWhatWaitsForItsNextTryIsHandedToTheRun() {
        var job = bench.started("two", "a", "b");
        bench.run(job, "a").journal().retry(failure(CoreFailure.SERVER_UNREACHABLE), 5, Duration.ofSeconds(30));
        bench.awaitStatus(job, "a", Status.RUNNING_WITH_ERRORS);

        bench.act(job, Action.RETRY);

        assertThat(bench.run(job, "a").control().retryRequested()).isTrue();
        assertThat(bench.run(job, "b").control().retryRequested()).isFalse();
        assertThat(bench.now(job, "a").status()).isEqualTo(Status.RUNNING_WITH_ERRORS);
    }

    @Test
    void whatCannotHealSaysThatOnlyARestartHelps() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        bench.run(job, "a").fail(failure(CoreFailure.GAP_IN_LOG));
        bench.awaitStatus(job, Status.FAILED);

        assertThatThrownBy(() -> bench.act(job, Action.RESUME)).hasMessageContaining("restart it");
        assertThat(Availability.of(bench.now(job)).available())
                .containsExactly(
                        Action.RESTART,
                        Action.VERIFY,
                        Action.PROMOTE,
                        Action.END,
                        Action.DELETE,
                        Action.EDIT,
                        Action.VALIDATE,
                        Action.REMOVE);
        bench.act(job, Action.RESTART);
        bench.awaitRuns(job);

        assertThat(bench.runner.deeds)
                .containsExactly("wipe " + bench.now(job, "a").id());
        assertThat(bench.now(job).state()).isEqualTo(new State(Status.RUNNING, Phase.PREPARING));
    }

    @Test
    void aRestartThatCannotWipeNeedsAnotherRestart() {
        var job = bench.started("one", "a");
        bench.run(job, "a").fail(conflict());
        bench.awaitStatus(job, Status.FAILED);
        bench.runner.wiped = CompletableFuture.failedFuture(
                Failure.of(CoreFailure.SERVER_UNREACHABLE).found("new:2").build());
        bench.act(job, Action.RESTART);
        Bench.await().until(() -> bench.now(job).failure().map(Cause::code).equals(java.util.Optional.of("GW-0003")));

        assertThatThrownBy(() -> bench.act(job, Action.RESUME)).hasMessageContaining("restart it");
        bench.runner.wiped = CompletableFuture.completedFuture(null);
        bench.act(job, Action.RESTART);
        bench.awaitRuns(job);
    }

    @Test
    void troubleIsShownWithAttemptNextTryAndCauseAndGoesByItself() {
        var job = bench.started("one", "a");
        var cause = Failure.of(CoreFailure.TRANSIENT_TROUBLE).found("reset").build();
        bench.run(job, "a").journal().retry(cause, 3, Duration.ofSeconds(8));

        var trouble = java.util.Objects.requireNonNull(bench.now(job, "a").trouble());
        assertThat(bench.now(job).status()).isEqualTo(Status.RUNNING_WITH_ERRORS);
        assertThat(trouble.attempt()).isEqualTo(3);
        assertThat(trouble.cause().found()).isEqualTo("reset");
        assertThat(trouble.nextTryAt()).isAfter(java.time.Instant.now());

        bench.run(job, "a").journal().recovered();
        assertThat(bench.now(job).status()).isEqualTo(Status.RUNNING);
        assertThat(bench.now(job, "a").trouble()).isNull();
    }

    @Test
    void stopWhilePromotingAbortsThePromotionAndNothingElse() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        bench.act(job, Action.PROMOTE);
        bench.run(job, "a").journal().phase(Phase.PROMOTING);
        assertThat(bench.now(job).state().words()).isEqualTo("Promoting");

        bench.act(job, Action.STOP);
        assertThat(bench.run(job, "a").control().stopRequested()).isFalse();
        bench.run(job, "a").journal().phase(Phase.CDC);

        assertThat(bench.now(job).state().words()).isEqualTo("Running in CDC");
        assertThat(bench.now(job, "a").wish()).isNull();
        bench.run(job, "a").journal().phase(Phase.PROMOTING);
        bench.run(job, "a").journal().phase(Phase.COMPLETING);
        assertThatThrownBy(() -> bench.act(job, Action.STOP)).hasMessageContaining("can only be finished");
    }

    @Test
    void theWishStandsWhileAPromotionIsTriedAgain() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        bench.act(job, Action.PROMOTE);
        bench.run(job, "a").journal().phase(Phase.PROMOTING);
        // Asked for again, or by the promotion itself.
        bench.run(job, "a").control().requestPromote(false);
        bench.run(job, "a").journal().phase(Phase.CDC);
        assertThat(Objects.requireNonNull(bench.now(job, "a").wish()).kind()).isEqualTo(Wish.Kind.PROMOTE);

        bench.run(job, "a").journal().phase(Phase.PROMOTING);
        bench.act(job, Action.STOP);
        bench.run(job, "a").control().requestAbort();
        bench.run(job, "a").journal().phase(Phase.CDC);
        assertThat(bench.now(job, "a").wish()).isNull();
    }

    @Test
    void aPromotionIsRefusedWithTheLagAndChangesNothing() {
        var job = bench.started("shop", "a", "b");
        for (String database : List.of("a", "b")) {
            bench.run(job, database).journal().phase(Phase.CDC);
            bench.run(job, database).journal().stream(progress(database.equals("a")));
        }
        long version = bench.now(job).version();

        assertThatThrownBy(() -> bench.act(job, Action.PROMOTE)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(CoreFailure.LAG_REMAINS);
            assertThat(failure.found()).contains("b is 48.0 s and 1234 bytes of log behind");
            assertThat(failure.next()).contains("--override-lag");
        });
        assertThat(bench.now(job).version()).isEqualTo(version);

        bench.act(job, Action.PROMOTE, "a");
        assertThat(bench.now(job, "a").wish()).isEqualTo(Wish.of(Wish.Kind.PROMOTE));
        bench.service.act(
                job.id(),
                Action.PROMOTE,
                new ActionOptions(
                        List.of("b"), Passwords.NONE, ActionOptions.EndMode.AUTO, "CHG-1", null, Caller.LOCAL));
        assertThat(bench.now(job, "b").wish()).isEqualTo(Wish.of(Wish.Kind.PROMOTE_OVERRIDDEN));
    }

    private static StreamProgress progress(boolean caughtUp) {
        return new StreamProgress(new Lag(1234, Duration.ofSeconds(48)), caughtUp, caughtUp, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void promotingAStoppedJobResumesItForThat() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        bench.act(job, Action.STOP);
        bench.finish(job, "a", Report.Outcome.STOPPED, Status.STOPPED);

        bench.act(job, Action.PROMOTE);
        bench.awaitRuns(job);

        assertThat(bench.now(job, "a").wish()).isEqualTo(Wish.of(Wish.Kind.PROMOTE));
        assertThat(bench.now(job).state().words()).isEqualTo("Running in CDC");
    }

    @Test
    void endPicksForceWhereTheJobIsNotWell() {
        var well = bench.started("well", "a");
        bench.run(well, "a").journal().phase(Phase.CDC);
        var ill = bench.started("ill", "b");
        bench.run(ill, "b").journal().phase(Phase.CDC);
        bench.run(ill, "b").fail(conflict());
        bench.awaitStatus(ill, Status.FAILED);
        bench.runner.abandoned = CompletableFuture.completedFuture(List.of("drop the slot"));

        bench.act(well, Action.END);
        bench.run(well, "a").finish(Report.Outcome.STOPPED);
        bench.act(ill, Action.END);
        bench.awaitStatus(well, Status.ENDED);
        bench.awaitStatus(ill, Status.ENDED);

        assertThat(bench.runner.deeds)
                .containsExactlyInAnyOrder(
                        "abandon NORMAL " + bench.now(well, "a").id(),
                        "abandon FORCE " + bench.now(ill, "b").id());
        assertThat(bench.now(ill, "b").leftToDo()).containsExactly("drop the slot");
        assertThatThrownBy(() -> bench.act(ill, Action.RESUME)).hasMessageContaining("for good");
    }

    @Test
    void inAnIntermediateStatusOnlyForceEnds() {
        var job = bench.started("one", "a");
        bench.act(job, Action.STOP);
        var normal =
                new ActionOptions(List.of(), Passwords.NONE, ActionOptions.EndMode.NORMAL, null, null, Caller.LOCAL);
        assertThatThrownBy(() -> bench.service.act(job.id(), Action.END, normal))
                .hasMessageContaining("by force");

        bench.act(job, Action.END);
        bench.run(job, "a").finish(Report.Outcome.STOPPED);

        bench.awaitStatus(job, Status.ENDED);
    }

    @Test
    void deletingARunningJobEndsItFirstAndLeavesNothing() {
        var job = bench.started("one", "a", "b");
        bench.run(job, "a").journal().phase(Phase.CDC);
        bench.act(job, Action.DELETE);
        assertThat(bench.now(job).status()).isEqualTo(Status.DELETING);

        bench.run(job, "a").finish(Report.Outcome.STOPPED);
        bench.run(job, "b").finish(Report.Outcome.STOPPED);

        awaitGone(job);
        assertThat(bench.runner.deeds).hasSize(2).allMatch(deed -> deed.startsWith("abandon FORCE"));
        assertThat(folder.resolve("jobs").resolve(job.id())).doesNotExist();
        assertThat(bench.service.audit(AuditQuery.all(1, 10)).items().getFirst().action())
                .isEqualTo("delete");
    }

    private void awaitGone(Job job) {
        Bench.await()
                .until(() -> bench.service.jobs(JobQuery.ALL).items().stream()
                        .noneMatch(each -> each.id().equals(job.id())));
    }

    @Test
    void whatWasNeverStartedIsDeletedAtOnce() {
        var draft = bench.service.create(
                "draft", JobSpec.between(new Place.Open(), new Place.Open()), Passwords.NONE, Caller.LOCAL);
        assertThat(draft.status()).isEqualTo(Status.DRAFT);
        assertThat(Availability.of(draft).available()).containsExactly(Action.DELETE, Action.EDIT);
        var job = bench.create("one", "a");

        bench.act(draft, Action.DELETE);
        bench.act(job, Action.DELETE);

        awaitGone(draft);
        awaitGone(job);
        assertThat(bench.runner.deeds).isEmpty();
    }

    @Test
    void deletingWaitsForServersThatDoNotAnswerUnlessForced() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        bench.act(job, Action.STOP);
        bench.finish(job, "a", Report.Outcome.STOPPED, Status.STOPPED);
        bench.runner.signIn.put(
                Side.SOURCE,
                Failure.of(CoreFailure.SERVER_UNREACHABLE).found("old:1").build());

        bench.act(job, Action.DELETE);
        Bench.await().until(() -> bench.now(job, "a").trouble() != null);
        assertThat(bench.now(job).status()).isEqualTo(Status.DELETING);
        var forced =
                new ActionOptions(List.of(), Passwords.NONE, ActionOptions.EndMode.FORCE, null, null, Caller.LOCAL);
        bench.service.act(job.id(), Action.DELETE, forced);

        awaitGone(job);
    }

    @Test
    void validationOfAMigrationThatHasBegunLeavesItWhereItWas() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        bench.act(job, Action.STOP);
        bench.finish(job, "a", Report.Outcome.STOPPED, Status.STOPPED);

        bench.act(job, Action.VALIDATE);
        bench.awaitRuns(job);
        assertThat(bench.run(job, "a").order().plan().option()).isEqualTo(dev.godwit.core.Option.VALIDATE);
        bench.run(job, "a").journal().phase(Phase.VALIDATING);
        bench.finish(job, "a", Report.Outcome.VALIDATION_FAILED, Status.STOPPED);

        assertThat(bench.now(job).state().words()).isEqualTo("Stopped in CDC");
    }

    @Test
    void aResumedMigrationIsStillWhereItWas() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        bench.act(job, Action.STOP);
        bench.finish(job, "a", Report.Outcome.STOPPED, Status.STOPPED);
        bench.act(job, Action.RESUME);
        bench.awaitRuns(job);

        bench.run(job, "a").journal().phase(Phase.PREPARING);
        bench.run(job, "a").journal().phase(Phase.FULL_DUMP);

        assertThat(bench.now(job).state().words()).isEqualTo("Running in CDC");
    }

    @Test
    void aBatchTellsForEachJobWhatCameOfIt() {
        for (int i = 0; i < 10; i++) {
            if (i < 7) {
                bench.started("job-" + i, "runs-" + i);
            } else {
                bench.create("job-" + i, "rests-" + i);
            }
        }

        var results = bench.service.actOnAll(JobQuery.ALL.at(1, 4), Action.STOP, ActionOptions.NONE);

        assertThat(results).filteredOn(result -> result.refusal() == null).hasSize(7);
        assertThat(results)
                .filteredOn(result -> result.refusal() != null)
                .hasSize(3)
                .allSatisfy(result -> assertThat(java.util.Objects.requireNonNull(result.refusal())
                                .found())
                        .contains("it was not started"));
    }

    @Test
    void theSameRequestAgainIsNotDoneAgain() {
        var job = bench.started("one", "a");
        var options = new ActionOptions(
                List.of(), Passwords.NONE, ActionOptions.EndMode.AUTO, null, null, new Caller("ada", "request-1"));
        bench.service.act(job.id(), Action.STOP, options);
        long version = bench.now(job).version();

        assertThat(bench.service.act(job.id(), Action.STOP, options).version()).isEqualTo(version);
        assertThat(bench.service.timeline(job.id(), 1, 100).items())
                .filteredOn(entry -> entry.text().equals("Stop requested"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.who()).isEqualTo("ada"));

        assertThatThrownBy(() -> bench.service.act(job.id(), Action.DELETE, options))
                .hasMessageContaining("request-1 was for: stop");
        var other = bench.create("other", "b");
        assertThatThrownBy(() -> bench.service.act(other.id(), Action.STOP, options))
                .hasMessageContaining("request-1 was for: stop");
        assertThatThrownBy(() -> bench.service.create("third", job.spec(), Passwords.NONE, options.caller()))
                .hasMessageContaining("request-1 was for: stop");
    }

    @Test
    void anActionOnAnOlderVersionIsRefused() {
        var job = bench.create("one", "a");
        var stale = new ActionOptions(List.of(), Passwords.NONE, ActionOptions.EndMode.AUTO, null, 0L, Caller.LOCAL);

        assertThatThrownBy(() -> bench.service.act(job.id(), Action.START, stale))
                .hasMessageContaining("GW-0204");
        assertThat(bench.now(job)).isEqualTo(job);
    }

    @Test
    void patternsAreResolvedWhenTheJobIsMade() {
        bench.runner.databases.addAll(List.of("shop_a", "shop_b", "other"));

        var job = bench.create("shops", "shop_*");

        assertThat(job.databases()).extracting(JobDatabase::source).containsExactly("shop_a", "shop_b");
        assertThat(bench.run(bench.started("x", "other"), "other")
                        .order()
                        .source()
                        .database())
                .isEqualTo("other");
        assertThatThrownBy(() -> bench.create("none", "nothing*")).hasMessageContaining("GW-0214");
        assertThatThrownBy(() -> bench.create("again", "shop_*")).hasMessageContaining("GW-0212");
        assertThatThrownBy(() -> bench.create("shops", "other2")).hasMessageContaining("GW-0213");
    }

    @Test
    void filesOfADatabaseThatIsCompletedAreCleaned() throws Exception {
        var job = bench.started("one", "a");
        Path work = bench.run(job, "a").order().work();
        Files.writeString(work.resolve("spill"), "x");

        bench.finish(job, "a", Report.Outcome.EQUAL, Status.COMPLETED);

        Bench.await().until(() -> !Files.exists(work));
    }
}
