package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.schema.AwkwardSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that pg_dump knows, in one database, moved while applications write to all of it. */
class AwkwardIT {

    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir
    Path work;

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"10, 15", "12, 17", "15, 18"})
    void everyObjectArrivesAndNoApplicationFails(int from, int to) throws SQLException {
        try (var source = PostgresServer.start(from);
                var target = PostgresServer.start(to)) {
            source.createDatabase("app");
            target.createDatabase("app");
            try (Connection connection = source.connect("app")) {
                AwkwardSchema.create(connection);
            }
            var identities = Proof.identities(source, "app");
            var plan = MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL));
            try (var application = AwkwardSchema.writes(Connections.to(source, "app"))
                            .writers(2)
                            .perSecond(40)
                            .start();
                    var run = MigrationRun.start(source, target, "app", plan, work)) {
                run.await(LONG, run::caughtUp);
                application.awaitCommits(60, LONG);
                application.stop();
                run.control.requestPromoteOnceCaughtUp(false);
                Report report = run.result(LONG);
                assertThat(report.outcome())
                        .as("%s %s", run.journal.events, report.findings())
                        .isEqualTo(Report.Outcome.EQUAL);
                assertThat(application.failures()).isEmpty();
                assertThat(report.findings().stream()
                                .filter(finding -> finding.code().id().equals("GW-0608"))
                                .map(Finding::found))
                        .as("definitions that differ")
                        .isEmpty();
            }
            // Tidying up the source fires its event triggers, which write; materialized views are fresh on the target.
            Proof.equalAndTidy(source, target, "app", Set.of("awkward.defined", "awkward.summary"));
            assertThat(Proof.identities(source, "app")).isEqualTo(identities);
        }
    }
}
