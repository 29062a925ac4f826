package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Option;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop takes seconds in every phase, also while a server does not answer; then the same migration goes on. */
class StopIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    /** Half of the least that servers are held up for; room for a machine that is busy with other tests. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Plan MIGRATE = MigrationRun.plan(change -> change.option(Option.MIGRATE));

    @TempDir
    Path work;

    private TwoServers servers;

    @BeforeEach
    void start() {
        servers = new TwoServers();
        servers.source.execute("app", """
                CREATE TABLE parent (id int PRIMARY KEY, body text);
                CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent, body text);
                INSERT INTO parent SELECT i, repeat('p', 100) FROM generate_series(1, 2000) i;
                INSERT INTO child SELECT i, 1 + i % 2000, repeat('c', 100) FROM generate_series(1, 2000) i
                """);
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void inValidationWhilePgDumpWaitsForALock() throws SQLException {
        stopsWhile(
                Phase.VALIDATING,
                MigrationRun.ONLINE_AUTO,
                servers.source,
                "LOCK TABLE child IN ACCESS EXCLUSIVE MODE");
        goesOn(MigrationRun.ONLINE_AUTO);
    }

    @Test
    void inPreparationWhileTheCatalogIsLocked() throws SQLException {
        stopsWhile(Phase.PREPARING, MIGRATE, servers.source, "LOCK TABLE child IN ACCESS EXCLUSIVE MODE");
        goesOn(MIGRATE);
    }

    @Test
    void inTheDroppingOfTheTargetWhileATableThereIsRead() throws SQLException {
        servers.target.execute("app", "CREATE TABLE parent (id int PRIMARY KEY)");
        Plan drop = MigrationRun.plan(change -> change.option(Option.MIGRATE).existingTarget(Plan.ExistingTarget.DROP));
        stopsWhile(Phase.DROPPING_TARGET, drop, servers.target, "LOCK TABLE parent IN ACCESS SHARE MODE");
        goesOn(drop);
    }

    @Test
    void inCreationOfTheSchemaWhilePgRestoreWorks() {
        servers.target.execute("app", "CREATE TABLE was_here (id int)");
        try (var run = MigrationRun.start(servers.source, servers.target, "app", slowRestore(), work)) {
            run.await(LONG, () -> run.in(Phase.CREATING_SCHEMA) && restoring());
            stops(run);
        }
        servers.target.execute("app", "DROP EVENT TRIGGER slow");
        goesOn(MIGRATE);
        assertThat(Proof.strings(servers.target, "app", "SELECT to_regclass('was_here')"))
                .containsExactly("was_here");
    }

    /** The target's event trigger makes each definition take a minute. */
    private Plan slowRestore() {
        servers.target.execute("app", """
                CREATE SCHEMA brake;
                CREATE FUNCTION brake.wait() RETURNS event_trigger LANGUAGE plpgsql AS
                    'BEGIN IF current_setting(''application_name'') LIKE ''%schema'' THEN PERFORM pg_sleep(60); END IF; END';
                CREATE EVENT TRIGGER slow ON ddl_command_start EXECUTE FUNCTION brake.wait()
                """);
        return MIGRATE;
    }

    private boolean restoring() {
        return !Proof.strings(
                        servers.target,
                        "app",
                        "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'godwit %schema' AND state = 'active'")
                .isEmpty();
    }

    @Test
    void inTheFullDumpWhileAServerDoesNotAnswer() {
        try (var run = MigrationRun.start(servers.source, servers.target, "app", slowRows(), work)) {
            run.await(LONG, () -> run.in(Phase.FULL_DUMP) && TwoServers.busy(servers.target) > 0);
            stops(run);
        }
        servers.target.execute("app", "DROP TRIGGER brake ON parent");
        goesOn(MIGRATE);
    }

    /** A trigger on the target, made as soon as the table is there, keeps COPY from ending. */
    private Plan slowRows() {
        servers.target.execute("app", """
                CREATE SCHEMA brake;
                CREATE FUNCTION brake.wait() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_sleep(60); RETURN NEW; END';
                CREATE FUNCTION brake.attach() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF to_regclass('public.parent') IS NOT NULL
                            AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'brake') THEN
                        CREATE TRIGGER brake BEFORE INSERT ON public.parent FOR EACH ROW EXECUTE FUNCTION brake.wait();
                        ALTER TABLE public.parent ENABLE ALWAYS TRIGGER brake;
                    END IF;
                END $$;
                CREATE EVENT TRIGGER dump ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION brake.attach()
                """);
        return MIGRATE;
    }

    @Test
    void inTheBuildingOfIndexesWhichTheServerGivesUpToo() {
        servers.source.execute("app", """
                CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_sleep(CASE WHEN current_setting(''port'')::int = %d THEN 0.5 ELSE 0 END);
                     RETURN $1; END';
                CREATE INDEX by_slow ON parent (slow(id))
                """.formatted(servers.target.port()));
        try (var run = MigrationRun.start(servers.source, servers.target, "app", MIGRATE, work)) {
            run.await(LONG, () -> run.in(Phase.BUILDING_INDEXES) && restoring());
            stops(run);
            assertThat(run.journal.retries).isEmpty();
        }
        servers.target.execute(
                "app", "CREATE OR REPLACE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1'");
        goesOn(MIGRATE);
        assertThat(Proof.strings(servers.target, "app", "SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .containsExactly("0");
    }

    @Test
    void inChangeDataCaptureWhileForeignKeysWait() throws SQLException {
        try (var run = MigrationRun.start(servers.source, servers.target, "app", MIGRATE, work)) {
            run.await(LONG, () -> run.in(Phase.CDC));
            try (Connection holder = TwoServers.holding(servers.target, "LOCK TABLE child IN ROW EXCLUSIVE MODE")) {
                run.await(
                        LONG,
                        () -> !Proof.strings(
                                        servers.target,
                                        "app",
                                        "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'godwit %'"
                                                + " AND wait_event_type = 'Lock'")
                                .isEmpty());
                stops(run);
                assertThat(holder.isValid(5)).isTrue();
            }
        }
        goesOn(MIGRATE);
    }

    private void stopsWhile(Phase phase, Plan plan, PostgresServer where, String lock) throws SQLException {
        try (Connection holder = TwoServers.holding(where, lock);
                var run = MigrationRun.start(servers.source, servers.target, "app", plan, work)) {
            run.await(
                    LONG,
                    () -> run.in(phase)
                            && !Proof.strings(
                                            where,
                                            "app",
                                            "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'godwit %'"
                                                    + " AND wait_event_type = 'Lock'")
                                    .isEmpty());
            stops(run);
            assertThat(holder.isValid(5)).isTrue();
        }
    }

    private void stops(MigrationRun run) {
        Phase phase = run.journal.phase();
        run.control.requestStop();
        Report report = run.result(SOON);
        assertThat(report.outcome()).isEqualTo(Report.Outcome.STOPPED);
        assertThat(run.journal.phase()).isEqualTo(phase);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> TwoServers.busy(servers.source) == 0 && TwoServers.busy(servers.target) == 0);
    }

    private void goesOn(Plan plan) {
        try (var run = MigrationRun.start(servers.source, servers.target, "app", plan, work)) {
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        Proof.tidy(servers.source, "app");
        Proof.tidy(servers.target, "app");
    }
}
