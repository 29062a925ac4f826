package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.pipeline.Rehearsed;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsed promotion foretells the pause and names what is in the way, and both sides stay as they were. */
class RehearsalIT {

    private static final Duration LONG = Duration.ofMinutes(3);

    /** What only the switch may change: rows come by the stream, whatever is rehearsed. */
    private static final String ENABLED = """
            SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
            UNION ALL SELECT concat_ws(' ', 'sequence', schemaname, sequencename, last_value) FROM pg_sequences
            UNION ALL SELECT concat_ws(' ', 'database', datname, datallowconn, datconnlimit) FROM pg_database
            UNION ALL SELECT concat_ws(' ', 'view', oid::regclass, relispopulated) FROM pg_class WHERE relkind = 'm'
            ORDER BY 1
            """;

    @TempDir
    Path work;

    private TwoServers servers;

    @BeforeEach
    void start() {
        servers = new TwoServers();
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void foretellsThePauseUnderLoadAndChangesNothing() throws SQLException {
        var mixed = mixed();
        servers.source.execute("app", """
                CREATE TABLE counted (id serial PRIMARY KEY, v text);
                INSERT INTO counted (v) SELECT 'a' FROM generate_series(1, 100);
                CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER touched BEFORE INSERT ON counted FOR EACH ROW EXECUTE FUNCTION touch();
                ALTER TABLE counted ENABLE ALWAYS TRIGGER touched;
                CREATE UNLOGGED TABLE scratch AS SELECT 1 AS a;
                CREATE MATERIALIZED VIEW sums AS SELECT count(*) FROM counted
                """);
        try (var run = follow()) {
            run.await(LONG, run::waitsForUser);
            List<String> target = Proof.strings(servers.target, "app", ENABLED);
            List<String> source = Proof.strings(servers.source, "app", ENABLED);
            try (var application = mixed.application(() -> servers.source.connect("app"))
                    .writers(2)
                    .perSecond(60)
                    .start()) {
                run.control.requestRehearsal();
                run.await(LONG, () -> !run.journal.rehearsals.isEmpty());
                application.stop();
                assertThat(application.failures()).isEmpty();
            }
            assertGoneThrough(run.journal.rehearsals.getFirst());
            assertThat(Proof.strings(servers.target, "app", ENABLED)).isEqualTo(target);
            assertThat(Proof.strings(servers.source, "app", ENABLED))
                    .filteredOn(line -> !line.startsWith("sequence")) // the application draws from them
                    .isEqualTo(source.stream()
                            .filter(line -> !line.startsWith("sequence"))
                            .toList());
            assertThat(run.journal.phases).doesNotContain(Phase.PROMOTING);

            run.await(LONG, run::waitsForUser);
            run.control.requestPromote(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        Proof.equalAndTidy(servers.source, servers.target, "app");
    }

    private static void assertGoneThrough(Rehearsed rehearsed) {
        // Whether a transaction was open in the moment of the look is chance.
        assertThat(rehearsed.refusals())
                .allSatisfy(refusal -> assertThat(refusal.code()).isEqualTo(CoreFailure.WRITERS_REMAIN));
        assertThat(rehearsed.steps())
                .extracting(Rehearsed.Step::name)
                .containsSequence(
                        "writers",
                        "catch up",
                        "compare what changed, before the switch",
                        "compare what changed last",
                        "compare definitions",
                        "copy what is not followed",
                        "definitions of the source",
                        "sequences")
                .contains("triggers and other definitions", "materialized views", "note of the switch");
        assertThat(rehearsed.pause()).isPositive().isGreaterThan(rehearsed.estimated());
        assertThat(rehearsed.atMost()).isGreaterThan(rehearsed.pause());
    }

    @Test
    void namesEveryReasonAgainstThePromotion() throws SQLException {
        servers.source.execute("app", """
                CREATE TABLE quiet (id serial PRIMARY KEY, v text);
                INSERT INTO quiet (v) SELECT 'a' FROM generate_series(1, 100)
                """);
        try (var run = follow()) {
            run.await(LONG, run::waitsForUser);
            try (Connection writer = TwoServers.holding(servers.source, "INSERT INTO quiet (v) VALUES ('open')")) {
                run.control.requestRehearsal();
                run.await(LONG, () -> !run.journal.rehearsals.isEmpty());
                writer.rollback();
            }
            assertThat(codes(run.journal.rehearsals.getFirst())).containsExactly(CoreFailure.WRITERS_REMAIN);

            servers.target.execute("app", "UPDATE quiet SET v = 'b' WHERE id = 7");
            servers.source.execute("app", "UPDATE quiet SET v = 'c' WHERE id = 8");
            run.control.requestRehearsal();
            run.await(LONG, () -> run.journal.rehearsals.size() == 2);
            assertThat(codes(run.journal.rehearsals.getLast())).containsExactly(CoreFailure.DATA_DIFFER);
            run.control.requestPromote(false);
            run.await(LONG, () -> !run.journal.refusals.isEmpty());
            assertThat(run.journal.refusals.getFirst().code()).isEqualTo(CoreFailure.DATA_DIFFER);
            servers.target.execute("app", "UPDATE quiet SET v = 'a' WHERE id = 7");
            run.control.requestRehearsal();
            run.await(LONG, () -> run.journal.rehearsals.size() == 3);
            assertThat(run.journal.rehearsals.getLast().refusals()).isEmpty();
            run.control.requestPromote(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        Proof.equalAndTidy(servers.source, servers.target, "app");
    }

    private static List<FailureCode> codes(Rehearsed rehearsed) {
        return rehearsed.refusals().stream().map(Failure::code).toList();
    }

    private MixedLoad mixed() throws SQLException {
        try (Connection connection = servers.source.connect("app")) {
            return MixedLoad.create(connection);
        }
    }

    private MigrationRun follow() {
        var plan =
                MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL).fence(Plan.Fence.CHECK));
        return MigrationRun.start(servers.source, servers.target, "app", plan, work);
    }
}
