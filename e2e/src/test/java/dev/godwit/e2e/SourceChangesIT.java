package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Plan;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens on the source while it is followed: it disturbs no application, and is named before the switch. */
class SourceChangesIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final String PARTS = """
            CREATE TABLE parts (k int, v int) PARTITION BY LIST (k);
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
            CREATE TABLE parts_2 PARTITION OF parts FOR VALUES IN (2);
            CREATE TABLE alone (k int CHECK (k = 4), v int);
            INSERT INTO parts VALUES (1, 1), (2, 2); INSERT INTO alone VALUES (4, 4);
            """;

    private static PostgresServer source;
    private static PostgresServer target;

    @TempDir
    Path work;

    @BeforeAll
    static void start() {
        source =
                PostgresServer.version(15).set("max_prepared_transactions", "5").start();
        target = PostgresServer.start(17);
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "fresh    | CREATE TABLE fresh (id int PRIMARY KEY); INSERT INTO fresh VALUES (1)",
                "keyless  | CREATE TABLE parts_3 PARTITION OF parts FOR VALUES IN (3); INSERT INTO parts VALUES (3, 3);"
                        + " UPDATE parts SET v = v + 1; DELETE FROM parts WHERE k = 3",
                "attached | ALTER TABLE parts ATTACH PARTITION alone FOR VALUES IN (4); UPDATE parts SET v = v + 1",
                "detached | ALTER TABLE parts DETACH PARTITION parts_2; UPDATE parts_2 SET v = v + 1; DELETE FROM parts",
                "function | DO 'BEGIN ALTER TABLE alone ADD COLUMN hidden int DEFAULT 3; END'; UPDATE alone SET v = 9",
                "volatile | ALTER TABLE parts ADD COLUMN r float8 DEFAULT random(); UPDATE parts SET v = v + 1",
                "moment   | ALTER TABLE parts ADD COLUMN t timestamptz DEFAULT clock_timestamp()",
                "stable   | ALTER TABLE parts ADD COLUMN t timestamptz DEFAULT now()",
                "emptied  | CREATE TABLE fresh (id int); INSERT INTO fresh VALUES (1); TRUNCATE fresh; DROP TABLE alone",
                "as       | CREATE TABLE copied AS SELECT * FROM parts; UPDATE copied SET v = v + 1",
                "schema   | CREATE SCHEMA s; CREATE TABLE s.t (id int); INSERT INTO s.t VALUES (1); ALTER SCHEMA s RENAME"
                        + " TO z; INSERT INTO z.t VALUES (2); UPDATE z.t SET id = 3 WHERE id = 1",
                "key      | ALTER TABLE alone ADD PRIMARY KEY (k); UPDATE alone SET v = 5; ALTER TABLE alone DROP"
                        + " CONSTRAINT alone_pkey; UPDATE alone SET v = 6",
            })
    void comeOverBeforeTheSwitchThatIsAskedForAtOnce(String database, String statements) {
        source.createDatabase(database);
        target.createDatabase(database);
        source.execute(database, PARTS);
        try (var run = MigrationRun.start(source, target, database, plan(database), work)) {
            run.await(LONG, run::caughtUp);
            source.execute(database, statements);
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        Proof.equalAndTidy(source, target, database);
    }

    @Test
    void aPreparedTransactionKeepsTheSwitchWaitingAndArrives() {
        source.createDatabase("prepared");
        target.createDatabase("prepared");
        source.execute("prepared", "CREATE TABLE a (id int PRIMARY KEY)");
        try (var run = MigrationRun.start(source, target, "prepared", plan("prepared"), work)) {
            run.await(LONG, run::waitsForPromotion);
            source.execute("prepared", "BEGIN; INSERT INTO a VALUES (1); PREPARE TRANSACTION 'still open'");
            run.control.requestPromoteOnceCaughtUp(false);
            run.await(
                    LONG,
                    () -> run.journal.refusals.stream()
                            .anyMatch(refusal -> refusal.found().contains("still open, prepared")));
            source.execute("prepared", "COMMIT PREPARED 'still open'");
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        assertThat(Proof.strings(target, "prepared", "SELECT id::text FROM a")).containsExactly("1");
    }

    private static Plan plan(String id) {
        return MigrationRun.plan(change -> change.id(id).promote(Plan.Promote.MANUAL));
    }
}
