package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Severity;
import dev.godwit.core.TableName;
import dev.godwit.pipeline.Limit;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.TableProgress;
import dev.godwit.pipeline.TableVerdict;
import dev.godwit.pipeline.Tuning;
import dev.godwit.pipeline.Verification;
import dev.godwit.pipeline.VerifyOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A promotion that cannot be made leads back to following the changes; a person may override what speaks against it. */
class PromotionIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    /** Less than what is held up lasts without help; room for a machine that is busy with other tests. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private static final TableName QUIET = new TableName("public", "quiet");

    @TempDir
    Path work;

    private TwoServers servers;

    @BeforeEach
    void start() {
        servers = new TwoServers();
        servers.source.execute("app", """
                CREATE TABLE quiet (id serial PRIMARY KEY, v text);
                INSERT INTO quiet (v) SELECT 'a' FROM generate_series(1, 100);
                CREATE UNLOGGED TABLE scratch (id int PRIMARY KEY);
                INSERT INTO scratch VALUES (1)
                """);
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void refusesUnequalTablesAndGoesOnUntilSomebodyOverrides() {
        try (var run = start(Plan.Fence.CHECK)) {
            run.await(LONG, run::waitsForUser);
            servers.target.execute("app", "UPDATE quiet SET v = 'b' WHERE id = 7");
            servers.source.execute("app", "UPDATE quiet SET v = 'c' WHERE id = 8");
            run.control.requestPromoteOnceCaughtUp(false);
            run.await(LONG, () -> !run.journal.refusals.isEmpty());
            assertThat(run.journal.refusals)
                    .extracting(Failure::code)
                    .map(Object.class::cast)
                    .containsExactly(CoreFailure.DATA_DIFFER);
            run.await(SOON, () -> run.in(Phase.CDC) && run.waitsForUser());
            run.await(SOON, () -> state(run) == TableProgress.State.DIFFERENT);

            run.control.requestPromote(true);
            Report report = run.result(LONG);
            assertThat(report.outcome()).isEqualTo(Report.Outcome.OVERRIDDEN);
            assertThat(Objects.requireNonNull(report.gap()).different()).containsExactly(QUIET);
            assertThat(run.journal.events).anyMatch(event -> event.startsWith("Promoted in spite of"));
        }
        Proof.tidy(servers.source, "app");
        Proof.tidy(servers.target, "app");
        assertThat(Proof.strings(servers.target, "app", "SELECT nextval('quiet_id_seq')"))
                .containsExactly("101");
    }

    private static final String DEFINED = """
            CREATE TABLE coded (id int PRIMARY KEY, c varchar(9) CHECK (c IN ('x', 'y')), n int,
                CONSTRAINT small CHECK (n < 10));
            CREATE INDEX by_n ON coded (n);
            CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER acts BEFORE INSERT ON coded FOR EACH ROW EXECUTE FUNCTION act();
            CREATE SEQUENCE steps;
            CREATE VIEW refused AS SELECT buffers_backend FROM pg_stat_bgwriter
            """;

    @Test
    void refusesWhatTheTargetLacksUntilItIsThereButNotWhatWasToldOrIsThereBeside() {
        servers.source.execute("app", DEFINED);
        try (var run = start(Plan.Fence.CHECK)) {
            run.await(LONG, run::waitsForUser);
            Verification clean = run.verify(VerifyOrder.ALL);
            assertThat(clean.equal()).as("%s", clean).isTrue();
            assertThat(clean.definitions())
                    .as("what the target refused was told")
                    .extracting(Finding::severity)
                    .containsOnly(Severity.WARNING);
            assertThat(clean.tables())
                    .filteredOn(table -> table.verdict() == TableVerdict.Verdict.NOT_FOLLOWED)
                    .extracting(table -> table.table().name())
                    .containsExactly("scratch");

            servers.target.execute("app", """
                    DROP INDEX by_n; DROP TRIGGER acts ON coded; ALTER SEQUENCE steps INCREMENT 7;
                    ALTER TABLE coded DROP CONSTRAINT small; ALTER TABLE coded ADD CONSTRAINT small CHECK (n < 11);
                    CREATE INDEX beside ON coded (c)
                    """);
            assertThat(run.verify(VerifyOrder.ALL).different()).isTrue();
            run.control.requestPromoteOnceCaughtUp(false);
            run.await(LONG, () -> run.journal.refusals.size() == 1);
            Failure refusal = run.journal.refusals.getFirst();
            assertThat(refusal.code()).isEqualTo(CoreFailure.DEFINITIONS_MISSING);
            assertThat(refusal.found())
                    .contains("index by_n of public.coded is not on the target")
                    .contains("trigger acts of public.coded", "constraint small of public.coded", "public.steps")
                    .doesNotContain("beside", "refused", "coded_c_check");
            run.await(SOON, () -> run.in(Phase.CDC) && run.waitsForUser());

            servers.target.execute("app", """
                    CREATE INDEX by_n ON coded (n); ALTER SEQUENCE steps INCREMENT 1;
                    CREATE TRIGGER acts BEFORE INSERT ON coded FOR EACH ROW EXECUTE FUNCTION act();
                    ALTER TABLE coded DROP CONSTRAINT small; ALTER TABLE coded ADD CONSTRAINT small CHECK (n < 10)
                    """);
            run.control.requestPromoteOnceCaughtUp(false);
            Report report = run.result(LONG);
            assertThat(report.outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(report.findings())
                    .extracting(Finding::found)
                    .contains("index beside of public.coded is on the target only")
                    .anyMatch(found -> found.startsWith("VIEW public refused"));
        }
        Proof.tidy(servers.source, "app");
        Proof.tidy(servers.target, "app");
    }

    @Test
    void promotesInSpiteOfWhatTheTargetLacksWhenSomebodyOverridesAndRecordsIt() {
        servers.source.execute("app", DEFINED);
        try (var run = start(Plan.Fence.CHECK)) {
            run.await(LONG, run::waitsForUser);
            servers.target.execute("app", "DROP INDEX by_n");
            run.control.requestRehearsal();
            run.await(LONG, () -> !run.journal.rehearsals.isEmpty());
            assertThat(run.journal.rehearsals.getFirst().refusals())
                    .extracting(Failure::code)
                    .containsExactly(CoreFailure.DEFINITIONS_MISSING);
            run.control.requestPromote(true);
            Report report = run.result(LONG);
            assertThat(report.outcome()).isEqualTo(Report.Outcome.OVERRIDDEN);
            Report.Gap gap = Objects.requireNonNull(report.gap());
            assertThat(gap.reasons()).singleElement().asString().contains("index by_n of public.coded");
            assertThat(gap.different()).isEmpty();
        }
    }

    private static TableProgress.State state(MigrationRun run) {
        return Objects.requireNonNull(run.journal.tables.get(QUIET)).state();
    }

    @Test
    void promotesInSpiteOfLagAndSaysHowMuch() {
        try (var run = start(Plan.Fence.CHECK)) {
            run.await(LONG, run::waitsForUser);
            run.control.tune(new Tuning(0, Limit.NONE, new Limit(1, 0)));
            try (Connection application = servers.source.connect("app");
                    var statement = application.createStatement()) {
                application.setAutoCommit(false);
                statement.execute("INSERT INTO quiet (v) SELECT 'late' FROM generate_series(1, 200)");
                run.control.requestPromote(true);
                Report report = run.result(LONG);
                assertThat(report.outcome()).isEqualTo(Report.Outcome.OVERRIDDEN);
                assertThat(Objects.requireNonNull(report.gap()).reasons())
                        .anyMatch(reason -> reason.contains("still write"));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
        Proof.tidy(servers.source, "app");
    }

    @Test
    void refusesWhileTheTargetIsBehindAndChangesNothing() {
        try (var run = start(Plan.Fence.CLOSE)) {
            run.await(LONG, run::waitsForUser);
            run.control.tune(new Tuning(0, Limit.NONE, new Limit(1, 0)));
            servers.source.execute("app", "INSERT INTO quiet (v) SELECT 'late' FROM generate_series(1, 200)");
            run.await(LONG, () -> !run.caughtUp());
            run.control.requestPromote(false);
            run.await(SOON, () -> !run.journal.refusals.isEmpty());
            Failure refusal = run.journal.refusals.getFirst();
            assertThat(refusal.code()).isEqualTo(CoreFailure.LAG_REMAINS);
            assertThat(refusal.found()).containsPattern("[0-9.]+ s and [1-9][0-9]* bytes of log behind");
            assertThat(refusal.next()).contains("--override-lag");
            assertThat(run.journal.phases).doesNotContain(Phase.PROMOTING);

            run.control.requestPromoteOnceCaughtUp(false);
            run.control.tune(Tuning.NONE);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        Proof.equalAndTidy(servers.source, servers.target, "app");
    }

    @Test
    void afterAnAbortNoPromotionBeginsByItselfNotEvenInALaterRun() throws SQLException {
        var plan = MigrationRun.plan(change -> change.promote(Plan.Promote.AUTO));
        try (var run = MigrationRun.start(servers.source, servers.target, "app", plan, work)) {
            run.await(LONG, () -> run.in(Phase.CDC));
            try (Connection holder = TwoServers.holding(servers.target, "LOCK TABLE scratch IN ROW SHARE MODE")) {
                run.await(LONG, () -> run.in(Phase.PROMOTING) && locked());
                assertThat(run.control.requestAbort()).isTrue();
                run.await(SOON, () -> run.in(Phase.CDC));
                assertThat(holder.isValid(5)).isTrue();
            }
            run.await(LONG, run::waitsForUser);
        }
        try (var later = MigrationRun.start(servers.source, servers.target, "app", plan, work)) {
            later.await(LONG, later::waitsForUser);
            later.control.requestPromoteOnceCaughtUp(false);
            assertThat(later.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
    }

    /** Whether Godwit waits for a lock on the target. */
    private boolean locked() {
        return !Proof.strings(
                        servers.target,
                        "app",
                        "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'godwit %'"
                                + " AND wait_event_type = 'Lock'")
                .isEmpty();
    }

    @Test
    void anOverrideThatWasNotNeededIsAnOrdinaryPromotion() {
        try (var run = start(Plan.Fence.CHECK)) {
            run.await(LONG, run::waitsForUser);
            run.control.requestPromote(true);
            Report report = run.result(LONG);
            assertThat(report.outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(report.gap()).isNull();
        }
        Proof.equalAndTidy(servers.source, servers.target, "app");
    }

    @Test
    void anAbortedPromotionFollowsOnAndLetsTheApplicationsIn() throws SQLException {
        try (var run = start(Plan.Fence.CLOSE)) {
            run.await(LONG, run::waitsForUser);
            try (Connection holder = TwoServers.holding(servers.target, "LOCK TABLE scratch IN ROW SHARE MODE")) {
                run.control.requestPromoteOnceCaughtUp(false);
                run.await(LONG, () -> run.in(Phase.PROMOTING) && locked());
                assertThat(run.control.requestAbort()).isTrue();
                run.await(SOON, () -> run.in(Phase.CDC));
                assertThat(holder.isValid(5)).isTrue();
            }
            assertThat(run.journal.events).contains("The promotion was aborted");
            run.await(SOON, () -> run.journal.events.contains("The source is open to applications again"));
            assertThat(Proof.strings(
                            servers.source, "app", "SELECT datconnlimit FROM pg_database WHERE datname = 'app'"))
                    .containsExactly("-1");
            assertThat(run.control.requestAbort()).isFalse();
            servers.source.execute("app", "INSERT INTO quiet (v) VALUES ('after the abort')");
            run.await(LONG, run::waitsForUser);
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
    }

    @Test
    void refusesWhileSomebodyWrites() throws SQLException {
        try (var run = start(Plan.Fence.CHECK)) {
            run.await(LONG, run::waitsForUser);
            try (Connection writer = TwoServers.holding(servers.source, "INSERT INTO quiet (v) VALUES ('open')")) {
                run.control.requestPromoteOnceCaughtUp(false);
                run.await(LONG, () -> !run.journal.refusals.isEmpty());
                assertThat(run.journal.refusals.getFirst().code()).isEqualTo(CoreFailure.WRITERS_REMAIN);
                run.await(SOON, () -> run.in(Phase.CDC) && run.waitsForUser());
                writer.rollback();
            }
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
    }

    /** What was copied from the source's own trigger must not be written once more by the target's. */
    @Test
    void aTriggerThatAlwaysFiresSeesNoChangeThatComesAfterARefusedSwitch() throws SQLException {
        servers.source.execute("app", """
                CREATE TABLE trail (n bigserial PRIMARY KEY, id int);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO trail (id) VALUES (NEW.id); RETURN NEW; END';
                CREATE TRIGGER always AFTER INSERT ON quiet FOR EACH ROW EXECUTE FUNCTION note();
                ALTER TABLE quiet ENABLE ALWAYS TRIGGER always;
                CREATE FUNCTION brake() RETURNS int LANGUAGE plpgsql AS $$
                BEGIN
                    WHILE current_setting('port')::int = %d AND EXISTS (SELECT FROM pg_class WHERE relname = 'hold') LOOP
                        PERFORM pg_sleep(0.05);
                    END LOOP;
                    RETURN 1;
                END $$;
                CREATE MATERIALIZED VIEW slow AS SELECT brake()
                """.formatted(servers.target.port()));
        String always = "SELECT tgname FROM pg_trigger WHERE tgname = 'always'";
        try (var run = start(Plan.Fence.CHECK)) {
            run.await(LONG, run::waitsForUser);
            servers.target.execute("app", "CREATE TABLE hold ()");
            run.control.requestPromoteOnceCaughtUp(false);
            run.await(LONG, () -> !Proof.strings(servers.target, "app", always).isEmpty());
            servers.source.execute("app", "INSERT INTO quiet (v) VALUES ('while the switch is made')");
            servers.target.execute("app", "DROP TABLE hold");
            run.await(LONG, () -> !run.journal.refusals.isEmpty());
            assertThat(run.journal.refusals.getFirst().code()).isEqualTo(CoreFailure.WRITERS_REMAIN);

            servers.source.execute("app", "INSERT INTO quiet (v) VALUES ('after the switch was refused')");
            run.await(SOON, () -> run.in(Phase.CDC) && run.waitsForUser());
            assertThat(Proof.strings(servers.target, "app", always)).isEmpty();
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        Proof.equalAndTidy(servers.source, servers.target, "app");
        assertThat(Proof.strings(servers.target, "app", always)).containsExactly("always");
    }

    private MigrationRun start(Plan.Fence fence) {
        var plan =
                MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL).fence(fence));
        return MigrationRun.start(servers.source, servers.target, "app", plan, work);
    }
}
