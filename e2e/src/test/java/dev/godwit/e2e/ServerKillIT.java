package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.TimelineView;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
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
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path data;

    private Site site;
    private MixedLoad mixed;

    @BeforeEach
    void start() throws SQLException {
        site = Site.start(data);
        site.emptyDatabase("app");
        try (Connection connection = site.source().connect("app")) {
            mixed = MixedLoad.create(connection);
        }
        for (int i = 0; i < 8; i++) {
            site.source().execute("app", """
                    CREATE TABLE filler_%1$d AS SELECT i AS id, repeat('x', 400) AS body
                        FROM generate_series(1, 20000) i""".formatted(i));
            site.source().execute("app", "ALTER TABLE filler_%d ADD PRIMARY KEY (id)".formatted(i));
        }
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void goesOnByItselfAfterKillsAtAnyMoment() {
        long seed = Long.getLong("godwit.seed", 42);
        var random = new Random(seed);
        var job = site.job("long", Map.of("parallelism", "1"), "app");
        try (var application = mixed.application(() -> site.source().connect("app"))
                .writers(2)
                .perSecond(60)
                .start()) {
            job.act("start");
            for (int i = 0; i < KILLS; i++) {
                letLive(random.nextInt(LONGEST_LIFE_MILLIS));
                killAndStart();
            }
            job.await(
                    "in CDC, caught up",
                    view -> RemoteJob.in(view, Phase.CDC)
                            && view.lag() != null
                            && view.lag().caughtUp());
            application.stop();
            assertThat(application.failures()).isEmpty();
            job.awaitCaughtUp();
            job.act("promote");
            site.service().kill9();
            site.target().kill9(); // as when one machine held both, of which Godwit comes back first
            site.service().start();
            job.await("trying again", view -> RemoteJob.status(view) == Status.RUNNING_WITH_ERRORS);
            site.target().start();
            job.await(Status.COMPLETED);
            assertThat(job.timeline())
                    .extracting(TimelineView::text)
                    .filteredOn(text -> text.startsWith("Server started again; goes on in "))
                    .hasSizeBetween(1, KILLS + 1);
        }
        Proof.equalAndTidy(site.source(), site.target(), "app");
    }

    private void killAndStart() {
        site.service().kill9();
        site.service().start();
    }

    private static void letLive(int millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() > until);
    }
}
