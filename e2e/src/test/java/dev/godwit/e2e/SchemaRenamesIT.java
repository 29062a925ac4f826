package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.TimelineView;
import dev.godwit.core.Plan;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas that have other names on the target, from the switch on. */
class SchemaRenamesIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Map<String, String> RENAMES = Map.of("ol\"d", "ne\"w \uD83D\uDE80", "\uD83D\uDC26", "plain");
    private static final List<String> BEFORE = List.of("ol\"d", "public", "stays", "\uD83D\uDC26");
    private static final List<String> AFTER = List.of("ne\"w \uD83D\uDE80", "plain", "public", "stays");

    @TempDir
    static Path data;

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(data, 10, 18);
        site.source().createDatabase("birds");
        site.source().execute("birds", """
                CREATE SCHEMA "ol""d"; CREATE SCHEMA "\uD83D\uDC26"; CREATE SCHEMA stays;
                CREATE TYPE "\uD83D\uDC26".colour AS ENUM ('black', 'white');
                CREATE TABLE "ol""d".nest (id serial PRIMARY KEY, v text);
                CREATE TABLE "\uD83D\uDC26".bird (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    nest int REFERENCES "ol""d".nest, c "\uD83D\uDC26".colour);
                CREATE TABLE stays.egg (id int PRIMARY KEY, bird int REFERENCES "\uD83D\uDC26".bird);
                CREATE TABLE "ol""d".seen (at int NOT NULL, v text) PARTITION BY RANGE (at);
                CREATE TABLE "ol""d".seen_1 PARTITION OF "ol""d".seen FOR VALUES FROM (0) TO (500);
                CREATE TABLE "\uD83D\uDC26".seen_2 PARTITION OF "ol""d".seen FOR VALUES FROM (500) TO (2000);
                CREATE UNLOGGED TABLE "ol""d".scratch (v int);
                CREATE FUNCTION "ol""d".twice(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 2 * $1';
                CREATE INDEX by_twice ON "ol""d".nest ("ol""d".twice(id));
                CREATE VIEW stays.both AS SELECT b.id, n.v, "ol""d".twice(b.id) AS two
                    FROM "\uD83D\uDC26".bird b JOIN "ol""d".nest n ON n.id = b.nest;
                CREATE MATERIALIZED VIEW "ol""d".counts AS SELECT count(*) FROM "\uD83D\uDC26".bird;
                CREATE FUNCTION "ol""d".mark() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.v = NEW.v || ''!''; RETURN NEW; END';
                CREATE TRIGGER marks BEFORE INSERT ON "ol""d".nest FOR EACH ROW EXECUTE PROCEDURE "ol""d".mark();
                INSERT INTO "ol""d".nest (v) SELECT 'n' || i FROM generate_series(1, 1000) i;
                INSERT INTO "\uD83D\uDC26".bird (nest, c) SELECT i, 'black' FROM generate_series(1, 1000) i;
                INSERT INTO stays.egg SELECT i, i FROM generate_series(1, 1000) i;
                INSERT INTO "ol""d".seen SELECT i, 's' FROM generate_series(1, 1000) i;
                INSERT INTO "ol""d".scratch VALUES (1), (2);
                REFRESH MATERIALIZED VIEW "ol""d".counts
                """);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static RemoteJob job(String name, Map<String, ?> more) {
        site.source().createDatabase(name, "TEMPLATE birds");
        site.target().createDatabase(name);
        return site.job(name, more, name);
    }

    @Test
    void theyComeWithTheSwitchThroughKillsRightBeforeItAndRightAfterIt() throws SQLException {
        var job = job("online", Map.of("schemaRenames", RENAMES));
        job.act("start");
        job.awaitCaughtUp();
        assertThat(schemas("online")).containsAll(BEFORE).doesNotContainAnyElementsOf(RENAMES.values());
        var problem = job.ask("promote", Map.of("fallback", true)).problem(409, "GW-0407");
        assertThat(problem.path("found").asString()).contains("schemas get other names");
        site.source().execute("online", """
                INSERT INTO "ol""d".nest (v) SELECT 'later' FROM generate_series(1, 50);
                UPDATE "\uD83D\uDC26".bird SET c = 'white' WHERE id % 3 = 0;
                DELETE FROM stays.egg WHERE id < 10;
                UPDATE "ol""d".seen SET v = v || at
                """);
        job.act("rehearse");
        job.await("rehearsed", view -> told(job, "Rehearsed"));
        assertThat(schemas("online")).doesNotContainAnyElementsOf(RENAMES.values());

        try (Connection _ = holding("GRANT USAGE ON SCHEMA \"ol\"\"d\" TO PUBLIC")) {
            job.act("promote");
            Awaitility.await("the rename waits").atMost(LIMIT).until(SchemaRenamesIT::waits);
            site.service().kill9();
        }
        assertThat(schemas("online")).containsAll(BEFORE).doesNotContainAnyElementsOf(RENAMES.values());
        try (Connection _ = holding("SELECT FROM godwit.note")) { // what is noted cannot be removed
            site.service().start();
            job.await("switched", view -> told(job, "is named plain on the target"));
            site.service().kill9();
        }
        site.service().start();
        job.await(Status.COMPLETED);

        proven(job, "online");
        assertThat(job.timeline())
                .extracting(TimelineView::text)
                .filteredOn(text -> text.startsWith("Server started again"))
                .hasSize(2);
        var again = site.job("again", Map.of("schemaRenames", RENAMES), "online");
        again.act("validate");
        again.await(Status.FAILED);
        assertThat(site.rest().get(again.path() + "/validation").good().toString())
                .contains("GW-0170", "and the target has such a schema");
        site.target().execute("online", "ALTER SCHEMA plain RENAME TO \"\uD83D\uDC26\"", """
                ALTER SCHEMA "ne""w \uD83D\uDE80" RENAME TO "ol""d"
                """);
        Proof.equalAndTidy(site.source(), site.target(), "online");
    }

    @Test
    void theyComeAtTheEndOfACopyToo() {
        var job = job("offline", Map.of("schemaRenames", RENAMES, "mode", "offline"));
        job.act("start");
        job.await(Status.COMPLETED);
        proven(job, "offline");
        site.target().execute("offline", "ALTER SCHEMA plain RENAME TO \"\uD83D\uDC26\"", """
                ALTER SCHEMA "ne""w \uD83D\uDE80" RENAME TO "ol""d"
                """);
        Proof.equalAndTidy(site.source(), site.target(), "offline");
    }

    @Test
    void aRestartAnEndAndANameThatIsTakenMeanwhile() {
        var job = job("ends", Map.of("schemaRenames", RENAMES));
        job.act("start");
        job.awaitCaughtUp();
        site.target().execute("ends", "CREATE SCHEMA plain");
        job.act("promote");
        job.await("refused", view -> told(job, "schema \"plain\" already exists"));
        assertThat(schemas("ends")).containsAll(BEFORE);
        site.target().execute("ends", "DROP SCHEMA plain");
        job.awaitCaughtUp();
        job.act("stop");
        job.await(Status.STOPPED);
        job.act("restart");
        job.awaitCaughtUp();
        job.act("end", Map.of("mode", "force"));
        var left = job.await(Status.ENDED).databases().getFirst().leftToDo();
        assertThat(left).contains("the target lacks the name plain of schema \uD83D\uDC26");
        assertThat(schemas("ends")).containsAll(BEFORE).doesNotContain("plain");

        var normal = site.job("ends-2", Map.of("schemaRenames", RENAMES, "existingTarget", "drop"), "ends");
        normal.act("start");
        normal.awaitCaughtUp();
        normal.act("end", Map.of("mode", "normal"));
        normal.await(Status.ENDED);
        assertThat(schemas("ends")).containsAll(AFTER).doesNotContainAnyElementsOf(RENAMES.keySet());
        assertThat(normal.verified(Map.of()).path("state").asString()).isEqualTo("EQUAL");
        Proof.tidy(site.source(), "ends");
        Proof.tidy(site.target(), "ends");
    }

    /** An end that has named the schemas and then fails leaves a migration that may be resumed. */
    @Test
    void whatAnEndThatFailedHasNamedIsNamedBack(@TempDir Path work) {
        site.source().createDatabase("resumed", "TEMPLATE birds");
        site.target().createDatabase("resumed");
        var plan = MigrationRun.plan(change -> change.id("resumed").promote(Plan.Promote.MANUAL))
                .naming(RENAMES);
        try (var run = MigrationRun.start(site.source(), site.target(), "resumed", plan, work)) {
            run.await(LIMIT, run::waitsForPromotion);
        }
        try (var ended = MigrationRun.ends(site.source(), site.target(), "resumed", plan, work)) {
            ended.target().progress().takeOver();
            try (var names = ended.target().structure(ended.source()).rename()) {
                names.commit("completed", "done");
            }
        }
        assertThat(schemas("resumed")).containsAll(AFTER).doesNotContainAnyElementsOf(RENAMES.keySet());
        site.source().execute("resumed", "INSERT INTO \"ol\"\"d\".nest (v) VALUES ('meanwhile')");
        try (var run = MigrationRun.start(site.source(), site.target(), "resumed", plan, work)) {
            run.await(LIMIT, run::waitsForPromotion);
            assertThat(schemas("resumed")).containsAll(BEFORE).doesNotContainAnyElementsOf(RENAMES.values());
            run.control.requestPromote(false);
            assertThat(run.result(LIMIT).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
        assertThat(schemas("resumed")).containsAll(AFTER).doesNotContainAnyElementsOf(RENAMES.keySet());
    }

    /** Applications use the new names, and Godwit still knows what is what. */
    private static void proven(RemoteJob job, String database) {
        assertThat(schemas(database)).containsAll(AFTER).doesNotContainAnyElementsOf(RENAMES.keySet());
        assertThat(job.verified(Map.of()).path("state").asString()).isEqualTo("EQUAL");
        var report = site.rest().get(job.path() + "/report").good();
        assertThat(report.path("outcome").asString()).isEqualTo("EQUAL");
        var part = report.path("databases").get(0);
        assertThat(part.path("findings").toString()).doesNotContain("GW-0608");
        assertThat(part.path("schemaRenames").path("\uD83D\uDC26").asString()).isEqualTo("plain");
        PostgresServer target = site.target();
        assertThat(Proof.strings(target, database, "SELECT concat(v, ' ', two) FROM stays.both WHERE id = 7"))
                .containsExactly("n7! 14");
        assertThat(Proof.strings(target, database, "SELECT count(*) FROM \"ne\"\"w \uD83D\uDE80\".counts"))
                .containsExactly("1");
        target.execute(database, """
                BEGIN;
                INSERT INTO "ne""w \uD83D\uDE80".nest (v) VALUES ('new');
                INSERT INTO plain.bird (nest, c) SELECT max(id), 'black' FROM "ne""w \uD83D\uDE80".nest;
                INSERT INTO "ne""w \uD83D\uDE80".seen VALUES (1500, 'new');
                DO $$ BEGIN
                    IF (SELECT v FROM stays.both ORDER BY id DESC LIMIT 1) <> 'new!' THEN RAISE 'no trigger'; END IF;
                    IF NOT EXISTS (SELECT FROM plain.seen_2 WHERE at = 1500) THEN RAISE 'no partition'; END IF;
                END $$;
                ROLLBACK
                """);
        target.execute(
                database,
                "SELECT setval(pg_get_serial_sequence('\"ne\"\"w \uD83D\uDE80\".nest', 'id'),"
                        + " (SELECT max(id) FROM \"ne\"\"w \uD83D\uDE80\".nest))",
                "SELECT setval(pg_get_serial_sequence('plain.bird', 'id'), (SELECT max(id) FROM plain.bird))");
    }

    private static boolean told(RemoteJob job, String words) {
        return job.timeline().stream().anyMatch(entry -> entry.text().contains(words));
    }

    private static List<String> schemas(String database) {
        return Proof.strings(site.target(), database, "SELECT nspname FROM pg_namespace");
    }

    private static boolean waits() {
        return !Proof.strings(
                        site.target(),
                        "online",
                        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'ALTER SCHEMA%'")
                .isEmpty();
    }

    /** A transaction of the target that is open until it is closed. */
    private static Connection holding(String statement) throws SQLException {
        Connection connection = site.target().connect("online");
        connection.setAutoCommit(false);
        try (Statement grant = connection.createStatement()) {
            grant.execute(statement);
        }
        return connection;
    }
}
