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
                DataFolder.at(folder.resolve("d")), runner, List.of(new SampleEngine()), (job, report) -> "{\"v\":1}");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private Job started() {
        var job = service.create(Samples.SPEC).job();
        return service.act(job.id(), Action.START, SECRETS);
    }

    private Job now(Job job) {
        return service.job(job.id());
    }

    @Test
    void runsAJobToItsEndAndTellsTheStory() {
        var job = started();
        assertThat(job.status()).isEqualTo(Status.RUNNING);
        runner.journal().phase(Phase.FULL_DUMP);
        runner.journal()
                .retry(Failure.of(CoreFailure.TRANSIENT_TROUBLE).found("reset").build(), 1, Duration.ofSeconds(2));
        assertThat(now(job).status()).isEqualTo(Status.RUNNING_WITH_ERRORS);
        runner.journal().recovered();
        runner.journal().phase(Phase.CDC);
        runner.finish(Report.Outcome.EQUAL);

        assertThat(now(job).status()).isEqualTo(Status.COMPLETED);
        assertThat(service.report(job.name())).contains("{\"v\":1}");
        assertThat(service.timeline(job.id()))
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
        runner.journal().phase(Phase.FULL_DUMP);
        service.act(job.id(), Action.STOP, Passwords.NONE);
        assertThat(runner.control().stopRequested()).isTrue();
        runner.finish(Report.Outcome.STOPPED);

        var again = service.create(Samples.SPEC);

        assertThat(again.goesOn()).isTrue();
        assertThat(again.job().id()).isEqualTo(job.id());
        assertThat(again.job().state().words()).isEqualTo("Stopped in full dump");
        service.act(job.id(), Action.RESUME, SECRETS);
        assertThat(runner.order().plan().id()).isEqualTo(job.id());
    }

    @Test
    void aCompletedJobIsNotGoneOnWith() {
        var job = started();
        runner.finish(Report.Outcome.EQUAL);

        var next = service.create(Samples.SPEC);

        assertThat(next.goesOn()).isFalse();
        assertThat(next.job().id()).isNotEqualTo(job.id());
        assertThat(next.job().name()).isEqualTo("shop-2");
    }

    @Test
    void whatWouldChangeWhatIsOnTheServersCannotChangeOnceBegun() {
        var job = started();
        runner.journal().phase(Phase.CREATING_SCHEMA);
        service.act(job.id(), Action.STOP, Passwords.NONE);
        runner.finish(Report.Outcome.STOPPED);

        assertThatThrownBy(() -> service.create(Samples.withOwner(Plan.Owner.NONE)))
                .hasMessageContaining("GW-0206")
                .hasMessageContaining("--owner keep, not none");
        assertThatThrownBy(() -> service.create(Samples.withOption(Option.VALIDATE)))
                .hasMessageContaining("GW-0202");
        var promoted = service.create(Samples.withOwner(Plan.Owner.KEEP)).job();
        assertThat(promoted.spec().promote()).isEqualTo(Plan.Promote.AUTO);
    }

    @Test
    void validationAloneLeavesTheJobReadyToStart() {
        var job = service.create(Samples.withOption(Option.VALIDATE)).job();
        service.act(job.id(), Action.START, SECRETS);
        runner.journal().phase(Phase.VALIDATING);
        runner.finish(Report.Outcome.VALIDATED);
        assertThat(now(job).status()).isEqualTo(Status.NOT_STARTED);

        var migrate = service.create(Samples.withOwner(Plan.Owner.NONE));

        assertThat(migrate.job().id()).isEqualTo(job.id());
        assertThat(migrate.job().spec().option()).isEqualTo(Option.VALIDATE_AND_MIGRATE);
    }

    @Test
    void aFailedValidationIsAFailedJobThatCanBeTriedAgain() {
        var job = started();
        runner.journal().phase(Phase.VALIDATING);
        runner.finish(Report.Outcome.VALIDATION_FAILED);

        assertThat(now(job).state().words()).isEqualTo("Failed in validation");
        assertThat(now(job).failure()).extracting(Job.Cause::code).isEqualTo("GW-0010");
        assertThat(service.act(job.id(), Action.RESUME, SECRETS).status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void aRefusalChangesNothingAndSaysWhatIsPossible() {
        var job = started();
        long version = now(job).version();

        assertThatThrownBy(() -> service.act(job.id(), Action.PROMOTE, Passwords.NONE))
                .isInstanceOfSatisfying(Failure.class, refusal -> {
                    assertThat(refusal.found()).contains("promote refused for shop: it is not in CDC yet");
                    assertThat(refusal.next()).contains("stop, end");
                });
        assertThat(now(job).version()).isEqualTo(version);
        assertThatThrownBy(() -> service.job("nobody")).hasMessageContaining("GW-0201");
    }

    @Test
    void anotherProcessIsToldWhoRunsTheJob() {
        var job = started();
        try (var other = open()) {
            assertThatThrownBy(() -> other.create(Samples.SPEC))
                    .hasMessageContaining("GW-0203")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> other.act(job.id(), Action.STOP, Passwords.NONE))
                    .hasMessageContaining("GW-0203");
        }
    }

    @Test
    void aJobWhoseProcessDiedIsStoppedAndGoesOn() throws IOException {
        var job = started();
        runner.journal().phase(Phase.CDC);
        // As a crash leaves it: the store says Running, the operating system has released the lock.
        Path copy = folder.resolve("crashed");
        Files.createDirectories(copy);
        for (String file : List.of("godwit.db", "godwit.db-wal")) {
            Files.copy(folder.resolve("d").resolve(file), copy.resolve(file));
        }

        try (var next =
                MigrationService.open(DataFolder.at(copy), runner, List.of(new SampleEngine()), (j, report) -> "{}")) {
            var found = next.create(Samples.SPEC);
            assertThat(found.job().state().words()).isEqualTo("Stopped in CDC");
            assertThat(next.act(job.id(), Action.RESUME, SECRETS).status()).isEqualTo(Status.RUNNING);
        }
    }

    @Test
    void endingARunningJobStopsItAndReleasesWhatItHolds() throws InterruptedException {
        var job = started();
        runner.journal().phase(Phase.CDC);
        runner.abandoned = CompletableFuture.completedFuture(List.of("look after x"));
        try (var updates = service.watch(job.id())) {
            service.act(job.id(), Action.END, Passwords.NONE);
            assertThat(now(job).status()).isEqualTo(Status.ENDING);
            runner.finish(Report.Outcome.STOPPED);

            assertThat(settled(updates).leftToDo()).containsExactly("look after x");
        }
        assertThat(now(job).status()).isEqualTo(Status.ENDED);
    }

    @Test
    void anEndThatFailsCanBeTriedAgain() {
        var job = started();
        service.act(job.id(), Action.STOP, Passwords.NONE);
        runner.finish(Report.Outcome.STOPPED);
        runner.abandoned = CompletableFuture.failedFuture(
                Failure.of(CoreFailure.SERVER_UNREACHABLE).found("old:1").build());
        service.act(job.id(), Action.END, SECRETS);
        assertThat(now(job).status()).isEqualTo(Status.FAILED);

        runner.abandoned = CompletableFuture.completedFuture(List.of());
        service.act(job.id(), Action.END, SECRETS);
        assertThat(now(job).status()).isEqualTo(Status.ENDED);
    }

    @Test
    void aWatcherGetsThePictureOfNowAndThenWhatFollows() throws InterruptedException {
        var job = started();
        runner.journal().phase(Phase.FULL_DUMP);
        try (var updates = service.watch(job.id())) {
            var first = updates.next(Duration.ofSeconds(5)).orElseThrow();
            assertThat(first.what())
                    .isInstanceOfSatisfying(
                            Update.Changed.class,
                            changed -> assertThat(changed.job().state().phase()).isEqualTo(Phase.FULL_DUMP));

            runner.running.completeExceptionally(
                    Failure.of(CoreFailure.ROW_NOT_FOUND).found("public.orders").build());

            assertThat(settled(updates).job().failure())
                    .extracting(Job.Cause::code)
                    .isEqualTo("GW-0303");
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
        var job = service.create(Samples.SPEC).job();
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
        assertThatThrownBy(() -> service.create(Samples.spec("sample://a@h:1/shop?x=1", "sample://b@h:1/shop")))
                .hasMessageContaining("GW-0205");
        assertThatThrownBy(() -> service.create(Samples.spec("other://h/shop", "sample://b@h:1/shop")))
                .isInstanceOfSatisfying(
                        Failure.class, refusal -> assertThat(refusal.next()).contains("sample://"));
    }

    @Test
    void noFileOfGodwitsHoldsAPasswordAndNobodyElseMayReadThem() throws IOException {
        var job = service.create(Samples.spec("sample://app:hunter-two@old:1/shop", Samples.SPEC.target()))
                .job();
        service.act(job.id(), Action.START, SECRETS);
        runner.running.completeExceptionally(new IllegalStateException("unforeseen"));

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
