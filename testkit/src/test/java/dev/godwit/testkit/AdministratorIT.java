package dev.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each fault that somebody on the server causes does what it says. */
class AdministratorIT {
    private static final String VICTIM = "victim of a test";

    private static PostgresServer server;
    private static Administrator administrator;

    @BeforeAll
    static void start() {
        server = PostgresServer.version(17).set("max_connections", "20").start();
        administrator = new Administrator(server, new Random(1));
        server.execute("postgres", "CREATE TABLE one (v int); CREATE TABLE other (v int)");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void endsASession() throws SQLException {
        assertThat(administrator.terminates(VICTIM)).as("nobody is there").isFalse();
        try (var victim = victim()) {
            assertThat(administrator.terminates("victim%")).isTrue();
            assertThatThrownBy(() -> execute(victim, "SELECT 1")).satisfies(e -> assertState(e, "57P01"));
        }
    }

    @Test
    void cancelsAStatementAndLetsTheSessionLive() throws SQLException {
        try (var victim = victim()) {
            assertThat(administrator.cancels(VICTIM)).as("it does nothing").isFalse();
            var sleeper =
                    CompletableFuture.runAsync(() -> assertThatThrownBy(() -> execute(victim, "SELECT pg_sleep(60)"))
                            .satisfies(e -> assertState(e, "57014")));
            await().until(() -> administrator.cancels(VICTIM));
            sleeper.join();
            execute(victim, "SELECT 1");
        }
    }

    @Test
    void takesAllConnectionsAlsoThoseOfOthers() throws SQLException {
        try (var victim = victim();
                var held = administrator.occupies(VICTIM)) {
            assertThatThrownBy(() -> execute(victim, "SELECT 1")).satisfies(e -> assertState(e, "57P01"));
            assertThat(held.connections()).hasSizeGreaterThan(10);
            assertThatThrownBy(() -> server.connect("postgres")).rootCause().satisfies(e -> assertState(e, "53300"));
        }
        await().ignoreExceptions()
                .untilAsserted(() -> server.connect("postgres").close());
    }

    @Test
    void makesADeadlockOfWhichTheOtherIsTheVictim() throws SQLException {
        try (var victim = victim();
                var ours = server.connect("postgres")) {
            victim.setAutoCommit(false);
            execute(victim, "INSERT INTO other VALUES (1)");
            var deadlock =
                    CompletableFuture.supplyAsync(() -> Deadlock.with(ours, VICTIM, "one", Duration.ofSeconds(30)));
            await().until(() -> locked("one"));
            assertThatThrownBy(() -> execute(victim, "INSERT INTO one VALUES (1)"))
                    .satisfies(e -> assertState(e, "40P01"));
            victim.rollback();
            assertThat(deadlock.join()).isTrue();
            execute(victim, "INSERT INTO one VALUES (1)"); // its locks are gone
        }
    }

    @Test
    void setsTimeoutsOfARoleForNewSessions() throws SQLException {
        server.execute("postgres", "CREATE ROLE slow LOGIN PASSWORD 'slow'");
        try (var superuser = server.connect("postgres")) {
            HostileSettings.timeouts(superuser, "slow", server.major());
            try (var session = server.connect("postgres", "slow", "slow")) {
                assertThatThrownBy(() -> execute(session, "SELECT pg_sleep(60)"))
                        .satisfies(e -> assertState(e, "57014"));
            }
            HostileSettings.reset(superuser, "slow");
            try (var session = server.connect("postgres", "slow", "slow")) {
                execute(session, "SELECT pg_sleep(0.3)");
            }
        }
    }

    @Test
    void fillsADiskAndFreesIt() {
        var mounted = SmallDisk.mount(32);
        Assumptions.assumeTrue(mounted.isPresent(), "this account may not mount a file system");
        try (var disk = mounted.get();
                var small = PostgresServer.start(17)) {
            small.execute("postgres", "CREATE TABLESPACE small LOCATION '%s'".formatted(disk.folder("data")));
            small.execute("postgres", "CREATE TABLE t (v text) TABLESPACE small");
            String insert = "INSERT INTO t SELECT repeat('x', 1000) FROM generate_series(1, 1000)";
            disk.fill();
            assertThatThrownBy(() -> small.execute("postgres", insert))
                    .rootCause()
                    .satisfies(e -> assertState(e, "53100"));
            disk.free();
            small.execute("postgres", insert);
        }
    }

    private static boolean locked(String table) throws SQLException {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT FROM pg_locks WHERE granted AND mode = 'ShareLock' AND relation = '%s'::regclass"
                                .formatted(table))) {
            return rows.next();
        }
    }

    private static Connection victim() {
        return server.connect("postgres", Map.of("ApplicationName", VICTIM));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertState(Throwable e, String state) {
        assertThat(((SQLException) e).getSQLState()).as(e.getMessage()).isEqualTo(state);
    }
}
