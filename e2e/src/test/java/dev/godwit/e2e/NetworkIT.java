package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.JobView;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.testkit.FaultProxy;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network goes and comes back: the job says so, and goes on without a person. */
class NetworkIT {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path data;

    private Site site;
    private FaultProxy toSource;
    private FaultProxy toTarget;
    private MixedLoad mixed;

    @BeforeEach
    void start() throws SQLException {
        site = Site.start(data);
        site.emptyDatabase("app");
        try (Connection connection = site.source().connect("app")) {
            mixed = MixedLoad.create(connection);
        }
        site.source()
                .execute(
                        "app",
                        "CREATE TABLE filler AS SELECT i AS id, repeat('x', 100) AS body FROM generate_series(1, 20000) i",
                        "ALTER TABLE filler ADD PRIMARY KEY (id)");
        toSource = FaultProxy.to(site.source().port());
        toTarget = FaultProxy.to(site.target().port());
    }

    @AfterEach
    void stop() {
        toSource.close();
        toTarget.close();
        site.close();
    }

    @Test
    void saysRunningWithErrorsUntilTheNetworkIsBack() {
        var job = farJob();
        try (var application = mixed.application(() -> site.source().connect("app"))
                .writers(2)
                .perSecond(60)
                .start()) {
            job.act("start");
            job.await(
                    "in the dump",
                    view -> view.databases().getFirst().progress() != null && RemoteJob.in(view, Phase.FULL_DUMP));
            breaks(job, toSource, Phase.FULL_DUMP);
            job.await(Status.RUNNING, Phase.CDC);
            breaks(job, toTarget, Phase.CDC);
            breaks(job, toSource, Phase.CDC);
            application.awaitCommits(20, LONG);
            application.stop();
            assertThat(application.failures()).isEmpty();
            job.awaitCaughtUp();
            job.act("promote");
            job.await(Status.COMPLETED);
            assertThat(job.timeline())
                    .filteredOn(entry -> entry.text().equals("Works again"))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allMatch(entry -> entry.who() == null);
        }
        Proof.equalAndTidy(site.source(), site.target(), "app");
    }

    /** Between two servers that are reached by networks which break. */
    private RemoteJob farJob() {
        site.profile("far source", site.source(), toSource.port());
        site.profile("far target", site.target(), toTarget.port());
        return site.rest()
                .create(Map.of(
                        "name", "far",
                        "source", "far source",
                        "target", "far target",
                        "databases", List.of("app"),
                        "parallelism", "1",
                        "throttles", List.of(Map.of("dump", Map.of("rowsPerSecond", 4000)))));
    }

    private static void breaks(RemoteJob job, FaultProxy network, Phase phase) {
        network.refuse();
        network.reset();
        job.await(
                "tried a second time in " + phase,
                view -> RemoteJob.status(view) == Status.RUNNING_WITH_ERRORS
                        && RemoteJob.in(view, phase)
                        && attempts(view) >= 2);
        network.heal();
        job.await(Status.RUNNING);
        assertThat(job.database("app").trouble()).isNull();
    }

    private static int attempts(JobView job) {
        var trouble = job.databases().getFirst().trouble();
        return trouble == null ? 0 : trouble.attempt();
    }
}
