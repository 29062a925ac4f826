package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.JobView;
import dev.godwit.testkit.FaultProxy;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network goes and comes back: the job says so, and goes on without a person. */
class NetworkIT {

    @TempDir
    Path data;

    private PostgresServer source;
    private PostgresServer target;
    private FaultProxy toSource;
    private FaultProxy toTarget;
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
        source.execute(
                "app",
                "CREATE TABLE filler AS SELECT i AS id, repeat('x', 100) AS body FROM generate_series(1, 20000) i",
                "ALTER TABLE filler ADD PRIMARY KEY (id)");
        toSource = FaultProxy.to(source.port());
        toTarget = FaultProxy.to(target.port());
    }

    @AfterEach
    void stop() {
        toSource.close();
        toTarget.close();
        source.close();
        target.close();
    }

    @Test
    void saysRunningWithErrorsUntilTheNetworkIsBack() {
        try (var application = mixed.application(() -> source.connect("app"))
                        .writers(2)
                        .perSecond(60)
                        .start();
                var service = GodwitService.on(data)) {
            service.profile("from", source, toSource.port());
            service.profile("to", target, toTarget.port());
            service.create("far", List.of("app"), """
                    , "parallelism": "1", "throttles": [{"dump": {"rowsPerSecond": 4000}}]""");
            service.act("far", "start");
            service.await(
                    "far",
                    "a dump half done",
                    view -> view.databases().getFirst().progress() != null
                            && view.phase().equals("FULL_DUMP"));
            breaks(service, toSource, "FULL_DUMP");
            service.awaitState("far", "Running in CDC");
            breaks(service, toTarget, "CDC");
            breaks(service, toSource, "CDC");
            application.awaitCommits(20, GodwitService.LONG);
            application.stop();
            assertThat(application.failures()).isEmpty();
            service.await("far", "CDC, ready", view -> view.waitingForUser());
            service.act("far", "promote");
            service.awaitState("far", "Completed");
            assertThat(service.timeline("far"))
                    .filteredOn(entry -> entry.text().equals("Works again"))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allMatch(entry -> entry.who() == null);
        }
        Proof.equalAndTidy(source, target, "app");
    }

    private static void breaks(GodwitService service, FaultProxy network, String phase) {
        network.refuse();
        network.reset();
        var view = service.await(
                "far", "second try", job -> job.status().equals("RUNNING_WITH_ERRORS") && attempts(job) >= 2);
        assertThat(view.phase()).isEqualTo(phase);
        network.heal();
        service.await("far", "health", job -> job.status().equals("RUNNING"));
        assertThat(service.database("far", "app").trouble()).isNull();
    }

    private static int attempts(JobView job) {
        var trouble = job.databases().getFirst().trouble();
        return trouble == null ? 0 : trouble.attempt();
    }
}
