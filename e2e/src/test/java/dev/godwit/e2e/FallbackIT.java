package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Plan;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database that was left follows the one that is used, and is gone back to. */
class FallbackIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Plan FORTH =
            MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL).fence(Plan.Fence.CLOSE));

    @TempDir
    Path work;

    @Test
    void goesForthAndBackAndForthAgainWhileApplicationsWrite() throws SQLException {
        try (var servers = new TwoServers()) {
            servers.source.execute(
                    "postgres", "CREATE ROLE shop LOGIN PASSWORD 'shop'", "ALTER DATABASE app OWNER TO shop");
            MixedLoad load;
            try (Connection owner = servers.source.connect("app", "shop", "shop")) {
                load = MixedLoad.create(owner);
            }
            List<String> before = Proof.identities(servers.source, "app");
            var used = new AtomicReference<>(as(servers.source));
            try (var writers = load.application(() -> used.get().open())
                    .writers(3)
                    .perSecond(150)
                    .start()) {
                writers.awaitCommits(50, LONG);
                Plan back = FORTH.turned();
                Plan again = back.turned();
                promote(servers.source, servers.target, FORTH, true);
                used.set(as(servers.target));
                writers.awaitCommits(200, LONG);

                promote(servers.target, servers.source, back, true);
                used.set(as(servers.source));
                writers.awaitCommits(200, LONG);

                promote(servers.source, servers.target, again, false);
                used.set(as(servers.target));
                writers.awaitCommits(20, LONG);
                System.out.println("The longest that a writer waited: " + writers.longestWait());
                assertThat(writers.stop().failures()).isEmpty();
            }
            Proof.tidy(servers.source, "app");
            Proof.tidy(servers.target, "app");
            assertThat(Proof.identities(servers.source, "app")).isEqualTo(before);
            assertThat(Proof.identities(servers.target, "app")).isEqualTo(before);
        }
    }

    /** One switch, with applications that write until the door closes; both sides are equal then. */
    private void promote(PostgresServer from, PostgresServer to, Plan plan, boolean keepsWayBack) {
        try (var run = MigrationRun.start(from, to, "app", plan, work.resolve(plan.id()))) {
            run.control.keepWayBack(keepsWayBack);
            run.await(LONG, run::compared);
            run.control.requestPromoteOnceCaughtUp(false);
            Report report = run.result(LONG);
            assertThat(report.outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(report.findings())
                    .filteredOn(finding -> !finding.code().id().equals("GW-0119"))
                    .isEmpty();
            assertThat(run.journal.waysBack).hasValue(keepsWayBack ? 1 : 0);
            System.out.println("Writes waited " + report.writePause() + " at the switch to " + to.major());
        }
        assertThat(Proof.differences(from, to, "app")).isEmpty();
    }

    private static Connections as(PostgresServer server) {
        return Connections.to(server, "app", "shop", "shop");
    }
}
