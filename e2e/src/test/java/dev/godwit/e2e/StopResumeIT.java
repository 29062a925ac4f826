package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.JobView;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stopped in each phase and resumed, and told to go faster or slower while it runs. */
class StopResumeIT {

    /** Where it is stopped, one after the other. */
    private static final List<Phase> STOPS = Stream.of(
                    Collections.nCopies(1, Phase.VALIDATING),
                    Collections.nCopies(8, Phase.FULL_DUMP),
                    Collections.nCopies(3, Phase.BUILDING_INDEXES),
                    Collections.nCopies(8, Phase.CDC))
            .flatMap(List::stream)
            .toList();

    private static final int FILLERS = 6;

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
        site.source().execute("app", """
                CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_catalog.pg_sleep(0.001); RETURN $1; END $$""");
        for (int i = 0; i < FILLERS; i++) {
            site.source().execute("app", """
                    CREATE TABLE filler_%1$d AS SELECT i AS id, repeat('x', 100) AS body
                        FROM generate_series(1, 20000) i""".formatted(i));
            site.source().execute("app", "ALTER TABLE filler_%d ADD PRIMARY KEY (id)".formatted(i));
            site.source().execute("app", "CREATE INDEX ON filler_%d (slow(id)) WHERE id <= 1000".formatted(i));
        }
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void losesNothingHoweverOftenItIsStoppedUnderLoad() {
        Set<String> stoppedIn = new TreeSet<>();
        var job = site.job("often", Map.of("parallelism", "2", "throttles", dumpLimit(20_000)), "app");
        try (var application = mixed.application(() -> site.source().connect("app"))
                .writers(2)
                .perSecond(60)
                .start()) {
            job.act("start");
            for (int i = 0; i < STOPS.size(); i++) {
                var wanted = STOPS.get(i);
                int tables = i;
                job.await(
                        "running in " + wanted,
                        view -> RemoteJob.status(view) == Status.RUNNING && reached(view, wanted, tables));
                job.act("stop");
                stoppedIn.add(job.await(Status.STOPPED).phase());
                job.act("resume");
            }
            assertThat(stoppedIn).as("stopped in").contains("FULL_DUMP", "BUILDING_INDEXES", "CDC");
            application.stop();
            assertThat(application.failures()).isEmpty();
            job.awaitCaughtUp();
            job.act("promote");
            job.await(Status.COMPLETED);
        }
        Proof.equalAndTidy(site.source(), site.target(), "app");
    }

    /** A little further each time within the dump; in other phases it is stopped where it is found. */
    private static boolean reached(JobView view, Phase wanted, int tables) {
        var database = view.databases().getFirst();
        var progress = database.progress();
        var phase = Phase.valueOf(database.phase());
        if (phase != wanted) {
            return phase.compareTo(wanted) > 0;
        }
        return switch (wanted) {
            case FULL_DUMP -> progress != null && progress.tablesDone() != null && progress.tablesDone() >= tables;
            case CDC -> database.lag() != null;
            case PREPARING, VALIDATING, DROPPING_TARGET, CREATING_SCHEMA, BUILDING_INDEXES, PROMOTING, COMPLETING ->
                true;
        };
    }

    @Test
    void goesFasterAndSlowerWhileItRuns() {
        // At this pace the dump would take ten minutes: that it ends shows that the limit was taken away.
        var job = site.job("tuned", Map.of("parallelism", "1", "throttles", dumpLimit(200)), "app");
        job.act("start");
        job.await("a slow dump of one table", view -> inWork(view) == 1 && bytes(view) > 0);
        job.edit(Map.of("parallelism", "3")).good();
        var three = job.await("three tables in work", view -> inWork(view) == 3);
        assertThat(bytes(three)).as("of 12,000,000").isLessThan(2_000_000);
        job.edit(Map.of("throttles", List.of())).good();
        job.awaitCaughtUp();
        job.act("promote");
        job.await(Status.COMPLETED);
        Proof.equalAndTidy(site.source(), site.target(), "app");
    }

    private static List<Map<String, ?>> dumpLimit(int rowsPerSecond) {
        return List.of(Map.of("dump", Map.of("rowsPerSecond", rowsPerSecond)));
    }

    private static int inWork(JobView view) {
        var progress = view.databases().getFirst().progress();
        return progress == null || progress.tables() == null
                ? 0
                : progress.tables().size();
    }

    private static long bytes(JobView view) {
        var progress = view.databases().getFirst().progress();
        return progress == null || progress.bytesDone() == null ? 0 : progress.bytesDone();
    }
}
