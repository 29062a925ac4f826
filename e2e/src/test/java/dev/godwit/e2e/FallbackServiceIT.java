package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back as a server keeps it: a job that comes to be with a promotion. */
class FallbackServiceIT {

    /** For each switch; more with {@code -Dgodwit.kills=20}. */
    private static final int KILLS = Integer.getInteger("godwit.kills", 2);

    private static final int LONGEST_LIFE_MILLIS = 2_500;
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Map<String, ?> WITH_WAY_BACK =
            Map.of("fence", "close", "fallback", true, "retention", Map.of("bytes", "1GB", "policy", "throttle"));

    @TempDir
    Path data;

    private Site site;

    @BeforeEach
    void start() {
        site = Site.start(data);
        for (PostgresServer server : List.of(site.source(), site.target())) {
            server.execute("postgres", "CREATE ROLE shop LOGIN PASSWORD 'shop'");
        }
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void databasesGoForthAndBackOneByOne() {
        for (String name : List.of("one", "two")) {
            site.emptyDatabase(name);
            site.source().execute(name, """
                    CREATE TABLE item (id serial PRIMARY KEY, v text);
                    CREATE TABLE keyless (v text);
                    INSERT INTO item (v) SELECT 'a' FROM generate_series(1, 100);
                    INSERT INTO keyless SELECT 'a' FROM generate_series(1, 10)
                    """);
        }
        List<String> identities = Proof.identities(site.source(), "one");
        var orders = site.job("orders", WITH_WAY_BACK, "one", "two");
        orders.act("start");
        orders.awaitCaughtUp();
        orders.refuses("fallback", "it is no way back");

        orders.act("promote", List.of("one"));
        orders.await("one promoted", view -> isOver(orders, "one"));
        assertThat(orders.view().wayBack()).isNotNull();
        var back = site.rest().job("orders-fallback");
        var view = back.awaitUnasked(Status.RUNNING, Phase.CDC);
        assertThat(view.wayBackOf()).isEqualTo("orders");
        assertThat(view.availableActions())
                .contains("STOP", "FALLBACK", "END")
                .doesNotContain("START", "RESTART", "VALIDATE", "PROMOTE");
        site.target().execute("one", "INSERT INTO item (v) VALUES ('new'); UPDATE keyless SET v = 'b'");
        back.await("what it costs the server in use is watched", now -> {
            var retention = now.databases().getFirst().retention();
            return retention != null && retention.budgetBytes() != null && retention.retainedBytes() != null;
        });

        verifiesAndRepairsTheSideThatWasLeft(back);

        orders.act("promote", List.of("two"));
        orders.await(Status.COMPLETED);
        back.await(
                "both follow",
                now -> now.databases().size() == 2
                        && now.databases().stream()
                                .allMatch(each -> each.state().equals("Running in CDC")));
        site.target().execute("two", "DELETE FROM item WHERE id = 1");

        awaitCaughtUp(back, "two");
        back.act("fallback", List.of("two"));
        back.await("two is back", now -> isOver(back, "two"));
        assertThat(Proof.differences(site.source(), site.target(), "two")).isEmpty();
        assertThat(Proof.strings(site.source(), "two", "SELECT to_regnamespace('godwit')::text"))
                .containsExactly((String) null);
        assertThat(Proof.strings(site.target(), "two", "SELECT to_regnamespace('godwit')::text"))
                .containsExactly((String) null);
        assertThat(Proof.strings(site.source(), "two", "SELECT datconnlimit FROM pg_database WHERE datname = 'two'"))
                .containsExactly("-1");

        Awaitility.await()
                .atMost(LONG)
                .until(() -> Proof.strings(site.source(), "one", "SELECT count(*) FROM item WHERE v = 'new'")
                        .equals(List.of("1")));
        back.act("end", List.of("one"));
        back.await(Status.COMPLETED);
        assertThat(back.database("one").status()).isEqualTo("ENDED");
        assertThat(back.database("one").leftToDo()).anyMatch(line -> line.contains("CONNECTION LIMIT -1"));
        Proof.tidy(site.source(), "one");
        Proof.tidy(site.target(), "one");
        assertThat(Proof.identities(site.source(), "one")).isEqualTo(identities);
        assertThat(Proof.identities(site.target(), "one")).isEqualTo(identities);
    }

    private void verifiesAndRepairsTheSideThatWasLeft(RemoteJob back) {
        var clean = back.verified(Map.of());
        assertThat(clean.path("state").asString()).as(clean.toString()).isEqualTo("EQUAL");
        assertThat(clean.path("result").path("followed").asBoolean()).isTrue();
        site.source().execute("one", """
                UPDATE item SET v = 'spoiled' WHERE id = 5; DELETE FROM item WHERE id = 6; INSERT INTO keyless VALUES ('x');
                ALTER TABLE item ALTER v SET DEFAULT 'x'
                """);
        var found = back.verified(Map.of());
        var result = found.path("result");
        assertThat(found.path("state").asString()).as(found.toString()).isEqualTo("DIFFERENT");
        assertThat(List.of(
                        result.path("changed").asInt(),
                        result.path("missing").asInt(),
                        result.path("extra").asInt()))
                .containsExactly(1, 1, 1);
        assertThat(result.path("definitions").toString()).contains("column v of public.item", "FAILED");
        var repaired = back.verified(Map.of("repair", true)).path("result");
        assertThat(repaired.path("repaired").asInt()).isEqualTo(3);
        assertThat(repaired.path("tablesEqual").asInt()).as(repaired.toString()).isEqualTo(2);

        back.act("fallback", List.of("one"));
        back.await("refused", view -> back.timeline().toString().contains("Not promoted: column v of public.item"));
        site.source().execute("one", "ALTER TABLE item ALTER v DROP DEFAULT");
        back.await(Status.RUNNING, Phase.CDC);
        assertThat(back.verified(Map.of()).path("state").asString()).isEqualTo("EQUAL");
    }

    @Test
    void goesForthAndBackThroughKillsAtAnyMoment() throws SQLException {
        var random = new Random(Long.getLong("godwit.seed", 42));
        site.emptyDatabase("app");
        for (PostgresServer server : List.of(site.source(), site.target())) {
            server.execute("postgres", "ALTER DATABASE app OWNER TO shop");
        }
        MixedLoad load;
        try (Connection owner = site.source().connect("app", "shop", "shop")) {
            load = MixedLoad.create(owner);
        }
        var used = new AtomicReference<>(as(site.source()));
        try (var application = load.application(() -> used.get().open())
                .writers(2)
                .perSecond(60)
                .start()) {
            var forth = site.job("app", WITH_WAY_BACK, "app");
            forth.act("start");
            forth.awaitCaughtUp();
            switchThroughKills(forth, "promote", random);
            used.set(as(site.target()));
            application.awaitCommits(100, LONG);
            var back = site.rest().job("app-fallback");
            back.awaitUnasked(Status.RUNNING, Phase.CDC);
            awaitCaughtUp(back, "app");
            switchThroughKills(back, "fallback", random);
            used.set(as(site.source()));
            application.awaitCommits(20, LONG);
            assertThat(application.stop().failures()).isEmpty();
        }
        Proof.tidy(site.source(), "app");
        Proof.tidy(site.target(), "app");
    }

    /** What was wished is done in the end, whoever was killed; nobody has to ask for it again. */
    private void switchThroughKills(RemoteJob job, String action, Random random) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> job.ask(action, Map.of()).status() == 200); // not while it is behind
        for (int i = 0; i < KILLS; i++) {
            letLive(random.nextInt(LONGEST_LIFE_MILLIS));
            site.service().kill9();
            site.service().start();
        }
        job.await(Status.COMPLETED);
        // The way back, which runs by now, keeps the sequences of the side that was left ahead.
        assertThat(Proof.differences(site.source(), site.target(), "app"))
                .filteredOn(line -> !action.equals("promote") || !line.startsWith("sequence "))
                .isEmpty();
    }

    private static void awaitCaughtUp(RemoteJob job, String database) {
        job.await(database + " has caught up", view -> {
            var lag = job.database(database).lag();
            return lag != null && lag.caughtUp();
        });
    }

    private static void letLive(int millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() > until);
    }

    private static boolean isOver(RemoteJob job, String database) {
        return job.database(database).status().equals("COMPLETED");
    }

    private static Connections as(PostgresServer server) {
        return Connections.to(server, "app", "shop", "shop");
    }
}
