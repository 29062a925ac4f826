package dev.godwit.e2e;

import dev.godwit.core.Plan;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.Writers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Measures how long writes wait at a promotion, at the fallback after it and at a second promotion, while applications
 * write to a database of many tables: see benchmarks/README.md. Fails unless both sides are equal each time.
 */
final class FallbackBenchmark {

    private static final Duration LONG = Duration.ofMinutes(15);
    private static final int TABLES = Integer.getInteger("godwit.tables", 500);
    private static final int ROWS = Integer.getInteger("godwit.rows", 2_000);
    /** Tables that applications write to; the others are at rest. */
    private static final int HOT = Integer.getInteger("godwit.hot", 25);

    private static final int PER_SECOND = Integer.getInteger("godwit.perSecond", 200);
    private static final int WRITERS = 4;
    private static final int TABLES_AT_ONCE = 50;
    private static final Plan FORTH =
            MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL).fence(Plan.Fence.CLOSE));

    private final Path work;

    private FallbackBenchmark(Path work) {
        this.work = work;
    }

    /** Takes no arguments; sizes are system properties. */
    public static void main(String[] arguments) throws IOException, SQLException {
        Path work = Files.createTempDirectory("godwit-fallback");
        int from = Integer.getInteger("godwit.from", 15);
        int to = Integer.getInteger("godwit.to", 17);
        System.out.printf(
                "PostgreSQL %d and %d, %d tables of %d rows, %d of them written to, %d transactions per second%n",
                from, to, TABLES, ROWS, HOT, PER_SECOND);
        try (var servers = new TwoServers(from, to)) {
            new FallbackBenchmark(work).run(servers);
        }
        // Threads of the libraries must not keep the program.
        System.exit(0);
    }

    private void run(TwoServers servers) throws SQLException {
        servers.source.execute(
                "postgres", "CREATE ROLE shop LOGIN PASSWORD 'shop'", "ALTER DATABASE app OWNER TO shop");
        fill(servers.source);
        var used = new AtomicReference<>(as(servers.source));
        try (var writers = Writers.of("shop", () -> used.get().open(), FallbackBenchmark::write)
                .writers(WRITERS)
                .perSecond(PER_SECOND)
                .start()) {
            writers.awaitCommits(100, LONG);
            Plan back = FORTH.turned();
            switchOver("promote", servers.source, servers.target, FORTH, used, writers);
            switchOver("fallback", servers.target, servers.source, back, used, writers);
            switchOver("promote", servers.source, servers.target, back.turned(), used, writers);
            if (!writers.stop().failures().isEmpty()) {
                throw new AssertionError(writers.failures());
            }
        }
    }

    private void switchOver(
            String word,
            PostgresServer from,
            PostgresServer to,
            Plan plan,
            AtomicReference<Connections> used,
            Writers writers) {
        try (var run = MigrationRun.start(from, to, "app", plan, work.resolve(plan.id()))) {
            run.control.keepWayBack(true);
            writers.awaitCommits(500, LONG);
            run.await(LONG, run::compared);
            run.control.requestPromoteOnceCaughtUp(false);
            Report report = run.result(LONG);
            if (report.outcome() != Report.Outcome.EQUAL) {
                throw new AssertionError(report);
            }
            System.out.printf(
                    "%-8s %d -> %d: writes waited %d ms%n",
                    word, from.major(), to.major(), report.writePause().toMillis());
            run.journal.events.stream()
                    .filter(event -> event.startsWith("Writes waited"))
                    .forEach(event -> System.out.println("         " + event));
        }
        List<String> differences = Proof.differences(from, to, "app");
        if (!differences.isEmpty()) {
            throw new AssertionError(differences);
        }
        used.set(as(to));
        writers.awaitCommits(500, LONG);
    }

    private static Connections as(PostgresServer server) {
        return Connections.to(server, "app", "shop", "shop");
    }

    /** With keys, sequences, foreign keys, triggers and constraints as applications have them. */
    private static void fill(PostgresServer server) throws SQLException {
        try (Connection owner = server.connect("app", "shop", "shop");
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.changed := clock_timestamp(); RETURN NEW; END'""");
            for (int from = 0; from < TABLES; from += TABLES_AT_ONCE) {
                var script = new StringBuilder();
                for (int i = from; i < Math.min(TABLES, from + TABLES_AT_ONCE); i++) {
                    script.append(TABLE.replace("$n", Integer.toString(i)).replace("$rows", Integer.toString(ROWS)));
                    if (i % 2 == 1) {
                        script.append("ALTER TABLE t$n ADD FOREIGN KEY (ref) REFERENCES t$m;"
                                .replace("$n", Integer.toString(i))
                                .replace("$m", Integer.toString(i - 1)));
                    }
                    if (i % 10 == 0) {
                        script.append("ALTER TABLE t$n ADD UNIQUE (id, ref) DEFERRABLE INITIALLY DEFERRED;"
                                .replace("$n", Integer.toString(i)));
                    }
                }
                statement.execute(script.toString());
            }
        }
    }

    private static final String TABLE = """
            CREATE TABLE t$n (id serial PRIMARY KEY, ref int, name text NOT NULL, amount numeric(12, 2) CHECK (amount >= 0),
                changed timestamptz DEFAULT clock_timestamp());
            INSERT INTO t$n (ref, name, amount)
                SELECT i, md5(i::text), i / 7.0 FROM generate_series(1, $rows) i;
            CREATE INDEX ON t$n (name);
            CREATE TRIGGER touched BEFORE UPDATE ON t$n FOR EACH ROW EXECUTE FUNCTION touched();
            """;

    private static void write(Connection connection, RandomGenerator random) throws SQLException {
        int table = random.nextInt(HOT) * (TABLES / HOT);
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO t%d (ref, name, amount) VALUES (%d, 'new', 1)"
                    .formatted(table, 1 + random.nextInt(ROWS)));
            statement.execute(
                    "UPDATE t%d SET amount = amount + 1 WHERE id = %d".formatted(table, 1 + random.nextInt(ROWS)));
        }
    }
}
