package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Mode;
import dev.godwit.core.Plan;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.MixedLoad;
import dev.godwit.testkit.load.Writers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that go away, definitions that change, writers behind the fence: coded, retried, never silent. */
class FaultIT {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path work;

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
    }

    @AfterEach
    void stop() {
        source.close();
        target.close();
    }

    @Test
    void goesOnByItselfWhenEitherServerIsKilledAndStartedAgain() {
        try (var application = application();
                var run = MigrationRun.start(source, target, "app", MigrationRun.ONLINE_AUTO, work)) {
            run.await(LONG, run::caughtUp);
            target.kill9();
            run.await(LONG, () -> !run.journal.retries.isEmpty());
            target.start();
            int before = run.journal.retries.size();
            application.awaitCommits(50, LONG);
            run.await(LONG, run::caughtUp);
            source.kill9();
            run.await(LONG, () -> run.journal.retries.size() > before);
            source.start();
            application.awaitCommits(50, LONG);
            application.stop();
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        Proof.equalAndTidy(source, target, "app");
    }

    @Test
    void promotesNothingWhileSomebodyWrites() {
        var plan = MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL));
        try (var application = application();
                var run = MigrationRun.start(source, target, "app", plan, work)) {
            run.await(LONG, run::caughtUp);
            run.control.requestPromoteOnceCaughtUp(false);
            run.await(LONG, () -> !run.journal.refusals.isEmpty());
            application.stop();
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(application.failures()).isEmpty();
        }
        Proof.equalAndTidy(source, target, "app");
    }

    @Test
    void findsARowThatSomebodyChangedOnTheTarget() {
        source.execute("app", "CREATE TABLE quiet (id int PRIMARY KEY, v text)", "INSERT INTO quiet VALUES (1, 'a')");
        try (var run = MigrationRun.start(source, target, "app", MigrationRun.ONLINE_AUTO, work)) {
            run.await(LONG, run::dumped);
            target.execute("app", "UPDATE quiet SET v = 'b'");
            Report report = run.result(LONG);
            assertThat(report.outcome()).isEqualTo(Report.Outcome.DIFFERENT);
            assertThat(report.tables()).anyMatch(table -> table.table().name().equals("quiet") && !table.equal());
        }
    }

    @Test
    void copiesOffline() {
        try (var application = application()) {
            application.awaitCommits(100, LONG);
        }
        var plan = MigrationRun.plan(change -> change.mode(Mode.OFFLINE));
        try (var run = MigrationRun.start(source, target, "app", plan, work)) {
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        Proof.equalAndTidy(source, target, "app");
    }

    private Writers application() {
        return mixed.application(Connections.to(source, "app"))
                .writers(2)
                .perSecond(40)
                .start();
    }
}
