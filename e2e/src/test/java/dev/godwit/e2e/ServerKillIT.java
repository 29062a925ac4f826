package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.TimelineView;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL of the server at any moment: the next one goes on with the job, and nobody has to ask for it. */
class ServerKillIT {

    /** More with {@code -Dgodwit.kills=20}. */
    private static final int KILLS = Integer.getInteger("godwit.kills", 8);

    private static final int LONGEST_LIFE_MILLIS = 4_000;

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
            source.execute("app", "ALTER TABLE filler_%d ADD PRIMARY KEY (id)".formatted(i));
        }
    }

    @AfterEach
    void stop() {
        source.close();
        target.close();
    }

    @Test
    void goesOnByItselfAfterKillsAtAnyMoment() {
        long seed = Long.getLong("godwit.seed", 42);
        var random = new Random(seed);
        try (var application = mixed.application(() -> source.connect("app"))
                        .writers(2)
                        .perSecond(60)
                        .start();
                var service = GodwitService.on(data)) {
            service.profiles(source, target);
            service.create("long", List.of("app"), ", \"parallelism\": \"1\"");
            service.act("long", "start");
            for (int i = 0; i < KILLS; i++) {
                letLive(random.nextInt(LONGEST_LIFE_MILLIS));
                service.kill9();
                service.start();
            }
            service.await(
                    "long",
                    "CDC, caught up",
                    view -> view.state().equals("Running in CDC")
                            && view.lag() != null
                            && view.lag().caughtUp());
            application.stop();
            assertThat(application.failures()).isEmpty();
            service.await("long", "wait for the user", view -> view.waitingForUser());
            service.act("long", "promote");
            service.kill9();
            target.kill9(); // as when one machine held both, of which Godwit comes back first
            service.start();
            service.await("long", "second try", view -> view.status().equals("RUNNING_WITH_ERRORS"));
            target.start();
            service.awaitState("long", "Completed");
            assertThat(service.timeline("long"))
                    .extracting(TimelineView::text)
                    .filteredOn(text -> text.startsWith("Server started again; goes on in "))
                    .hasSizeBetween(1, KILLS + 1);
        }
        Proof.equalAndTidy(source, target, "app");
    }

    private static void letLive(int millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Awaitility.await()
                .atMost(GodwitService.LONG)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> System.nanoTime() > until);
    }
}
