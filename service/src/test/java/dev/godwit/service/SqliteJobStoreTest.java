package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJobStoreTest {

    @TempDir
    private Path folder;

    private SqliteJobStore open() {
        return SqliteJobStore.open(folder.resolve("jobs.db"));
    }

    @Test
    void givesBackWhatItWasGivenAfterReopening() {
        var job = Samples.job(Samples.SPEC);
        var cause = Job.Cause.of(
                Failure.of(CoreFailure.SERVER_UNREACHABLE).found("old:1").build());
        var failed = job.in(new State(Status.FAILED, Phase.FULL_DUMP), Instant.parse("2026-01-02T00:00:00Z"), cause);
        try (var store = open()) {
            store.add(job, "Created");
            store.change(failed, "Failed");
            store.note(failed, "Looked at");
            store.keepReport(job.id(), "{}");
        }

        try (var store = open()) {
            assertThat(store.find(job.id())).contains(failed);
            assertThat(store.find("shop")).contains(failed);
            assertThat(store.findLive(Samples.SPEC)).contains(failed);
            assertThat(store.report(job.id())).contains("{}");
            assertThat(store.timeline(job.id()))
                    .extracting(TimelineEntry::text)
                    .containsExactly("Created", "Failed", "Looked at");
        }
    }

    @Test
    void ofTwoChangesToOneVersionTheSecondIsRefusedAndLeavesNoTrace() {
        try (var mine = open();
                var theirs = open()) {
            var job = Samples.job(Samples.SPEC);
            mine.add(job, "Created");
            theirs.change(job.in(new State(Status.STARTING, Phase.PREPARING), Instant.now(), null), "theirs");

            assertThatThrownBy(() ->
                            mine.change(job.in(new State(Status.ENDING, Phase.PREPARING), Instant.now(), null), "mine"))
                    .hasMessageContaining("GW-0204");

            assertThat(mine.find(job.id()).orElseThrow().status()).isEqualTo(Status.STARTING);
            assertThat(mine.timeline(job.id())).extracting(TimelineEntry::text).containsExactly("Created", "theirs");
        }
    }

    @Test
    void theSameDatabasesAreMigratedByOneJobAtATime() {
        try (var store = open()) {
            var first = Samples.job(Samples.SPEC);
            store.add(first, "Created");

            assertThatThrownBy(() -> store.add(Samples.job(Samples.SPEC), "Created"))
                    .hasMessageContaining("GW-0204");

            store.change(first.in(new State(Status.COMPLETED, Phase.COMPLETING), Instant.now(), null), "Completed");
            assertThat(store.findLive(Samples.SPEC)).isEmpty();
        }
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path file = folder.resolve("jobs.db");
        java.nio.file.Files.writeString(
                file, "This is no database, but it is long enough to be looked at. ".repeat(50));

        assertThatThrownBy(() -> SqliteJobStore.open(file))
                .hasMessageContaining("GW-0208")
                .hasMessageContaining(file.toString());
    }

    /** What was acknowledged on standard output is there after kill -9. */
    @Test
    void whatItHasReturnedFromSurvivesAKilledProcess() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Acknowledging.class.getName(),
                        folder.resolve("jobs.db").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String last = "";
        try (var lines = process.inputReader()) {
            for (int i = 0; i < 50; i++) {
                last = lines.readLine();
            }
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        try (var store = open()) {
            var job = store.find("shop").orElseThrow();
            assertThat(job.version()).isGreaterThanOrEqualTo(Long.parseLong(last));
            assertThat(store.timeline(job.id())).hasSize((int) job.version());
        }
    }

    /** Changes a job again and again, and says so each time. */
    static final class Acknowledging {

        private Acknowledging() {}

        public static void main(String[] arguments) {
            var store = SqliteJobStore.open(Path.of(arguments[0]));
            var job = Samples.job(Samples.SPEC);
            store.add(job, "Created");
            while (true) {
                job = job.in(new State(Status.RUNNING, Phase.CDC), Instant.now(), null);
                store.change(job, "Again");
                System.out.println(job.version());
                System.out.flush();
            }
        }
    }
}
