package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Finding;
import dev.godwit.core.Phase;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has to wait for Godwit on the source is named while he waits. */
class HindranceIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path work;

    @Test
    void namesAnApplicationWhoseStatementWaitsForTheCopy() throws SQLException {
        try (var source = PostgresServer.start(15);
                var target = PostgresServer.start(17)) {
            source.createDatabase("app");
            target.createDatabase("app");
            source.execute("app", "CREATE TABLE orders (id int PRIMARY KEY); CREATE TABLE other (id int PRIMARY KEY)");
            try (Connection writer = source.connect("app");
                    var run = MigrationRun.start(source, target, "app", MigrationRun.ONLINE_AUTO, work);
                    Connection blocker = target.connect("app");
                    Connection application = source.connect("app")) {
                execute(writer, "BEGIN; INSERT INTO other VALUES (1)"); // holds the snapshot back until all is in place
                run.await(LONG, () -> run.journal.phase() == Phase.FULL_DUMP);
                execute(blocker, "BEGIN; LOCK TABLE orders");
                execute(writer, "COMMIT");
                Awaitility.await()
                        .atMost(LONG)
                        .until(() -> !Proof.strings(source, "app", """
                        SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                        WHERE l.relation = 'orders'::regclass AND a.application_name = 'godwit test'""").isEmpty());
                var truncated = CompletableFuture.runAsync(
                        () -> execute(application, "TRUNCATE orders"), Thread::startVirtualThread);
                run.await(LONG, () -> run.journal.findings.stream().anyMatch(HindranceIT::tells));
                execute(blocker, "ROLLBACK");
                truncated.join();
                assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
            }
            Proof.equalAndTidy(source, target, "app");
        }
    }

    private static boolean tells(Finding finding) {
        return finding.code().id().equals("GW-0808")
                && finding.found().contains("of postgres")
                && finding.found().endsWith("on public.orders");
    }

    private static void execute(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
