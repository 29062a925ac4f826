package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.service.store.Database;
import dev.godwit.service.store.SqlJobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileJobStoreTest extends JobStoreContract {

    @TempDir
    private Path folder;

    @Override
    JobStore open() {
        return new SqlJobStore(Database.file(folder.resolve("jobs.db")));
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path file = folder.resolve("jobs.db");
        java.nio.file.Files.writeString(
                file, "This is no database, but it is long enough to be looked at. ".repeat(50));

        assertThatThrownBy(() -> Database.file(file))
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
            assertThat(store.timeline(job.id(), 1, 1).total()).isEqualTo(job.version());
        }
    }

    /** Changes a job again and again, and says so each time. */
    static final class Acknowledging {

        private Acknowledging() {}

        public static void main(String[] arguments) {
            var store = new SqlJobStore(Database.file(Path.of(arguments[0])));
            var job = Samples.job(Samples.SPEC);
            store.add(job, JobStore.Entry.of("Created"));
            while (true) {
                job = in(job, Status.RUNNING, Phase.CDC);
                store.change(job, JobStore.Entry.of("Again"));
                System.out.println(job.version());
                System.out.flush();
            }
        }
    }
}
