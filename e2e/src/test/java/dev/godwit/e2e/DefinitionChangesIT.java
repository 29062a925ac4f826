package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Plan;
import dev.godwit.core.TableName;
import dev.godwit.pipeline.Decision;
import dev.godwit.pipeline.Limit;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.Tuning;
import dev.godwit.pipeline.WaitingTable;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.MixedLoad;
import dev.godwit.testkit.load.Writers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications change definitions while they write and the changes are followed. */
class DefinitionChangesIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Plan PLAN =
            MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL).fence(Plan.Fence.CLOSE));

    private static final String[] TABLES = {
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.orders (id serial PRIMARY KEY, n int NOT NULL DEFAULT 0, dropped text, old_name text)",
        "CREATE TABLE shop.days (day date NOT NULL, v text) PARTITION BY RANGE (day)",
        "CREATE TABLE shop.days_1 PARTITION OF shop.days FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
        "CREATE VIEW shop.seen AS SELECT id, n FROM shop.orders",
        "INSERT INTO shop.orders (n, dropped, old_name) SELECT i, 'd' || i, 'o' || i FROM generate_series(1, 500) i",
        "INSERT INTO shop.days SELECT date '2026-01-01' + i % 31, 'v' || i FROM generate_series(1, 500) i",
    };

    private static final String[] CHANGES = {
        "ALTER TABLE shop.orders ADD COLUMN added text DEFAULT 'it''s new'",
        "INSERT INTO shop.orders (added) VALUES ('first')",
        "CREATE TABLE shop.fresh (id int PRIMARY KEY, \"né 🐦\" text)",
        "INSERT INTO shop.fresh SELECT i, 'f' || i FROM generate_series(1, 300) i",
        "CREATE TABLE shop.days_2 PARTITION OF shop.days FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')",
        "INSERT INTO shop.days SELECT date '2026-02-01' + i % 28, 'w' || i FROM generate_series(1, 300) i",
        "ALTER TABLE shop.orders DROP COLUMN dropped",
        "UPDATE shop.orders SET old_name = 'changed' WHERE id % 7 = 0",
        "ALTER TABLE shop.orders RENAME COLUMN old_name TO new_name",
        "UPDATE shop.orders SET new_name = 'again' WHERE id % 11 = 0",
        "DROP VIEW shop.seen",
        "ALTER TABLE shop.orders ALTER COLUMN n TYPE bigint USING n * 2",
        "UPDATE shop.orders SET n = 3000000000 WHERE id % 13 = 0",
        "CREATE VIEW shop.seen AS SELECT id, new_name FROM shop.orders",
        "ALTER TABLE shop.orders ADD COLUMN chance float8 DEFAULT random()",
        "CREATE INDEX ON shop.fresh (\"né 🐦\")",
        "CREATE TABLE shop.no_key (v text)",
        "INSERT INTO shop.no_key VALUES ('a'), ('a'), ('b')",
        "DELETE FROM shop.no_key WHERE v = 'b'",
    };

    @TempDir
    Path work;

    @Test
    void comeOverAtTheirPlaceWhereTheyMayBeSeen() throws SQLException {
        try (var servers = new TwoServers(Integer.getInteger("godwit.from", 11), Integer.getInteger("godwit.to", 18));
                var writers = application(servers.source);
                var run = MigrationRun.start(servers.source, servers.target, "app", PLAN, work)) {
            run.await(LONG, run::waitsForUser);
            change(servers.source);
            writers.awaitCommits(50, LONG);
            run.await(LONG, run::compared);
            run.control.requestPromoteOnceCaughtUp(false);
            Report report = run.result(LONG);
            assertThat(report.outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(writers.stop().failures()).isEmpty();
            assertThat(run.journal.events).anyMatch(event -> event.startsWith("Copying again: shop.orders"));
            assertThat(Proof.differences(servers.source, servers.target, "app")).isEmpty();
            Proof.tidy(servers.source, "app");
            Proof.tidy(servers.target, "app");
        }
    }

    @Test
    void makeTheirTablesWaitForADecisionWhereTheyMayNot() throws SQLException {
        try (var servers = new TwoServers(Integer.getInteger("godwit.from", 14), Integer.getInteger("godwit.to", 16));
                var writers = application(servers.source);
                var run = MigrationRun.start(servers.source, servers.target, "app", PLAN, work)) {
            run.await(LONG, run::waitsForUser);
            blind(servers.source);
            change(servers.source);
            writers.awaitCommits(50, LONG);
            for (String table : new String[] {"orders", "fresh", "days_2", "no_key"}) {
                var name = new TableName("shop", table);
                run.await(
                        LONG,
                        () -> run.journal.events.stream()
                                .anyMatch(event -> event.startsWith("Definitions changed: table " + name)));
                run.control.decide(name, Decision.copy());
            }
            run.await(LONG, run::compared);
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(writers.stop().failures()).isEmpty();
            assertThat(Proof.differences(servers.source, servers.target, "app")).isEmpty();
        }
    }

    /** As a careful person does who knows that nothing else would bring it over. */
    @Test
    void makeATableWaitThatWasMadeByHandOnBothSides() throws SQLException {
        var fresh = new TableName("shop", "by_hand");
        try (var servers = new TwoServers(15, 15);
                var writers = application(servers.source);
                var run = MigrationRun.start(servers.source, servers.target, "app", PLAN, work)) {
            run.await(LONG, run::waitsForUser);
            blind(servers.source);
            servers.source.execute("app", "CREATE TABLE shop.by_hand (id int PRIMARY KEY)");
            servers.target.execute("app", "CREATE TABLE shop.by_hand (id int PRIMARY KEY)");
            run.await(
                    LONG,
                    () -> run.journal.waiting.stream()
                            .anyMatch(each -> each.table().equals(fresh)));
            servers.source.execute("app", "INSERT INTO shop.by_hand VALUES (1)");
            run.control.decide(fresh, Decision.copy());
            run.await(LONG, () -> run.journal.waiting.isEmpty());
            servers.source.execute("app", "INSERT INTO shop.by_hand VALUES (2)");
            run.await(LONG, run::compared);
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(writers.stop().failures()).isEmpty();
            assertThat(Proof.differences(servers.source, servers.target, "app")).isEmpty();
        }
    }

    @Test
    void keepNoOtherTableBackWhileOneIsCopiedAgain() throws SQLException {
        try (var servers = new TwoServers(15, 17);
                var writers = application(servers.source)) {
            servers.source.execute(
                    "app",
                    "CREATE TABLE shop.large (id int PRIMARY KEY, v text)",
                    "INSERT INTO shop.large SELECT i, repeat(md5(i::text), 4) FROM generate_series(1, 20000) i");
            try (var run = MigrationRun.start(servers.source, servers.target, "app", PLAN, work)) {
                run.await(LONG, run::waitsForUser);
                run.control.tune(new Tuning(0, new Limit(1, 0), Limit.NONE));
                servers.source.execute("app", "ALTER TABLE shop.large ALTER COLUMN id TYPE bigint");
                run.await(LONG, () -> tells(run, "Copying again: shop.large"));
                servers.source.execute(
                        "app",
                        "UPDATE shop.large SET v = 'changed' WHERE id % 1000 = 0",
                        "DELETE FROM shop.large WHERE id % 1001 = 0",
                        "INSERT INTO shop.large VALUES (3000000000, 'new')",
                        "INSERT INTO shop.days VALUES ('2026-01-01', 'meanwhile')");
                run.await(
                        LONG,
                        () -> !Proof.strings(servers.target, "app", "SELECT v FROM shop.days WHERE v = 'meanwhile'")
                                .isEmpty());
                assertThat(run.journal.waiting)
                        .extracting(WaitingTable::table)
                        .containsExactly(new TableName("shop", "large"));
                change(servers.source);
                run.await(LONG, () -> tells(run, "Definitions have changed: what comes after that"));
                run.control.tune(Tuning.NONE);
                run.await(LONG, run::compared);
                run.control.requestPromoteOnceCaughtUp(false);
                assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
                assertThat(writers.stop().failures()).isEmpty();
                assertThat(Proof.differences(servers.source, servers.target, "app"))
                        .isEmpty();
            }
        }
    }

    private static boolean tells(MigrationRun run, String event) {
        return run.journal.events.stream().anyMatch(each -> each.startsWith(event));
    }

    @Test
    void takeTheirChangesUpWhereTheyWereSetAsideAfterAStatement() throws SQLException {
        var orders = new TableName("shop", "orders");
        try (var servers = new TwoServers(15, 15);
                var writers = application(servers.source);
                var run = MigrationRun.start(servers.source, servers.target, "app", PLAN, work)) {
            run.await(LONG, run::waitsForUser);
            blind(servers.source);
            String statement = "ALTER TABLE shop.orders ADD COLUMN \"né'w 🐦\" int DEFAULT 7";
            servers.source.execute("app", statement);
            run.await(
                    LONG,
                    () -> run.journal.waiting.stream()
                            .anyMatch(each -> each.table().equals(orders) && each.appliable()));
            writers.awaitCommits(50, LONG);

            run.control.requestPromoteOnceCaughtUp(false);
            run.await(LONG, () -> run.journal.refusals.size() == 1);
            assertThat(run.journal.refusals.getFirst().code()).isEqualTo(CoreFailure.TABLES_WAIT);
            run.control.decide(orders, Decision.apply("ALTER TABLE shop.nowhere ADD COLUMN x int"));
            run.await(LONG, () -> run.journal.events.stream().anyMatch(event -> event.contains("GW-0322")));

            run.control.decide(orders, Decision.apply(statement));
            run.await(LONG, () -> run.journal.waiting.isEmpty());
            run.await(LONG, run::compared);
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(writers.stop().failures()).isEmpty();
            assertThat(run.journal.events).noneMatch(event -> event.startsWith("Copying again"));
            assertThat(Proof.differences(servers.source, servers.target, "app")).isEmpty();
        }
    }

    /** As if the user were no superuser. */
    private static void blind(PostgresServer source) throws SQLException {
        for (String trigger : Proof.strings(source, "app", "SELECT evtname FROM pg_event_trigger")) {
            source.execute("app", "DROP EVENT TRIGGER " + trigger);
        }
    }

    private static Writers application(PostgresServer source) throws SQLException {
        source.execute("postgres", "CREATE ROLE shop LOGIN PASSWORD 'shop'", "ALTER DATABASE app OWNER TO shop");
        for (String each : TABLES) {
            source.execute("app", "SET ROLE shop; " + each);
        }
        try (Connection owner = source.connect("app", "shop", "shop")) {
            MixedLoad.create(owner); // whose tables stay as they are
        }
        return Writers.of("shop", Connections.to(source, "app", "shop", "shop"), DefinitionChangesIT::write)
                .writers(2)
                .perSecond(80)
                .start();
    }

    /** Knows only what no change takes away. */
    private static void write(Connection connection, RandomGenerator random) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int id = random.nextInt(500) + 1;
            statement.execute("INSERT INTO shop.orders DEFAULT VALUES");
            statement.execute("UPDATE shop.orders SET n = n + 1 WHERE id = " + id);
            statement.execute("DELETE FROM shop.orders WHERE id = " + id * 3);
            statement.execute("INSERT INTO shop.days VALUES (date '2026-01-01' + " + id % 31 + ", 'x" + id + "')");
            statement.execute("UPDATE shop.days SET v = v || '.' WHERE v = 'v" + id + "'");
        }
    }

    private static void change(PostgresServer source) throws SQLException {
        try (Connection owner = source.connect("app", "shop", "shop");
                Statement statement = owner.createStatement()) {
            for (String change : CHANGES) {
                statement.execute(change);
            }
        }
    }
}
