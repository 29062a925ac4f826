package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Finding;
import dev.godwit.core.Severity;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole path without a superuser on either side, as managed services give it. */
class OrdinaryRoleIT {

    private static final Duration LONG = Duration.ofMinutes(3);

    /** Made by the owner, whom Godwit's user on the source is a member of. */
    private static final String OWNED = """
            CREATE TABLE audit (id bigserial PRIMARY KEY, item bigint, what text);
            CREATE FUNCTION audited() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO public.audit (item, what) VALUES (coalesce(NEW.id, OLD.id), TG_OP); RETURN NULL; END $$;
            CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON mixed.items FOR EACH ROW EXECUTE PROCEDURE audited();
            CREATE TRIGGER always AFTER INSERT ON mixed.children FOR EACH ROW EXECUTE PROCEDURE audited();
            ALTER TABLE mixed.children ENABLE ALWAYS TRIGGER always;
            CREATE TABLE ruled (id int PRIMARY KEY, v int);
            CREATE RULE doubled AS ON UPDATE TO ruled DO ALSO INSERT INTO audit (item, what) VALUES (OLD.id, 'rule');
            CREATE TABLE late (a int UNIQUE DEFERRABLE INITIALLY DEFERRED, b int); ALTER TABLE late ADD CHECK (b > 0) NOT VALID;
            CREATE UNLOGGED TABLE cache AS SELECT 1 AS a;
            CREATE TABLE closed (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
            ALTER TABLE closed ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON closed USING (v <> 'hidden');
            INSERT INTO closed (v) VALUES ('shown'), ('hidden');
            CREATE MATERIALIZED VIEW sums AS SELECT count(*) FROM closed;
            CREATE TYPE mood AS ENUM ('sad', 'glad');
            CREATE TABLE moods (id int PRIMARY KEY, m mood[]); INSERT INTO moods VALUES (1, '{glad,sad}');
            CREATE VIEW seen AS SELECT * FROM closed; GRANT SELECT ON seen, closed TO reader;
            ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader;
            CREATE STATISTICS s ON item, what FROM audit; COMMENT ON TABLE closed IS 'a comment';
            """;

    @TempDir
    Path work;

    @ParameterizedTest(name = "{0} to {1}, replica role {2}")
    @CsvSource({"12, 16, false", "15, 17, true"})
    void movesALiveDatabaseAndSaysWhatItMayNot(int from, int to, boolean replicaRole) throws SQLException {
        try (var source = PostgresServer.start(from);
                var target = PostgresServer.start(to)) {
            MixedLoad mixed = prepare(source);
            prepare(target, replicaRole);
            var identities = Proof.identities(source, "app");
            Report report;
            try (var application = mixed.application(Connections.to(source, "app", "owner", "o"))
                            .writers(2)
                            .perSecond(40)
                            .start();
                    var run = MigrationRun.start(
                            new MigrationRun.Login(source.url("app", "mover"), "p"),
                            new MigrationRun.Login(target.url("app", "mover"), "p"),
                            MigrationRun.plan(change -> change.roles(false)),
                            work)) {
                application.awaitCommits(30, LONG);
                run.await(LONG, run::caughtUp);
                source.execute("app", "SET ROLE owner; INSERT INTO ruled VALUES (1, 1); UPDATE ruled SET v = 2");
                application.awaitCommits(60, LONG);
                application.stop();
                report = run.result(LONG);
                assertThat(report.outcome())
                        .as("%s %s", run.journal.events, report.findings())
                        .isEqualTo(Report.Outcome.EQUAL);
                assertThat(application.failures()).isEmpty();
            }
            Proof.equalAndTidy(source, target, "app");
            assertThat(Proof.identities(source, "app")).isEqualTo(identities);
            assertThat(report.findings()).extracting(Finding::severity).doesNotContain(Severity.FAILED);
            assertThat(report.findings().stream()
                            .filter(finding -> finding.code().id().startsWith("GW-06"))
                            .map(Finding::found))
                    .as("what was not moved as it was")
                    .allMatch(found -> found.matches("(?is).*(watching|ALTER DATABASE|schema (- )?public).*"));
            assertThat(Proof.strings(
                            target,
                            "app",
                            "SELECT tgname || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"))
                    .containsExactly("alwaysA", "auditedO");
        }
    }

    @Test
    void createsTheRolesThatOwnWhatItMoves() throws SQLException {
        try (var source = PostgresServer.start(15);
                var target = PostgresServer.start(17)) {
            prepare(source);
            target.execute("postgres", "CREATE ROLE mover LOGIN CREATEDB CREATEROLE PASSWORD 'p'");
            target.execute("postgres", "CREATE DATABASE app OWNER mover");
            try (var run = MigrationRun.start(
                    new MigrationRun.Login(source.url("app", "mover"), "p"),
                    new MigrationRun.Login(target.url("app", "mover"), "p"),
                    MigrationRun.ONLINE_AUTO,
                    work)) {
                Report report = run.result(LONG);
                assertThat(report.outcome())
                        .as("%s %s", run.journal.events, report.findings())
                        .isEqualTo(Report.Outcome.EQUAL);
                assertThat(report.findings()).extracting(Finding::severity).doesNotContain(Severity.FAILED);
            }
            Proof.equalAndTidy(source, target, "app");
            assertThat(Proof.strings(
                            target,
                            "app",
                            "SELECT pg_get_userbyid(relowner)::text FROM pg_class WHERE oid = 'mixed.items'::regclass"))
                    .containsExactly("owner");
        }
    }

    /** Owner of everything and application in one; Godwit's user may read the log and act for him. */
    private static MixedLoad prepare(PostgresServer source) throws SQLException {
        source.createDatabase("app");
        source.execute("app", """
                CREATE ROLE owner LOGIN PASSWORD 'o'; CREATE ROLE reader;
                CREATE ROLE mover LOGIN REPLICATION PASSWORD 'p' IN ROLE owner, pg_read_all_stats;
                GRANT CREATE ON DATABASE app TO owner; GRANT CREATE ON SCHEMA public TO owner;
                CREATE FUNCTION watcher() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
                ALTER FUNCTION watcher() OWNER TO owner;
                CREATE EVENT TRIGGER watching ON ddl_command_end EXECUTE PROCEDURE watcher();
                """);
        try (Connection owner = source.connect("app", "owner", "o")) {
            MixedLoad mixed = MixedLoad.create(owner);
            owner.createStatement().execute(OWNED);
            return mixed;
        }
    }

    private static void prepare(PostgresServer target, boolean replicaRole) {
        target.execute(
                "postgres",
                "CREATE ROLE owner; CREATE ROLE reader; CREATE ROLE mover LOGIN CREATEDB PASSWORD 'p' IN ROLE owner",
                "CREATE DATABASE app OWNER mover");
        // What validation asks for, so that owners can be kept.
        target.execute("app", "GRANT CREATE ON DATABASE app TO owner; GRANT CREATE ON SCHEMA public TO owner");
        if (replicaRole) {
            target.execute("app", "GRANT SET ON PARAMETER session_replication_role TO mover");
        }
    }
}
