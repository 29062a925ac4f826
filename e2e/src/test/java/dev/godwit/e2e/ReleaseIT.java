package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.pipeline.Ending;
import dev.godwit.pipeline.Intent;
import dev.godwit.pipeline.Preview;
import dev.godwit.pipeline.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that is undone or given up leaves what was there before, and says what it would do. */
class ReleaseIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Plan MANUAL = MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL));

    @TempDir
    Path work;

    private TwoServers servers;
    private List<String> sourceBefore = List.of();
    private List<String> targetBefore = List.of();

    @BeforeEach
    void start() {
        servers = new TwoServers();
        servers.source.execute("app", """
                CREATE SCHEMA shop;
                CREATE TYPE shop.mood AS ENUM ('good', 'bad');
                CREATE TYPE shop.pair AS (number int, mood shop.mood);
                CREATE TYPE bundle AS (pairs shop.pair[]);
                CREATE TABLE shop.item (id serial PRIMARY KEY, mood shop.mood);
                INSERT INTO shop.item (mood) SELECT 'good' FROM generate_series(1, 50);
                CREATE TABLE shop.log (line text);
                INSERT INTO shop.log VALUES ('a');
                CREATE VIEW shop.good AS SELECT * FROM shop.item;
                CREATE FUNCTION shop.noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER noted BEFORE INSERT ON shop.item FOR EACH ROW EXECUTE FUNCTION shop.noted();
                SELECT lo_from_bytea(4711, 'x')
                """);
        servers.target.execute(
                "app",
                "CREATE SCHEMA here",
                "CREATE TYPE here.kept AS (a int)",
                "CREATE TABLE here.before (id serial PRIMARY KEY)",
                "INSERT INTO here.before DEFAULT VALUES");
        sourceBefore = Proof.state(servers.source, "app");
        targetBefore = Proof.state(servers.target, "app");
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void wipesWhatItMadeAndNothingElseAndBeginsAnew() {
        try (var run = begun()) {
            Preview preview = run.release().preview(Intent.RESTART);
            assertThat(preview.drops().names())
                    .startsWith("shop.item", "shop.log")
                    .contains("schema shop");
            assertThat(preview.drops().objects()).isGreaterThanOrEqualTo(6);
            assertThat(preview.drops().bytes()).isPositive();
            assertThat(preview.sourceObjects())
                    .anyMatch(trace -> trace.startsWith("replication slot godwit_test"))
                    .anyMatch(trace -> trace.equals("altered replica identity of shop.log"));
            assertThat(preview.leftByHand()).isEmpty();

            run.release().wipe();
            run.release().wipe();
        }
        assertThat(Proof.state(servers.source, "app")).isEqualTo(sourceBefore);
        assertThat(Proof.state(servers.target, "app")).isEqualTo(targetBefore);
        assertThat(Proof.strings(servers.target, "app", "SELECT count(*) FROM pg_largeobject_metadata"))
                .containsExactly("0");
        servers.target.execute("app", "DROP SCHEMA here CASCADE");
        try (var again = MigrationRun.start(servers.source, servers.target, "app", MigrationRun.ONLINE_AUTO, work)) {
            assertThat(again.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        Proof.equalAndTidy(servers.source, servers.target, "app");
    }

    @Test
    void leavesWhatOthersPutBesideIt() {
        try (var run = begun()) {
            servers.target.execute("app", "CREATE TABLE shop.theirs (id int)", "CREATE TABLE later (id int)");
            run.release().wipe();
        }
        assertThat(Proof.strings(
                        servers.target,
                        "app",
                        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                                + " WHERE relkind = 'r' AND nspname IN ('shop', 'public', 'here') ORDER BY 1"))
                .containsExactly("here.before", "later", "shop.theirs");
        Proof.tidy(servers.target, "app");
    }

    @Test
    void anOrdinaryEndMakesTriggersAndSequences() {
        try (var run = begun()) {
            assertThat(run.release().preview(Intent.END_NORMAL).notCopied()).isEmpty();
            assertThat(run.release().preview(Intent.END_FORCE).notCopied())
                    .contains("the value of sequence shop.item_id_seq");
            assertThat(run.release().abandon(Ending.NORMAL)).isEmpty();
        }
        assertThat(Proof.state(servers.source, "app")).isEqualTo(sourceBefore);
        Proof.equalAndTidy(servers.source, servers.target, "app", java.util.Set.of("here.before"));
        assertThat(Proof.strings(servers.target, "app", "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
                .containsExactly("noted");
    }

    @Test
    void aForcedEndSaysWhatIsLeftOnAServerThatIsGone() {
        try (var run = begun()) {
            servers.source.kill9();
            Preview preview = run.release().preview(Intent.END_FORCE);
            assertThat(preview.leftByHand()).anyMatch(line -> line.contains("pg_drop_replication_slot"));
            List<String> left = run.release().abandon(Ending.FORCE);
            Proof.tidy(servers.target, "app");
            servers.source.start();
            servers.source.execute("app", left.toArray(String[]::new));
        }
        // A crash lets a sequence jump.
        assertThat(definitions(Proof.state(servers.source, "app"))).isEqualTo(definitions(sourceBefore));
    }

    private static List<String> definitions(List<String> state) {
        return state.stream().filter(line -> !line.startsWith("rows ")).toList();
    }

    /** Stopped in CDC, all tables copied. */
    private MigrationRun begun() {
        var run = MigrationRun.start(servers.source, servers.target, "app", MANUAL, work);
        run.await(LONG, run::waitsForUser);
        run.control.requestStop();
        assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.STOPPED);
        assertThat(run.in(Phase.CDC)).isTrue();
        return run;
    }
}
