package dev.godwit.postgres;

import static dev.godwit.core.Severity.FAILED;
import static dev.godwit.core.Severity.WARNING;
import static dev.godwit.postgres.FindingsIT.assertFinding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.core.Secret;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each finding about a server and its settings, provoked. */
class ServerFindingsIT {

    private static PostgresServer target;

    @BeforeAll
    static void start() {
        target = PostgresServer.start(16);
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @Test
    void aWayBackIntoAnEncodingThatLacksCharacters() {
        try (PostgresServer source = PostgresServer.start(15)) {
            source.createDatabase("latin", "ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
            source.createDatabase("wide");
            target.createDatabase("wide");

            assertThat(wayBack(source, "latin"))
                    .filteredOn(finding -> finding.code() == PostgresFinding.WAY_BACK_TEXT)
                    .extracting(Finding::severity, Finding::found)
                    .containsExactly(tuple(WARNING, "the source's encoding is LATIN1, the target's UTF8"));
            assertThat(wayBack(source, "wide")).isEmpty();
        }
    }

    /** What validation finds on a source that is to be come back to from the database wide. */
    private static List<Finding> wayBack(PostgresServer source, String database) {
        Path work = Path.of(System.getProperty("java.io.tmpdir"));
        var left = new PostgresTarget(sessions(source, database), Plans.online(), work);
        var followed = new PostgresSource(sessions(target, "wide"), Plans.online(), work);
        return left.returnChecks(followed).stream()
                .flatMap(check -> check.run().stream())
                .toList();
    }

    private static Sessions sessions(PostgresServer server, String database) {
        return new Sessions(AddressParser.parse(server.url(database)), new Secret(server.password()), "m1");
    }

    @Test
    void aSourceThatLogsTooLittleAndHasNoRoom() {
        try (PostgresServer source = PostgresServer.version(15)
                .set("wal_level", "replica")
                .set("max_replication_slots", "1")
                .set("max_wal_senders", "0")
                .set("max_slot_wal_keep_size", "100MB")
                .set("old_snapshot_threshold", "1h")
                .set("wal_sender_timeout", "5s")
                .set("max_connections", "20")
                .set("superuser_reserved_connections", "17")
                .start()) {
            List<Finding> findings = new Validator(source, target).run(Plans.online());

            assertFinding(
                    findings,
                    PostgresFailure.WAL_LEVEL_NOT_LOGICAL,
                    FAILED,
                    "wal_level is 'replica' on the source",
                    "ALTER SYSTEM SET wal_level = 'logical'; restart the source");
            assertFinding(
                    findings,
                    PostgresFinding.LOG_MAY_BE_LOST,
                    WARNING,
                    "max_slot_wal_keep_size is 100MB",
                    "copy has to start anew");
            assertFinding(findings, PostgresFinding.SENDER_TIMEOUT_SHORT, WARNING, "wal_sender_timeout is 5s", "'60s'");
            assertFinding(findings, PostgresFinding.SNAPSHOT_MAY_EXPIRE, WARNING, "old_snapshot_threshold is 1h", "-1");
            List<Finding> room = findings.stream()
                    .filter(finding -> finding.code() == PostgresFinding.NO_FREE_SLOT)
                    .toList();
            assertThat(room)
                    .extracting(Finding::severity, Finding::found)
                    .containsExactly(
                            tuple(
                                    WARNING,
                                    "max_replication_slots is 1 and 0 are in use: the last free one is needed, and a copy"
                                            + " that was interrupted could not go on"),
                            tuple(FAILED, "max_wal_senders is 0 and 0 are in use"));

            assertThat(Validator.failed(new Validator(source, target).run(Plans.offline())))
                    .isEmpty();
        }
    }

    @Test
    void charsThatNeitherBinaryNorTextBringsOver() {
        try (PostgresServer source = PostgresServer.start(12);
                PostgresServer old = PostgresServer.start(12)) {
            source.createDatabase("latin", "ENCODING 'LATIN1' TEMPLATE template0");
            target.createDatabase("latin");
            source.execute("latin", "CREATE TABLE t (id int PRIMARY KEY, c \"char\")");
            assertFinding(
                    new Validator(source, target).database("latin").run(Plans.online()),
                    PostgresFinding.CHAR_BEYOND_ASCII,
                    WARNING,
                    "in public.t: the source is version 12 with encoding LATIN1, the target version 16",
                    "smallint");
            assertThat(new Validator(source, target).database("latin").run(Plans.offline()))
                    .extracting(Finding::code)
                    .doesNotContain(PostgresFinding.CHAR_BEYOND_ASCII);

            source.createDatabase("app");
            old.createDatabase("app");
            target.createDatabase("app");
            source.execute("app", "CREATE TABLE t (id int PRIMARY KEY, c \"char\"); INSERT INTO t VALUES (1, 'a')");
            var validator = new Validator(source, old).database("app");
            assertFinding(
                    validator.run(Plans.online()),
                    PostgresFinding.CHAR_BEYOND_ASCII,
                    WARNING,
                    "stops at the first such value in public.t",
                    "");
            source.execute("app", "INSERT INTO t VALUES (2, (-128)::\"char\")");
            assertFinding(
                    validator.run(Plans.online()),
                    PostgresFinding.CHAR_BEYOND_ASCII,
                    FAILED,
                    "such values are in public.t",
                    "version 15 or newer");
            assertThat(new Validator(source, target).database("app").run(Plans.online()))
                    .extracting(Finding::code)
                    .doesNotContain(PostgresFinding.CHAR_BEYOND_ASCII);
        }
    }

    @Test
    void aTargetOlderThanTheSource() {
        try (PostgresServer newer = PostgresServer.start(17)) {
            List<Finding> findings = new Validator(newer, target).run(Plans.online());

            assertFinding(
                    findings,
                    PostgresFinding.TARGET_OLDER,
                    FAILED,
                    "the source is PostgreSQL 17",
                    "the source's major version or a newer one");
        }
    }

    @Test
    void anExtensionThatIsNotThereAndOneOfAnotherVersion() {
        try (PostgresServer source = PostgresServer.start(15)) {
            source.execute("postgres", """
                    INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
                    SELECT 99999, 'postgis', 10, oid, false, '3.3.2' FROM pg_namespace WHERE nspname = 'public'
                    """);

            List<Finding> findings = new Validator(source, target).run(Plans.online());

            assertFinding(
                    findings,
                    PostgresFinding.EXTENSION_MISSING,
                    FAILED,
                    "extension postgis 3.3.2 is not available on the target",
                    "Install the package with extension postgis");
        }
    }

    @Test
    void tablesWithOidsAndTruncateOfVersion10() {
        try (PostgresServer source = PostgresServer.start(10)) {
            source.execute("postgres", "CREATE TABLE old (id int PRIMARY KEY) WITH OIDS");

            List<Finding> findings = new Validator(source, target).run(Plans.online());

            assertFinding(findings, PostgresFinding.TABLES_WITH_OIDS, WARNING, "public.old", "not migrated");
            assertFinding(findings, PostgresFinding.TRUNCATE_BY_TRIGGER, WARNING, "version 10", "adds a trigger");
            assertThat(Validator.failed(findings)).isEmpty();
        }
    }

    @Test
    void keylessTablesWithVirtualColumnsOfVersion18() {
        try (PostgresServer source = PostgresServer.start(18);
                PostgresServer newest = PostgresServer.start(18)) {
            source.execute("postgres", """
                    CREATE TABLE v (id int, twice int GENERATED ALWAYS AS (id * 2));
                    CREATE TABLE keyed (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2))
                    """);

            var validator = new Validator(source, newest);
            assertFinding(
                    validator.run(Plans.online()),
                    PostgresFailure.KEYLESS_NOT_STREAMED,
                    FAILED,
                    "virtual generated columns and no usable key have public.v",
                    "insert-only");
            assertThat(validator.run(Plans.keyless(Plan.Keyless.INSERT_ONLY)))
                    .noneSatisfy(finding -> assertThat(finding.code()).isEqualTo(PostgresFailure.KEYLESS_NOT_STREAMED));
        }
    }

    @Test
    void tooFewConnectionsAndLocks() {
        try (PostgresServer source = PostgresServer.version(15)
                .set("max_connections", "6")
                .set("max_wal_senders", "4")
                .set("superuser_reserved_connections", "3")
                .set("max_locks_per_transaction", "10")
                .start()) {
            source.execute(
                    "postgres",
                    "CREATE ROLE mover LOGIN REPLICATION PASSWORD 'p'; GRANT CREATE ON DATABASE postgres TO mover");
            source.execute("postgres", """
                    DO $$ BEGIN FOR i IN 1..40 LOOP EXECUTE 'CREATE TABLE t' || i || ' (id int PRIMARY KEY)'; END LOOP; END $$
                    """);

            List<Finding> findings = new Validator(source, target).run(Plans.online());

            assertFinding(
                    findings,
                    PostgresFinding.FEW_CONNECTIONS,
                    WARNING,
                    "connections free, 7 needed",
                    "max_connections");
            assertFinding(
                    findings,
                    PostgresFinding.LOCK_TABLE_SMALL,
                    WARNING,
                    "40 tables are locked twice over",
                    "max_locks_per_transaction");
        }
    }

    @Test
    void aStandby() {
        try (PostgresServer primary = PostgresServer.start(15);
                PostgresServer standby =
                        PostgresServer.version(15).set("hot_standby", "on").start()) {
            primary.execute("postgres", "SELECT 1");
            standby.stop(PostgresServer.Shutdown.FAST);
            signal(standby);
            standby.start();

            List<Finding> online = new Validator(standby, target).run(Plans.online());
            List<Finding> offline = new Validator(standby, target).run(Plans.offline());
            List<Finding> backwards = new Validator(primary, standby).run(Plans.online());

            assertFinding(online, PostgresFinding.IN_RECOVERY, FAILED, "the source is a standby", "--mode offline");
            assertFinding(offline, PostgresFinding.IN_RECOVERY, WARNING, "replay may cancel", "max_standby");
            assertFinding(
                    backwards,
                    PostgresFinding.IN_RECOVERY,
                    FAILED,
                    "the target is a standby and takes no writes",
                    "primary");
            assertThat(Validator.failed(offline)).isEmpty();
        }
    }

    /** With this file in its data directory a server stays in recovery. */
    private static void signal(PostgresServer server) {
        try {
            Files.createFile(server.data().resolve("standby.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
