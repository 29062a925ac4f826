package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void theLastLinesThatAreAboutAJobOrOneOfItsDatabases() throws IOException {
        try (var bench = new Bench(folder.resolve("data"))) {
            var job = bench.create("orders", "a");
            String database = job.databases().getFirst().id();
            Path file = folder.resolve("log");
            assertThat(LogTail.of(file, job, 5)).as("there is no log yet").isEmpty();

            String noise = "nobody's line, as long as a line of a log is when it has much to say\n";
            Files.writeString(
                    file,
                    "orders too long ago\n" + noise.repeat(5 * MEBIBYTE / noise.length()) + "one job=orders\n" + noise
                            + "two job=" + job.id() + "\n" + noise + "three database=" + database + "\n" + noise);

            assertThat(LogTail.of(file, job, 5))
                    .containsExactly("one job=orders", "two job=" + job.id(), "three database=" + database);
            assertThat(LogTail.of(file, job, 1)).containsExactly("three database=" + database);
        }
    }
}
