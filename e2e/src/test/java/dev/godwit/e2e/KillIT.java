package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at any moment, the same command again: it goes on, and nothing is lost or there twice. */
class KillIT {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String[] AUTO = {"--promote", "auto", "--parallelism", "1"};

    @TempDir
    Path data;

    private PostgresServer source;
    private PostgresServer target;
    private MixedLoad mixed;

    @BeforeEach
    void start() throws SQLException {
        source = PostgresServer.start(15);
        target = PostgresServer.start(17);
        source.createDatabase("app");
        target.createDatabase("app");
        try (Connection connection = source.connect("app")) {
            mixed = MixedLoad.create(connection);
        }
        for (int i = 0; i < 8; i++) {
            source.execute("app", """
                    CREATE TABLE filler_%1$d AS SELECT i AS id, repeat('x', 400) AS body
                        FROM generate_series(1, 20000) i""".formatted(i));
            source.execute(
                    "app", "ALTER TABLE filler_%d ADD %s".formatted(i, i % 2 == 0 ? "PRIMARY KEY (id)" : "v int"));
        }
    }

    @AfterEach
    void stop() {
        source.close();
        target.close();
    }

    @Test
    void goesOnAfterAKillInTheDumpAndOneInTheChanges() {
        try (var application = mixed.application(() -> source.connect("app"))
                .writers(2)
                .perSecond(100)
                .start()) {
            try (var first = GodwitProcess.migrate(source, target, "app", data, AUTO)) {
                first.awaitLine(LONG, line -> line.contains("\"phase\":\"FULL_DUMP\"") && tablesDone(line) >= 2);
                first.kill9();
            }
            application.awaitCommits(50, LONG);
            try (var second = GodwitProcess.migrate(source, target, "app", data, AUTO)) {
                second.awaitLine(LONG, line -> line.contains("\"type\":\"lag\""));
                application.awaitCommits(50, LONG);
                second.kill9();
            }
            application.awaitCommits(50, LONG);
            try (var third = GodwitProcess.migrate(source, target, "app", data, AUTO)) {
                third.awaitLine(LONG, line -> line.contains("\"caughtUp\":true"));
                application.stop();
                assertThat(third.exitCode(LONG)).as(third::output).isZero();
            }
            assertThat(application.failures()).isEmpty();
        }
        Proof.equalAndTidy(source, target, "app");
    }

    @Test
    void goesOnAfterKillsAtAnyMoment() {
        var random = new Random(42);
        try (var application = mixed.application(() -> source.connect("app"))
                .writers(2)
                .perSecond(100)
                .seed(7)
                .start()) {
            for (int i = 0; i < 8; i++) {
                try (var run = GodwitProcess.migrate(source, target, "app", data, AUTO)) {
                    run.awaitLine(LONG, line -> line.contains("\"type\":\"state\""));
                    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(6_000));
                    Awaitility.await()
                            .atMost(LONG)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> System.nanoTime() > until || !run.alive());
                    assertThat(run.alive()).as(run::output).isTrue();
                    run.kill9();
                }
            }
            try (var last = GodwitProcess.migrate(source, target, "app", data, AUTO)) {
                last.awaitLine(LONG, line -> line.contains("\"caughtUp\":true"));
                application.stop();
                assertThat(last.exitCode(LONG)).as(last::output).isZero();
            }
            assertThat(application.failures()).isEmpty();
        }
        Proof.equalAndTidy(source, target, "app");
    }

    private static int tablesDone(String line) {
        String key = "\"tablesDone\":";
        int at = line.indexOf(key);
        if (at < 0) {
            return 0;
        }
        String rest = line.substring(at + key.length());
        return Integer.parseInt(rest.substring(0, rest.indexOf(',')));
    }
}
