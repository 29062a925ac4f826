package dev.godwit.postgres;

import static dev.godwit.core.Severity.FAILED;
import static dev.godwit.core.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.FailureCode;
import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.core.Scope;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each finding about the content of a database, provoked. */
class FindingsIT {

    private static PostgresServer source;
    private static PostgresServer target;
    private static int databases;

    private String database;

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

    @BeforeEach
    void createDatabases() {
        database = "d" + databases++;
        source.createDatabase(database);
        target.createDatabase(database);
    }

    @Test
    void keylessTablesWithTheReason() {
        source.execute(database, """
                CREATE TABLE a (id int PRIMARY KEY DEFERRABLE);
                CREATE TABLE b (id int, g int GENERATED ALWAYS AS (id + 1) STORED PRIMARY KEY);
                CREATE TABLE c (id int UNIQUE);
                CREATE TABLE d (id int);
                CREATE TABLE fine (id int NOT NULL UNIQUE);
                """);
        String names = "4 tables without a usable key: public.a (its key is deferrable),"
                + " public.b (its key has a generated column), public.c (its unique index allows NULL or is partial), public.d";

        assertFinding(Plans.online(), PostgresFinding.KEYLESS_TABLES, WARNING, names, "Nothing to do");
        assertFinding(
                Plans.keyless(Plan.Keyless.INSERT_ONLY), PostgresFinding.KEYLESS_TABLES, WARNING, names, "insert-only");
        assertFinding(
                Plans.keyless(Plan.Keyless.REFUSE), PostgresFinding.KEYLESS_TABLES, FAILED, names, "--keyless full");
        assertNone(Plans.offline(), PostgresFinding.KEYLESS_TABLES);
    }

    @Test
    void namesThatGodwitTakesForItsOwn() {
        source.execute(database, """
                CREATE TABLE t (id int PRIMARY KEY);
                CREATE SCHEMA godwit;
                CREATE TABLE godwit.m2_identity (schema text, name text, identity text, index text);
                CREATE TABLE godwit.m2_truncated (id bigserial PRIMARY KEY, schema text, name text);
                CREATE FUNCTION godwit.m2_truncated() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER godwit_truncated AFTER TRUNCATE ON t EXECUTE FUNCTION godwit.m2_truncated();
                """);
        assertNone(Plans.online(), PostgresFinding.OWN_NAMES_TAKEN);

        source.execute(database, """
                CREATE TABLE godwit.bird_identity (id int PRIMARY KEY, n serial);
                CREATE TYPE godwit.colour AS ENUM ('black', 'white');
                CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER godwit_watch AFTER INSERT ON t EXECUTE FUNCTION watch();
                CREATE PUBLICATION godwit_news FOR TABLE t;
                """);
        assertFinding(
                Plans.online(),
                PostgresFinding.OWN_NAMES_TAKEN,
                FAILED,
                "would not move: publication godwit_news, sequence godwit.bird_identity_n_seq,"
                        + " table godwit.bird_identity, trigger godwit_watch on table public.t, type godwit.colour",
                "ALTER SCHEMA godwit RENAME");
        List<Finding> without = findings(Plans.selecting(List.of(), List.of("godwit.*")));
        assertThat(without)
                .extracting(Finding::code)
                .doesNotContain(PostgresFinding.OWN_NAMES_TAKEN, PostgresFinding.PATTERN_WITHOUT_TABLE);
        assertFinding(
                Plans.selecting(List.of("godwit.*"), List.of()),
                PostgresFinding.OWN_NAMES_TAKEN,
                FAILED,
                "would not move: table godwit.bird_identity",
                "--exclude-table");
    }

    @Test
    void aServerWithoutTheHashOfRows() {
        source.execute("postgres", "CREATE ROLE plain LOGIN PASSWORD 'p'");
        target.execute("postgres", "CREATE ROLE plain LOGIN PASSWORD 'p'");
        target.execute(database, "REVOKE EXECUTE ON FUNCTION pg_catalog.md5(bytea) FROM PUBLIC");
        List<Finding> findings = new Validator(source, target)
                .database(database)
                .user("plain", "p")
                .run(Plans.offline());
        assertFinding(
                findings, PostgresFinding.HASH_NOT_ALLOWED, FAILED, "permission denied for function md5", "FIPS mode");
        assertThat(Validator.with(findings, PostgresFinding.HASH_NOT_ALLOWED, FAILED))
                .singleElement()
                .satisfies(finding -> assertThat(finding.side()).isEqualTo(Side.TARGET));
    }

    @Test
    void rowsAndSlotsThatAreOld() throws SQLException {
        source.execute(database, "SELECT pg_create_logical_replication_slot('forgotten', 'pgoutput')");
        var findings = new Findings(Side.SOURCE, Scope.INSTANCE);
        try (Connection connection = source.connect(database)) {
            new VacuumTopic(0).look(connection, findings);
        } finally {
            source.execute(database, "SELECT pg_drop_replication_slot('forgotten')");
        }
        assertFinding(
                findings.list(),
                PostgresFinding.TRANSACTIONS_RUN_OUT,
                WARNING,
                "database " + database + " is",
                "VACUUM FREEZE");
        assertFinding(
                findings.list(), PostgresFinding.TRANSACTIONS_RUN_OUT, WARNING, "what slot forgotten needs is", "Drop");
        assertNone(Plans.online(), PostgresFinding.TRANSACTIONS_RUN_OUT);
    }

    @Test
    void whatIsNotInTheLog() {
        source.execute(database, """
                CREATE UNLOGGED TABLE u (id int PRIMARY KEY);
                CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
                CREATE FOREIGN TABLE f (id int) SERVER s;
                SELECT lo_create(0);
                """);

        List<Finding> findings = findings(Plans.online());
        assertFinding(
                findings, PostgresFinding.UNLOGGED_TABLES, WARNING, "1 unlogged table: public.u", "at the switch");
        assertFinding(
                findings, PostgresFinding.FOREIGN_TABLES, WARNING, "only the definition is migrated: public.f", "");
        assertFinding(findings, PostgresFinding.LARGE_OBJECTS, WARNING, "holds 1 large object", "at the switch");
        assertNone(Plans.offline(), PostgresFinding.UNLOGGED_TABLES);
    }

    @Test
    void openTransactions() throws SQLException {
        source.execute(database, "CREATE TABLE t (id int PRIMARY KEY)");
        try (Connection connection = source.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'left behind'");

            assertFinding(
                    Plans.online(),
                    PostgresFinding.PREPARED_TRANSACTIONS,
                    WARNING,
                    "left behind (postgres, database " + database + ", since",
                    "COMMIT PREPARED");
            statement.execute("ROLLBACK PREPARED 'left behind'");
        }
    }

    @Test
    void longTransactionsWithPidAndApplication() throws SQLException {
        source.execute(database, "CREATE TABLE t (id int PRIMARY KEY)");
        try (Connection connection = source.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = 'nightly'; BEGIN; INSERT INTO t VALUES (1)");
            var findings = new Findings(Side.SOURCE, Scope.INSTANCE);
            try (Connection other = source.connect(database)) {
                new OpenTransactionsTopic(0).look(other, findings);
            }

            assertFinding(
                    findings.list(),
                    PostgresFinding.LONG_TRANSACTIONS,
                    WARNING,
                    "(nightly, postgres, database " + database + ", idle in transaction, for",
                    "End them");
            assertThat(findings.list().getFirst().found()).contains("pid ");
        }
    }

    @Test
    void objectsThatNeedCare() {
        source.execute(database, """
                CREATE TABLE t (id int PRIMARY KEY, r int4range, EXCLUDE USING gist (r WITH &&),
                    u int CONSTRAINT later UNIQUE DEFERRABLE);
                CREATE FUNCTION noop() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
                CREATE EVENT TRIGGER audit ON ddl_command_end EXECUTE FUNCTION noop();
                CREATE PUBLICATION feed;
                CREATE SUBSCRIPTION inbound CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false);
                """);

        List<Finding> findings = findings(Plans.online());
        assertFinding(findings, PostgresFinding.EVENT_TRIGGERS, WARNING, "1 event trigger: audit", "REPLICA IDENTITY");
        assertFinding(
                findings,
                PostgresFinding.LATE_CONSTRAINTS,
                WARNING,
                "2 deferrable or exclusion constraints: later on public.t, t_r_excl on public.t",
                "before the switch");
        assertFinding(findings, PostgresFinding.PUBLICATIONS, WARNING, "feed", "subscribe them to the target");
        assertFinding(findings, PostgresFinding.SUBSCRIPTIONS, WARNING, "inbound", "disabled");
        source.execute(database, "ALTER SUBSCRIPTION inbound SET (slot_name = NONE)");
        source.execute(database, "DROP SUBSCRIPTION inbound");
    }

    @Test
    void patternsThatMeanNothingAndKeysThatAreCut() {
        source.execute(database, """
                CREATE TABLE parent (id int PRIMARY KEY);
                CREATE TABLE child (id int PRIMARY KEY, parent int CONSTRAINT up REFERENCES parent);
                """);

        assertFinding(
                Plans.selecting(List.of("child", "Parent"), List.of()),
                PostgresFinding.PATTERN_WITHOUT_TABLE,
                FAILED,
                "--table 'Parent' matches no table",
                "case counts");
        assertFinding(
                Plans.selecting(List.of("child"), List.of("x*")),
                PostgresFinding.PATTERN_WITHOUT_TABLE,
                WARNING,
                "--exclude-table 'x*' matches no table",
                "case counts");
        assertFinding(
                Plans.selecting(List.of("child"), List.of("public.*")),
                PostgresFinding.PATTERN_WITHOUT_TABLE,
                FAILED,
                "together leave no table",
                "");
        assertFinding(
                Plans.selecting(List.of("child"), List.of()),
                PostgresFinding.FOREIGN_KEY_CUT,
                WARNING,
                "up on public.child leads to public.parent",
                "Select those tables too");
        assertNone(Plans.selecting(List.of("public.*"), List.of()), PostgresFinding.FOREIGN_KEY_CUT);
    }

    @Test
    void aTargetThatIsNotEmpty() {
        source.execute(database, "CREATE TABLE t (id int PRIMARY KEY); CREATE VIEW v AS SELECT * FROM t");
        target.execute(database, "CREATE TABLE t (other text); CREATE TABLE v (other text); CREATE TABLE w ()");

        assertFinding(
                Plans.online(),
                PostgresFinding.TARGET_NOT_EMPTY,
                FAILED,
                "2 tables or other relations of the source's names: public.t, public.v",
                "--existing-target drop");
        assertFinding(
                Plans.dropping(), PostgresFinding.TARGET_NOT_EMPTY, WARNING, "public.t, public.v", "They are dropped");
        assertFinding(
                Plans.selecting(List.of("t"), List.of()),
                PostgresFinding.TARGET_NOT_EMPTY,
                FAILED,
                "1 table or other relation of the source's names: public.t",
                "");
    }

    @Test
    void rolesThatTheTargetLacks() {
        source.execute(database, "CREATE ROLE seller; CREATE ROLE reader; CREATE TABLE t (id int PRIMARY KEY)");
        source.execute(database, "ALTER TABLE t OWNER TO seller; GRANT SELECT ON t TO reader");

        assertFinding(
                Plans.roles(false, Plan.Owner.KEEP),
                PostgresFinding.ROLES_MISSING,
                FAILED,
                "do not exist on the target: reader, seller",
                "--roles on");
        assertNone(Plans.roles(true, Plan.Owner.KEEP), PostgresFinding.ROLES_MISSING);
        assertNone(Plans.roles(false, Plan.Owner.NONE), PostgresFinding.ROLES_MISSING);
    }

    @Test
    void encodingAndCollation() {
        String db = database + "x";
        source.createDatabase(db, "ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        target.createDatabase(
                db, "ENCODING 'UTF8' TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'");

        List<Finding> findings = new Validator(source, target).database(db).run(Plans.online());
        assertFinding(
                findings,
                PostgresFinding.ENCODING_DIFFERS,
                WARNING,
                "encoding is LATIN1 on the source and UTF8 on the target",
                "Nothing to do");
        assertFinding(
                findings,
                PostgresFinding.COLLATION_DIFFERS,
                WARNING,
                "provider is 'libc' on the source and 'builtin' on the target",
                "locale");
    }

    @Test
    void textThatIsNoText() {
        String db = database + "x";
        source.createDatabase(db, "ENCODING 'SQL_ASCII' TEMPLATE template0");
        target.createDatabase(db);
        source.execute(db, """
                CREATE TABLE fine (id int PRIMARY KEY, t text);
                CREATE TABLE bad (id int PRIMARY KEY, t text);
                INSERT INTO fine VALUES (1, convert_from('\\xc3a4', 'SQL_ASCII'));
                INSERT INTO bad VALUES (1, convert_from('\\xe4', 'SQL_ASCII'));
                """);

        List<Finding> findings = new Validator(source, target).database(db).run(Plans.online());
        assertFinding(
                findings,
                PostgresFinding.BYTES_NOT_TEXT,
                FAILED,
                "not valid as UTF8 are texts in public.bad",
                "SQL_ASCII");
        assertThat(Validator.failed(findings)).hasSize(1);
    }

    @Test
    void theSameDatabaseTwice() {
        List<Finding> findings =
                new Validator(source, source).database(database).run(Plans.online());
        assertFinding(
                findings,
                PostgresFinding.SAME_DATABASE,
                FAILED,
                "both addresses lead to 127.0.0.1",
                "another database");
    }

    private List<Finding> findings(Plan plan) {
        return new Validator(source, target).database(database).run(plan);
    }

    private void assertFinding(Plan plan, FailureCode code, Severity severity, String found, String next) {
        assertFinding(findings(plan), code, severity, found, next);
    }

    static void assertFinding(List<Finding> findings, FailureCode code, Severity severity, String found, String next) {
        assertThat(Validator.with(findings, code, severity)).anySatisfy(finding -> {
            assertThat(finding.found()).contains(found);
            assertThat(finding.next()).contains(next);
        });
    }

    private void assertNone(Plan plan, FailureCode code) {
        assertThat(findings(plan))
                .noneSatisfy(finding -> assertThat(finding.code()).isEqualTo(code));
    }
}
