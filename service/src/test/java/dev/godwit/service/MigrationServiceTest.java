package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Option;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Secret;
import dev.godwit.core.Side;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationServiceTest {

    private static final Passwords SECRETS = new Passwords(new Secret("hunter-two"), new Secret("correct-horse"));

    @TempDir
    private Path folder;

    private final ScriptedRunner runner = new ScriptedRunner();
    private MigrationService service;

    @BeforeEach
    void start() {
        service = open();
    }

    private MigrationService open() {
        return MigrationService.open(
                DataFolder.at(folder.resolve("d")),
                runner,
                List.of(new SampleEngine()),
                (job, database, report) -> "{\"v\":1}");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private Job started() {
        return running(service.goOnOrCreate(Samples.SPEC).job(), Action.START);
    }

    /** Asks for an action and waits until the migration runs. */
    private Job running(Job job, Action action) {
        int before = runner.begun();
        service.act(job.id(), action, ActionOptions.with(SECRETS));
        await().until(() -> runner.begun() > before);
        return now(job);
    }

    private ScriptedRunner.Running run(Job job) {
        return runner.of(job.databases().getFirst());
    }

    private void finish(Job job, Report.Outcome outcome) {
        run(job).finish(outcome);
        awaitRest(job);
    }

    private void awaitRest(Job job) {
        await().until(() -> !now(job).state().active());
    }

    private static org.awaitility.core.ConditionFactory await() {
        return org.awaitility.Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofMinutes(1));
    }

    private Job now(Job job) {
        return service.job(job.id());
    }

    @Test
    void runsAJobToItsEndAndTellsTheStory() {
        var job = started();
        assertThat(job.status()).isEqualTo(Status.RUNNING);
        run(job).journal().phase(Phase.FULL_DUMP);
        run(job).journal()
                .retry(Failure.of(CoreFailure.TRANSIENT_TROUBLE).found("reset").build(), 1, Duration.ofSeconds(2));
        assertThat(now(job).status()).isEqualTo(Status.RUNNING_WITH_ERRORS);
        run(job).journal().recovered();
        run(job).journal().phase(Phase.CDC);
        finish(job, Report.Outcome.EQUAL);

        assertThat(now(job).status()).isEqualTo(Status.COMPLETED);
        assertThat(service.report(job.name())).contains("{\"v\":1}");
        assertThat(service.timeline(job.id(), 1, 100).items().reversed())
                .extracting(entry -> entry.state().status())
                .containsExactly(
                        Status.NOT_STARTED,
                        Status.STARTING,
                        Status.RUNNING,
                        Status.RUNNING,
                        Status.RUNNING_WITH_ERRORS,
                        Status.RUNNING,
                        Status.RUNNING,
                        Status.COMPLETED);
    }

    @Test
    void theSameDatabasesAgainAreTheSameJob() {
        var job = started();
        run(job).journal().phase(Phase.FULL_DUMP);
        service.act(job.id(), Action.STOP, ActionOptions.NONE);
        assertThat(run(job).control().stopRequested()).isTrue();
        finish(job, Report.Outcome.STOPPED);

        var again = service.goOnOrCreate(Samples.SPEC);

        assertThat(again.goesOn()).isTrue();
        assertThat(again.job().id()).isEqualTo(job.id());
        assertThat(again.job().state().words()).isEqualTo("Stopped in full dump");
        running(job, Action.RESUME);
        assertThat(runner.begun()).isEqualTo(2);
    }

    @Test
    void aCompletedJobIsNotGoneOnWith() {
        var job = started();
        finish(job, Report.Outcome.EQUAL);

        var next = service.goOnOrCreate(Samples.SPEC);

        assertThat(next.goesOn()).isFalse();
        assertThat(next.job().id()).isNotEqualTo(job.id());
        assertThat(next.job().name()).isEqualTo("shop-2");
    }

    @Test
    void whatWouldChangeWhatIsOnTheServersCannotChangeOnceBegun() {
        var job = started();
        run(job).journal().phase(Phase.CREATING_SCHEMA);
        service.act(job.id(), Action.STOP, ActionOptions.NONE);
        finish(job, Report.Outcome.STOPPED);

        assertThatThrownBy(() -> service.goOnOrCreate(Samples.withOwner(Plan.Owner.NONE)))
                .hasMessageContaining("GW-0206")
                .hasMessageContaining("--owner keep, not none");
        assertThatThrownBy(() -> service.goOnOrCreate(Samples.withOption(Option.VALIDATE)))
                .hasMessageContaining("GW-0202");
        var promoted = service.goOnOrCreate(Samples.withOwner(Plan.Owner.KEEP)).job();
        assertThat(promoted.spec().promote()).isEqualTo(Plan.Promote.AUTO);
    }

    @Test
    void validationAloneLeavesTheJobReadyToStart() {
        var job = service.goOnOrCreate(Samples.withOption(Option.VALIDATE)).job();
        running(job, Action.START);
        run(job).journal().phase(Phase.VALIDATING);
        finish(job, Report.Outcome.VALIDATED);
        assertThat(now(job).status()).isEqualTo(Status.NOT_STARTED);

        var migrate = service.goOnOrCreate(Samples.withOwner(Plan.Owner.NONE));

        assertThat(migrate.job().id()).isEqualTo(job.id());
        assertThat(migrate.job().spec().option()).isEqualTo(Option.VALIDATE_AND_MIGRATE);
    }

    @Test
    void aFailedValidationIsAFailedJobThatCanBeTriedAgain() {
        var job = started();
        run(job).journal().phase(Phase.VALIDATING);
        finish(job, Report.Outcome.VALIDATION_FAILED);

        assertThat(now(job).state().words()).isEqualTo("Failed in validation");
        assertThat(now(job).failure()).map(Cause::code).contains("GW-0010");
        assertThat(running(job, Action.RESUME).status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void aRefusalChangesNothingAndSaysWhatIsPossible() {
        var job = started();
        long version = now(job).version();

        assertThatThrownBy(() -> service.act(job.id(), Action.PROMOTE, ActionOptions.NONE))
                .isInstanceOfSatisfying(Failure.class, refusal -> {
                    assertThat(refusal.found()).contains("promote refused for shop: it is not in CDC yet");
                    assertThat(refusal.next()).contains("stop, end, delete");
                });
        assertThat(now(job).version()).isEqualTo(version);
        assertThatThrownBy(() -> service.job("nobody")).hasMessageContaining("GW-0201");
    }

    @Test
    void anotherProcessIsToldWhoRunsTheJob() {
        var job = started();
        try (var other = open()) {
            assertThatThrownBy(() -> other.goOnOrCreate(Samples.SPEC))
                    .hasMessageContaining("GW-0203")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> other.act(job.id(), Action.STOP, ActionOptions.NONE))
                    .hasMessageContaining("GW-0203");
        }
    }

    @Test
    void aJobWhoseProcessDiedIsStoppedAndGoesOn() throws IOException {
        var job = started();
        run(job).journal().phase(Phase.CDC);
        // As a crash leaves it: the store says Running, the operating system has released the lock.
        Path copy = folder.resolve("crashed");
        Files.createDirectories(copy);
        for (String file : List.of("godwit.db", "godwit.db-wal")) {
            Files.copy(folder.resolve("d").resolve(file), copy.resolve(file));
        }

        try (var next = MigrationService.open(
                DataFolder.at(copy), runner, List.of(new SampleEngine()), (j, database, report) -> "{}")) {
            var found = next.goOnOrCreate(Samples.SPEC);
            assertThat(found.job().state().words()).isEqualTo("Stopped in CDC");
            next.act(job.id(), Action.RESUME, ActionOptions.with(SECRETS));
            await().until(() -> next.job(job.id()).status() == Status.RUNNING);
        }
    }

    @Test
    void endingARunningJobStopsItAndReleasesWhatItHolds() throws InterruptedException {
        var job = started();
        run(job).journal().phase(Phase.CDC);
        runner.abandoned = CompletableFuture.completedFuture(List.of("look after x"));
        try (var updates = service.watch(job.id())) {
            service.act(job.id(), Action.END, ActionOptions.NONE);
            assertThat(now(job).status()).isEqualTo(Status.ENDING);
            finish(job, Report.Outcome.STOPPED);

            assertThat(settled(updates).leftToDo()).containsExactly("look after x");
        }
        assertThat(now(job).status()).isEqualTo(Status.ENDED);
    }

    @Test
    void anEndThatFailsCanBeTriedAgain() {
        var job = started();
        service.act(job.id(), Action.STOP, ActionOptions.NONE);
        finish(job, Report.Outcome.STOPPED);
        runner.abandoned = CompletableFuture.failedFuture(
                Failure.of(CoreFailure.SERVER_UNREACHABLE).found("old:1").build());
        service.act(job.id(), Action.END, ActionOptions.with(SECRETS));
        await().until(() -> now(job).status() == Status.FAILED);

        runner.abandoned = CompletableFuture.completedFuture(List.of());
        service.act(job.id(), Action.END, ActionOptions.with(SECRETS));
        awaitRest(job);
        assertThat(now(job).status()).isEqualTo(Status.ENDED);
    }

    @Test
    void aWatcherGetsThePictureOfNowAndThenWhatFollows() throws InterruptedException {
        var job = started();
        run(job).journal().phase(Phase.FULL_DUMP);
        try (var updates = service.watch(job.id())) {
            var first = updates.next(Duration.ofMinutes(1)).orElseThrow();
            assertThat(first.what())
                    .isInstanceOfSatisfying(
                            Update.Changed.class,
                            changed -> assertThat(changed.job().state().phase()).isEqualTo(Phase.FULL_DUMP));

            run(job).result()
                    .completeExceptionally(Failure.of(CoreFailure.ROW_NOT_FOUND)
                            .found("public.orders")
                            .build());

            assertThat(settled(updates).job().failure()).map(Cause::code).contains("GW-0303");
        }
    }

    private static Update.Settled settled(Subscription updates) throws InterruptedException {
        for (Optional<Update> update = updates.next(Duration.ofSeconds(10));
                update.isPresent();
                update = updates.next(Duration.ofSeconds(10))) {
            if (update.get().what() instanceof Update.Settled settled) {
                return settled;
            }
        }
        throw new AssertionError("the run did not settle");
    }

    @Test
    void tellsWhichSideMissesAPassword() {
        var job = service.goOnOrCreate(Samples.SPEC).job();
        runner.signIn.put(
                Side.SOURCE,
                Failure.of(CoreFailure.PASSWORD_NEEDED).found("old").build());
        runner.signIn.put(
                Side.TARGET,
                Failure.of(CoreFailure.SERVER_UNREACHABLE).found("new").build());

        assertThat(service.passwordsMissing(job.id(), Passwords.NONE)).containsExactly(Side.SOURCE);
    }

    @Test
    void refusesTheSameDatabaseOnBothSides() {
        assertThatThrownBy(() -> service.goOnOrCreate(Samples.spec("sample://a@h:1/shop?x=1", "sample://b@h:1/shop")))
                .hasMessageContaining("GW-0205");
        assertThatThrownBy(() -> service.goOnOrCreate(Samples.spec("other://h/shop", "sample://b@h:1/shop")))
                .isInstanceOfSatisfying(
                        Failure.class, refusal -> assertThat(refusal.next()).contains("sample://"));
    }

    @Test
    void noFileOfGodwitsHoldsAPasswordAndNobodyElseMayReadThem() throws IOException {
        var job = service.goOnOrCreate(Samples.spec("sample://app:hunter-two@old:1/shop", "sample://app@new:2/shop"))
                .job();
        running(job, Action.START);
        run(job).result().completeExceptionally(new IllegalStateException("unforeseen"));
        awaitRest(job);

        var files = new ArrayList<Path>();
        try (var walk = Files.walk(folder.resolve("d"))) {
            walk.filter(Files::isRegularFile).forEach(files::add);
        }
        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain("hunter-two", "correct-horse"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("d")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
}
