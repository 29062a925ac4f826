package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Report;
import dev.godwit.service.store.Database;
import dev.godwit.service.store.SqlJobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that end, die and take over from each other. */
final class TakeOverTest {

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder.resolve("d"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** A server on the data that this one would leave if it died now. */
    private MigrationService afterACrash(ScriptedRunner runner) throws IOException {
        Path copy = folder.resolve("crashed");
        Files.createDirectories(copy);
        for (String file : List.of("godwit.db", "godwit.db-wal")) {
            Files.copy(bench.data.root().resolve(file), copy.resolve(file));
        }
        return bench.open(DataFolder.at(copy), runner);
    }

    @Test
    void everyJobGoesOnWithWhatItWasDoing() throws IOException {
        var runs = bench.started("runs", "a");
        bench.run(runs, "a").journal().phase(Phase.CDC);
        var stops = bench.started("stops", "b");
        bench.act(stops, Action.STOP);
        var ends = bench.started("ends", "c");
        bench.act(ends, Action.END);
        var vanishes = bench.started("vanishes", "d");
        bench.act(vanishes, Action.DELETE);
        var promotes = bench.started("promotes", "e");
        bench.run(promotes, "e").journal().phase(Phase.CDC);
        bench.act(promotes, Action.PROMOTE);
        bench.run(promotes, "e").journal().phase(Phase.PROMOTING);
        var rests = bench.create("rests", "f");

        var runner = new ScriptedRunner();
        var next = afterACrash(runner);

        Bench.await()
                .until(() -> next.job("runs").status() == Status.RUNNING
                        && next.job("promotes").status() == Status.RUNNING
                        && next.job("stops").status() == Status.STOPPED
                        && next.job("ends").status() == Status.ENDED
                        && next.jobs(JobQuery.ALL).total() == 5);
        assertThat(next.job("runs").state().words()).isEqualTo("Running in CDC");
        // The run that goes on begins before the switch; another crash then must not lose the wish.
        var promoted = next.job("promotes").databases().getFirst();
        runner.of(promoted).journal().phase(Phase.CDC);
        assertThat(next.job("promotes").databases().getFirst().wish()).isEqualTo(Wish.of(Wish.Kind.PROMOTE));
        assertThat(next.job("rests")).isEqualTo(rests);
        assertThat(runner.begun()).isEqualTo(2);
        assertThat(next.timeline("runs", 1, 100).items())
                .extracting(TimelineEntry::text)
                .contains("Server started again; goes on in CDC");
    }

    @Test
    void aServerThatShutsDownLeavesItsJobsRunningForTheNextStart() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        var run = bench.run(job, "a");
        var stopping = Thread.ofVirtual().start(() -> bench.service.shutDown(Duration.ofSeconds(10)));
        Bench.await().until(() -> run.control().stopRequested());
        run.finish(Report.Outcome.STOPPED);
        Bench.await().until(() -> !stopping.isAlive());

        assertThat(bench.now(job).state().words()).isEqualTo("Running in CDC");
        bench.service.close();
        var next = bench.another();
        Bench.await().until(() -> bench.runner.begun() == 2);
        assertThat(next.job(job.id()).owner()).isNotEqualTo(job.owner());
    }

    @Test
    void anActionReachesTheServerThatRunsTheJob() {
        var other = bench.another();
        var job = bench.started("one", "a");
        var run = bench.run(job, "a");

        assertThat(other.act(job.id(), Action.STOP, ActionOptions.NONE).status())
                .isEqualTo(Status.RUNNING);
        Bench.await().until(() -> run.control().stopRequested());
        run.finish(Report.Outcome.STOPPED);

        Bench.await().until(() -> other.job(job.id()).status() == Status.STOPPED);
        assertThat(bench.runner.begun()).isEqualTo(1);
        assertThatThrownBy(() -> other.act(job.id(), Action.START, ActionOptions.NONE))
                .hasMessageContaining("GW-0202");
    }

    @Test
    void anotherServerTakesOverFromOneThatIsGoneAndTheOneThatLostItCannotWrite() {
        var job = bench.started("one", "a");
        var run = bench.run(job, "a");
        var other = bench.another();
        // As a paused process: it is still there, but its lock is not.
        bench.data.root().resolve("servers").toFile().listFiles();
        assertThat(bench.data.lock(String.valueOf(job.owner())).toFile().delete())
                .isTrue();

        Bench.await()
                .until(() -> bench.runner.begun() == 2 && other.job(job.id()).status() == Status.RUNNING);
        long version = other.job(job.id()).version();

        assertThatThrownBy(() -> run.journal().phase(Phase.CDC)).hasMessageContaining("GW-0305");
        run.finish(Report.Outcome.EQUAL);
        assertThat(other.job(job.id()).version()).isEqualTo(version);
        assertThat(other.job(job.id()).status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void aWatcherHearsOfWhatAServerDoesWhoseClockIsTwoHoursBehind() throws InterruptedException {
        var job = bench.create("one", "a");
        try (var updates = bench.service.watch(job.id());
                var store = new SqlJobStore(Database.file(bench.data.store()))) {
            store.change(changed(job, job.changedAt().minus(Duration.ofHours(2))), JobStore.Entry.of("From elsewhere"));
            for (var update = updates.next(Duration.ofSeconds(10)).orElseThrow();
                    !(update.what() instanceof Update.Changed changed
                            && changed.job().version() == job.version() + 1);
                    update = updates.next(Duration.ofSeconds(10)).orElseThrow()) {}
        }
    }

    private static Job changed(Job job, Instant at) {
        return new Job(
                job.id(),
                job.name(),
                job.spec(),
                job.state(),
                job.databases(),
                job.attended(),
                job.owner(),
                job.version() + 1,
                job.createdAt(),
                at,
                job.startedAt(),
                job.endedAt());
    }

    @Test
    void aWatcherHearsOfWhatAnotherServerDoes() throws InterruptedException {
        var other = bench.another();
        var job = bench.create("one", "a");
        try (var updates = other.watch(job.id())) {
            bench.act(job, Action.START);
            for (var update = updates.next(Duration.ofSeconds(10)).orElseThrow();
                    !(update.what() instanceof Update.Changed changed
                            && changed.job().status() == Status.RUNNING);
                    update = updates.next(Duration.ofSeconds(10)).orElseThrow()) {}
        }
    }
}
