package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.JobView;
import dev.godwit.core.Phase;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
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
        source.execute("app", """
                CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_catalog.pg_sleep(0.001); RETURN $1; END $$""");
        for (int i = 0; i < FILLERS; i++) {
            source.execute("app", """
                    CREATE TABLE filler_%1$d AS SELECT i AS id, repeat('x', 100) AS body
                        FROM generate_series(1, 20000) i""".formatted(i));
            source.execute("app", "ALTER TABLE filler_%d ADD PRIMARY KEY (id)".formatted(i));
            source.execute("app", "CREATE INDEX ON filler_%d (slow(id)) WHERE id <= 1000".formatted(i));
        }
    }

    @AfterEach
    void stop() {
        source.close();
        target.close();
    }

    @Test
    void losesNothingHoweverOftenItIsStoppedUnderLoad() {
        Set<String> stoppedIn = new TreeSet<>();
        try (var application = mixed.application(() -> source.connect("app"))
                        .writers(2)
                        .perSecond(60)
                        .start();
                var service = GodwitService.on(data)) {
            service.profiles(source, target);
            service.create("often", List.of("app"), """
                    , "parallelism": "2", "throttles": [{"dump": {"rowsPerSecond": 20000}}]""");
            service.act("often", "start");
            for (int i = 0; i < STOPS.size(); i++) {
                var wanted = STOPS.get(i);
                int tables = i;
                service.await(
                        "often",
                        "run in " + wanted,
                        view -> view.status().equals("RUNNING") && reached(view, wanted, tables));
                service.act("often", "stop");
                stoppedIn.add(
                        service.await("often", "stop", view -> view.status().equals("STOPPED"))
                                .phase());
                service.act("often", "resume");
            }
            assertThat(stoppedIn).as("stopped in").contains("FULL_DUMP", "BUILDING_INDEXES", "CDC");
            application.stop();
            assertThat(application.failures()).isEmpty();
            service.await("often", "CDC, ready", view -> view.waitingForUser());
            service.act("often", "promote");
            service.awaitState("often", "Completed");
        }
        Proof.equalAndTidy(source, target, "app");
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
        try (var service = GodwitService.on(data)) {
            service.profiles(source, target);
            service.create("tuned", List.of("app"), """
                    , "parallelism": "1", "throttles": [{"dump": {"rowsPerSecond": 1000}}]""");
            service.act("tuned", "start");
            service.await("tuned", "a slow dump of one table", view -> inWork(view) == 1 && bytes(view) > 0);
            long before = bytes(service.job("tuned"));
            long began = System.nanoTime();
            service.edit("tuned", "{\"parallelism\": \"3\"}");
            service.await("tuned", "three tables in work", view -> inWork(view) == 3);
            double seconds = (System.nanoTime() - began) / 1e9;
            // A row has about 110 bytes; rows that are waited for may come at once.
            assertThat(bytes(service.job("tuned")) - before).isLessThan((long) (110 * 1000 * (seconds + 3) * 2));
            service.edit("tuned", "{\"throttles\": null}");
            service.awaitState("tuned", "Running in CDC");
            assertThat((System.nanoTime() - began) / 1e9)
                    .as("seconds, which would be 120 at 1,000 rows in each")
                    .isLessThan(100);
            service.await("tuned", "CDC, ready", view -> view.waitingForUser());
            service.act("tuned", "promote");
            service.awaitState("tuned", "Completed");
        }
        Proof.equalAndTidy(source, target, "app");
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
