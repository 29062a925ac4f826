package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says and leaves behind, when all goes well and when it does not; on real servers. */
class CommandLineIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String WRONG = "not-the-password-71";

    private static PostgresServer source;
    private static PostgresServer target;
    private static int databases;

    @TempDir
    Path data;

    private final List<GodwitProcess> runs = new ArrayList<>();
    private String database;

    @BeforeAll
    static void start() {
        source = PostgresServer.start(15);
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
        source.execute(database, """
                CREATE TABLE orders (id int PRIMARY KEY, v text);
                INSERT INTO orders SELECT i, 'order ' || i FROM generate_series(1, 1000) i;
                CREATE TABLE notes (v text);
                INSERT INTO notes VALUES ('one'), ('two');
                """);
    }

    @AfterEach
    void noPasswordIsTold() throws IOException {
        runs.forEach(GodwitProcess::close);
        assertThat(runs).allSatisfy(run -> assertThat(run.output()).doesNotContain(source.password(), WRONG));
        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(source.password(), WRONG));
        }
    }

    @Test
    void aWrongPasswordIsAFindingAndChangesNothing() {
        assertForbidden(
                source,
                new String[] {WRONG, target.password()},
                "GW-0004",
                "refuses to sign in",
                "Check the password of user");
        assertForbidden(
                source,
                new String[] {source.password(), WRONG},
                "GW-0004",
                "refuses to sign in",
                "Check the password of user");
    }

    @Test
    void aWrongPasswordEndsAMigrationThatIsNotValidatedInTheSameWay() {
        String[] arguments = {
            "migrate",
            "--option",
            "migrate",
            "--promote",
            "auto",
            "--json",
            "--source",
            source.url(database),
            "--target",
            target.url(database)
        };
        for (String[] passwords :
                List.of(new String[] {WRONG, target.password()}, new String[] {source.password(), WRONG})) {
            var run = run(passwords, List.of(arguments));
            assertThat(run.exitCode(LONG)).as(run::output).isEqualTo(3);
            assertThat(run.output()).contains("GW-0004");
            assertResult(run, "VALIDATION_FAILED", 3);
        }
        Proof.tidy(source, database);
        Proof.tidy(target, database);
    }

    @Test
    void aSignalBeforeThereIsAJobEndsWithAResultToo() throws IOException {
        try (var silent = new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            String nowhere = "postgresql://nobody@127.0.0.1:" + silent.getLocalPort() + "/nothing";
            var run = godwit("migrate", "--json", "--promote", "auto", "--source", nowhere, "--target", nowhere + "2");
            Awaitility.await().atMost(LONG).until(() -> Files.exists(data.resolve("godwit.log")) || !run.alive());
            run.interrupt();
            assertThat(run.exitCode(LONG)).as(run::output).isEqualTo(130);
            assertResult(run, "STOPPED", 130);
        }
    }

    @Test
    void aMissingExtensionIsAFindingAndChangesNothing() {
        source.execute(database, """
                INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
                SELECT 99999, 'postgis', 10, oid, false, '3.3.2' FROM pg_namespace WHERE nspname = 'public'
                """);

        assertForbidden(source, passwords(), "extension postgis 3.3.2 is not available", "Install the package");
    }

    @Test
    void aSourceThatDoesNotLogForStreamingIsAFindingAndChangesNothing() {
        try (var replica =
                PostgresServer.version(15).set("wal_level", "replica").start()) {
            replica.createDatabase(database);
            replica.execute(database, "CREATE TABLE orders (id int PRIMARY KEY)");

            assertForbidden(replica, passwords(), "wal_level", "replica", "logical");
        }
    }

    @Test
    void aFullTargetIsAFindingAndChangesNothing() {
        target.execute(database, "CREATE TABLE orders (mine text); INSERT INTO orders VALUES ('precious')");

        assertForbidden(source, passwords(), "public.orders", "--existing-target drop");
    }

    @Test
    void whatIsNoCommandIsRefusedBeforeAnythingIsDone() throws IOException {
        var before = state(source);
        String from = source.url(database);
        String to = target.url(database);

        assertUsage(List.of("migrate", "--source", from, "--target", to), "--promote manual or --promote auto");
        assertUsage(List.of("migrate", "--sorce", from, "--target", to), "--sorce", "--source");
        assertUsage(
                List.of("migrate", "--source", from, "--target", from, "--promote", "auto"),
                "same database",
                "GW-0205");
        assertUsage(
                List.of("migrate", "--source", "postgresql://a@b:port/c", "--target", to, "--promote", "auto"),
                "GW-00",
                "port");
        assertUsage(List.of("validate", "--source", "nosuch://a@b/c", "--target", to), "GW-0207", "nosuch");
        assertThat(state(source)).isEqualTo(before);
    }

    @Test
    void programsGetOneResultWhateverHappens() {
        var unknown = godwit("migrate", "--json", "--sorce", source.url(database), "--target", target.url(database));
        assertThat(unknown.exitCode(LONG)).as(unknown::output).isEqualTo(2);
        assertResult(unknown, "REFUSED", 2);

        var undecided = godwit("migrate", "--json", "--source", source.url(database), "--target", target.url(database));
        assertThat(undecided.exitCode(LONG)).as(undecided::output).isEqualTo(2);
        assertResult(undecided, "REFUSED", 2);

        var nobody = godwit("job", "end", "nobody", "--yes", "--json");
        assertThat(nobody.exitCode(LONG)).as(nobody::output).isEqualTo(5);
        assertResult(nobody, "REFUSED", 5);
    }

    @Test
    void goesOnAfterATermination() {
        var first = migrate("--json", "--promote", "manual").awaitLine(LONG, CommandLineIT::readyToPromote);
        first.terminate();
        assertThat(first.exitCode(LONG)).as(first::output).isEqualTo(143);
        assertResult(first, "STOPPED", 143);
        source.execute(database, "INSERT INTO orders VALUES (2000, 'meanwhile'); DELETE FROM notes WHERE v = 'one'");

        var second = migrate("--json", "--promote", "manual").awaitLine(LONG, CommandLineIT::readyToPromote);
        second.type("p");

        assertThat(second.exitCode(LONG)).as(second::output).isZero();
        assertResult(second, "EQUAL", 0);
        assertThat(second.output()).doesNotContain("\"phase\":\"CREATING_SCHEMA\"");
        Proof.equalAndTidy(source, target, database);
    }

    @Test
    void endingAfterAnInterruptionLeavesNothing() {
        var before = state(source);
        var first = migrate("--promote", "manual").awaitLine(LONG, line -> line.contains("waiting for promote"));
        first.interrupt();
        assertThat(first.exitCode(LONG)).as(first::output).isEqualTo(130);
        assertThat(first.output()).contains("Position kept; the source keeps its log. Go on: same command.");
        String name = jobOf(first);
        assertThat(Proof.strings(source, database, "SELECT 1 FROM pg_replication_slots"))
                .isNotEmpty();

        var unsure = godwit("job", "end", name);
        assertThat(unsure.exitCode(LONG)).as(unsure::output).isEqualTo(2);
        var end = godwit("job", "end", name, "--yes");

        assertThat(end.exitCode(LONG)).as(end::output).isZero();
        assertThat(end.answers()).anySatisfy(line -> assertThat(line).contains("Ended " + name));
        assertThat(state(source)).isEqualTo(before);
        Proof.tidy(target, database);
        assertThat(Proof.strings(target, database, "SELECT count(*) FROM orders"))
                .containsExactly("1000");
    }

    @Test
    void opensTheDoorAgainWhenItIsStoppedOrKilledWhilePromoting() {
        source.execute(database, """
                CREATE UNLOGGED TABLE cache AS SELECT i AS id, repeat('x', 400) AS v FROM generate_series(1, 300000) i
                """);
        String[] options = {"--json", "--promote", "manual", "--fence", "close"};
        var first = closing(options);
        first.terminate();
        assertThat(first.exitCode(LONG)).as(first::output).isEqualTo(143);
        assertThat(limit()).containsExactly("-1");

        var second = closing(options);
        second.kill9();
        assertThat(limit()).containsExactly("0");

        var third = migrate(options).awaitLine(LONG, CommandLineIT::readyToPromote);
        assertThat(limit()).containsExactly("-1");
        third.type("p");
        assertThat(third.exitCode(LONG)).as(third::output).isZero();
        assertThat(limit()).containsExactly("0");
        assertThat(third.answers().getLast()).contains("ALTER DATABASE " + database + " CONNECTION LIMIT -1");
        Proof.equalAndTidy(source, target, database);
    }

    /** A migration that is being promoted, with the door closed just now. */
    private GodwitProcess closing(String... options) {
        var run = migrate(options).awaitLine(LONG, CommandLineIT::readyToPromote);
        run.type("p");
        Awaitility.await().atMost(LONG).until(() -> limit().contains("0"));
        return run;
    }

    private List<String> limit() {
        return Proof.strings(
                source, "postgres", "SELECT datconnlimit FROM pg_database WHERE datname = '%s'".formatted(database));
    }

    @Test
    void aDifferenceForbidsThePromotion() {
        var run = migrate("--promote", "manual").awaitLine(LONG, line -> line.contains("waiting for promote"));
        target.execute(database, "UPDATE orders SET v = 'tampered with' WHERE id = 7");
        source.execute(database, "UPDATE orders SET v = 'changed' WHERE id = 8");
        run.type("p");
        run.awaitLine(LONG, line -> line.contains("Promotion refused") && line.contains("GW-0402"));
        run.interrupt();

        assertThat(run.exitCode(LONG)).as(run::output).isEqualTo(130);
        assertThat(run.output()).contains("public.orders", "godwit job end");
        assertThat(run.output()).doesNotContain("tampered");
        var end = godwit("job", "end", jobOf(run), "--yes");
        assertThat(end.exitCode(LONG)).as(end::output).isZero();
        Proof.tidy(source, database);
        Proof.tidy(target, database);
    }

    @Test
    void aStoppedDemoDoesNotOfferToGoOn() {
        var demo = godwit("demo", "--rows", "100000").awaitLine(LONG, line -> line.contains("-> cdc"));
        demo.terminate();

        assertThat(demo.exitCode(LONG)).as(demo::output).isEqualTo(143);
        assertThat(demo.output()).contains("Stopped.", "begins anew").doesNotContain("same command", "job end");
    }

    @Test
    void copiesOffline() {
        var run = migrate("--mode", "offline");

        assertThat(run.exitCode(LONG)).as(run::output).isZero();
        assertThat(run.answers()).anySatisfy(line -> assertThat(line).contains("2/2 tables by checksum"));
        Proof.equalAndTidy(source, target, database);
    }

    @Test
    void movesTheSelectedTablesOnly() {
        source.execute(database, """
                CREATE SCHEMA sales;
                CREATE TABLE sales.y2025 (id int PRIMARY KEY); INSERT INTO sales.y2025 VALUES (1);
                CREATE TABLE sales.y2024_archive (id int PRIMARY KEY);
                """);
        var run =
                migrate("--promote", "auto", "--table", "orders", "--table", "sales.*", "--exclude-table", "*_archive");

        assertThat(run.exitCode(LONG)).as(run::output).isZero();
        assertThat(
                        Proof.strings(
                                target,
                                database,
                                "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'sales') ORDER BY 1"))
                .containsExactly("public.orders", "sales.y2025");
        assertThat(Proof.strings(target, database, "SELECT count(*) FROM orders UNION ALL SELECT id FROM sales.y2025"))
                .containsExactly("1000", "1");
        Proof.tidy(source, database);
        Proof.tidy(target, database);
    }

    /** Both {@code validate} and {@code migrate} say this, exit with 3, and leave both sides as they were. */
    private void assertForbidden(PostgresServer from, String[] passwords, String... told) {
        var sourceBefore = state(from);
        var targetBefore = state(target);
        for (String command : List.of("validate", "migrate")) {
            var arguments =
                    new ArrayList<>(List.of(command, "--source", from.url(database), "--target", target.url(database)));
            if (command.equals("migrate")) {
                arguments.addAll(List.of("--promote", "auto"));
            }
            var run = run(passwords, arguments);
            assertThat(run.exitCode(LONG)).as(run::output).isEqualTo(3);
            assertThat(run.output()).contains(told).containsPattern("GW-\\d{4}").doesNotContain("phase full-dump");
        }
        assertThat(state(from)).isEqualTo(sourceBefore);
        assertThat(state(target)).isEqualTo(targetBefore);
    }

    private void assertUsage(List<String> arguments, String... told) {
        var run = run(passwords(), arguments);
        assertThat(run.exitCode(LONG)).as(run::output).isEqualTo(2);
        assertThat(run.output()).contains(told);
        assertThat(run.answers()).isEmpty();
    }

    private static void assertResult(GodwitProcess run, String outcome, int exitCode) {
        assertThat(run.answers()).allSatisfy(line -> assertThat(line).startsWith("{"));
        assertThat(run.answers().stream().filter(line -> line.contains("\"type\":\"result\"")))
                .hasSize(1);
        assertThat(run.answers().getLast())
                .contains("\"type\":\"result\"", "\"outcome\":\"" + outcome + "\"", "\"exitCode\":" + exitCode);
    }

    /** The name in the advice to give up. */
    private static String jobOf(GodwitProcess run) {
        return run.output().replaceAll("(?s).*godwit job end (\\S+).*", "$1");
    }

    private static boolean readyToPromote(String line) {
        return line.contains("\"waitingForUser\":true");
    }

    private List<String> state(PostgresServer server) {
        return Proof.state(server, database);
    }

    private static String[] passwords() {
        return new String[] {source.password(), target.password()};
    }

    private GodwitProcess migrate(String... options) {
        var arguments =
                new ArrayList<>(List.of("migrate", "--source", source.url(database), "--target", target.url(database)));
        arguments.addAll(List.of(options));
        return run(passwords(), arguments);
    }

    private GodwitProcess godwit(String... arguments) {
        return run(passwords(), List.of(arguments));
    }

    private GodwitProcess run(String[] passwords, List<String> arguments) {
        var run = GodwitProcess.start(data, passwords[0], passwords[1], arguments);
        runs.add(run);
        return run;
    }
}
