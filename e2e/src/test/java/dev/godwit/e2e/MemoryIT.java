package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Plan;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** These tests run in 512 MiB of heap, which is the launcher's default too; see the build's {@code test.jvm}. */
class MemoryIT {

    private static final Duration LONG = Duration.ofMinutes(6);
    private static final int HUNDRED_MB = 100_000_000;

    private static PostgresServer source;
    private static PostgresServer target;

    @TempDir
    Path work;

    @BeforeAll
    static void start() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(512L << 20);
        source = PostgresServer.version(15)
                .set("max_locks_per_transaction", "256")
                .start();
        target = PostgresServer.version(17)
                .set("max_locks_per_transaction", "256")
                .start();
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    @Test
    void movesRowsOf100MbInDumpAndInChanges() throws SQLException {
        database("huge");
        source.execute(
                "huge",
                "CREATE TABLE a (id int PRIMARY KEY, body bytea, note text)",
                "CREATE TABLE b (id int PRIMARY KEY, body text)",
                "INSERT INTO a SELECT i, " + body() + ", 'dump' FROM generate_series(1, 3) i",
                "INSERT INTO b SELECT i, repeat('y', " + HUNDRED_MB + ") FROM generate_series(1, 3) i");
        try (var run = MigrationRun.start(source, target, "huge", manual(), work)) {
            run.await(LONG, run::caughtUp);
            source.execute(
                    "huge",
                    "INSERT INTO a SELECT 4, " + body() + ", 'changes'",
                    "UPDATE a SET note = 'the large value was not sent' WHERE id = 1",
                    "UPDATE a SET id = 20 WHERE id = 2",
                    "UPDATE b SET body = repeat('z', " + HUNDRED_MB + ") WHERE id = 3",
                    "DELETE FROM b WHERE id = 1");
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        assertThat(sum("huge", "SELECT count(*) FROM a WHERE length(body) = " + HUNDRED_MB))
                .isEqualTo(4);
        assertThat(sum("huge", "SELECT count(*) FROM b")).isEqualTo(2);
    }

    @Test
    void appliesATransactionOfTwoMillionRows() throws SQLException {
        database("bulk");
        source.execute("bulk", "CREATE TABLE t (id int PRIMARY KEY, v text)");
        try (var run = MigrationRun.start(source, target, "bulk", manual(), work)) {
            run.await(LONG, run::caughtUp);
            source.execute("bulk", "INSERT INTO t SELECT i, 'row ' || i FROM generate_series(1, 2000000) i");
            run.control.requestPromoteOnceCaughtUp(false);
            Report report = run.result(LONG);
            assertThat(report.outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(report.changes()).isGreaterThanOrEqualTo(2_000_000);
        }
        assertThat(sum("bulk", "SELECT count(*) FROM t")).isEqualTo(2_000_000);
    }

    @Test
    void movesFiveThousandTables() throws SQLException {
        database("many");
        for (int part = 0; part < 10; part++) {
            source.execute("many", """
                    DO $$ BEGIN FOR i IN %d .. %d LOOP
                        EXECUTE format('CREATE TABLE t%%s (id int PRIMARY KEY, v text)', i);
                        EXECUTE format('INSERT INTO t%%s VALUES (1, ''one'')', i);
                    END LOOP; END $$""".formatted(part * 500, part * 500 + 499));
        }
        try (var run = MigrationRun.start(source, target, "many", MigrationRun.ONLINE_AUTO, work)) {
            Report report = run.result(LONG);
            assertThat(report.outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(report.tables()).hasSize(5_000);
        }
    }

    private static Plan manual() {
        return MigrationRun.plan(plan -> plan.promote(Plan.Promote.MANUAL));
    }

    private static String body() {
        return "convert_to(repeat('x', " + HUNDRED_MB + "), 'UTF8')";
    }

    private static void database(String name) {
        source.createDatabase(name);
        target.createDatabase(name);
    }

    private static long sum(String database, String query) throws SQLException {
        try (Connection connection = target.connect(database);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
