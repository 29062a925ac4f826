package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.RetentionView;
import dev.godwit.api.TimelineView;
import dev.godwit.testkit.FaultProxy;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log that a source keeps for jobs which cannot go on: what happens at the budget is what the policy says. */
class RetentionIT {

    private static final int MEGABYTE = 1_000_000;

    @TempDir
    static Path data;

    private static PostgresServer source;
    private static PostgresServer target;
    private static FaultProxy toTarget;
    private static GodwitService service;

    @BeforeAll
    static void start() {
        source = PostgresServer.version(15)
                .initdb("--wal-segsize=1")
                .set("min_wal_size", "2MB")
                .set("max_wal_size", "16MB")
                .set("max_prepared_transactions", "5")
                .start();
        target = PostgresServer.start(17);
        for (String database : List.of("kept", "slowed", "stopped", "rests", "busy")) {
            source.createDatabase(database);
            target.createDatabase(database);
            source.execute(database, "CREATE TABLE t (id int PRIMARY KEY, body text)", "INSERT INTO t VALUES (1, 'a')");
        }
        toTarget = FaultProxy.to(target.port());
        service = GodwitService.on(data);
        service.profile("from", source, source.port());
        service.profile("to", target, toTarget.port());
    }

    @AfterAll
    static void stop() {
        service.close();
        toTarget.close();
        source.close();
        target.close();
    }

    @AfterEach
    void heal() {
        toTarget.heal();
    }

    private static void follows(String database, String retention) {
        service.create(database, List.of(database), ", \"retention\": " + retention);
        service.act(database, "start");
        service.await(database, "CDC, ready", view -> view.waitingForUser());
    }

    /** Applications write so much log. */
    private static void write(int megabytes) {
        source.execute(
                "postgres",
                "SELECT pg_logical_emit_message(false, 'application', repeat('x', 1000000)) FROM generate_series(1, "
                        + megabytes + ")",
                "CHECKPOINT");
    }

    private static long logOnDisk() {
        return Long.parseLong(Proof.strings(source, "postgres", "SELECT sum(size)::text FROM pg_ls_waldir()")
                .getFirst());
    }

    private static List<String> left(String database) {
        return Proof.strings(source, database, """
                SELECT slot_name FROM pg_replication_slots WHERE database = current_database()
                UNION ALL SELECT pubname FROM pg_publication""");
    }

    private static List<String> timeline(String job) {
        return service.timeline(job).stream().map(TimelineView::text).toList();
    }

    /** What is seen is shown at once, and on the timeline a moment later. */
    private static void tells(String job, Predicate<String> wanted) {
        service.await(job, "word of it", view -> timeline(job).stream().anyMatch(wanted));
    }

    private static @Nullable RetentionView cost(String job) {
        return service.database(job, job).retention();
    }

    private static long kept(String job) {
        var cost = cost(job);
        Long bytes = cost == null ? null : cost.retainedBytes();
        return bytes == null ? 0 : bytes;
    }

    private static String level(String job) {
        var cost = cost(job);
        return cost == null ? "" : cost.level();
    }

    private static @Nullable String given(String job) {
        var cost = cost(job);
        return cost == null ? null : cost.givesWay();
    }

    private static boolean heldUp(String job) {
        var cost = cost(job);
        return cost != null && !cost.holders().isEmpty();
    }

    private static void assertFreed(String job) {
        service.awaitState(job, "Failed in CDC");
        DatabaseView database = service.database(job, job);
        var failure = Objects.requireNonNull(database.failure());
        assertThat(failure.code()).isEqualTo("GW-0311");
        assertThat(failure.next()).contains("godwit job restart");
        assertThat(database.availableActions()).contains("RESTART", "END").doesNotContain("RESUME");
        assertThat(left(job)).isEmpty();
        assertThat(timeline(job))
                .anyMatch(text -> text.startsWith("WARNING GW-0310: the source keeps "))
                .anyMatch(text -> text.startsWith("Stops, to free the source: "))
                .anyMatch(text -> text.startsWith("GW-0311: ") && text.endsWith("the source is free of the job now"));
    }

    @Test
    void stopsAndFreesTheSourceWhoseDiskThenStopsGrowing() {
        follows("stopped", """
                {"bytes": "200MB", "policy": "stop"}""");
        toTarget.refuse();
        toTarget.reset();
        service.await("stopped", "trouble", view -> view.status().equals("RUNNING_WITH_ERRORS"));
        write(100);
        service.await("stopped", "growth", view -> kept("stopped") >= 100L * MEGABYTE);
        assertThat(level("stopped")).isEqualTo("WITHIN");
        assertThat(Objects.requireNonNull(cost("stopped")).budgetInMs()).isNotNull();
        assertThat(left("stopped")).isNotEmpty();
        write(110);
        assertThat(logOnDisk()).isGreaterThan(200L * MEGABYTE);
        assertFreed("stopped");
        source.execute("postgres", "CHECKPOINT");
        assertThat(logOnDisk()).isLessThan(60L * MEGABYTE);
        write(100);
        write(100);
        assertThat(logOnDisk()).isLessThan(140L * MEGABYTE);
        toTarget.heal();
        service.act("stopped", "restart");
        service.await("stopped", "CDC, ready", view -> view.waitingForUser());
        service.act("stopped", "end");
        service.awaitState("stopped", "Ended");
    }

    @Test
    void warnsOrGivesWayWhileTheTargetIsAwayAndGoesOnAfterwards() {
        follows("kept", """
                {"bytes": "20MB", "disk": "1GB"}""");
        follows("slowed", """
                {"bytes": "20MB", "policy": "throttle"}""");
        source.execute("kept", "BEGIN; INSERT INTO t VALUES (2, 'b'); PREPARE TRANSACTION 'forgotten'");
        toTarget.refuse();
        toTarget.reset();
        write(25);
        for (String job : List.of("kept", "slowed")) {
            service.await(job, "level", view -> level(job).equals("OVER"));
            service.await(job, "trouble", view -> view.status().equals("RUNNING_WITH_ERRORS"));
            assertThat(kept(job)).isGreaterThan(20L * MEGABYTE);
            tells(job, text -> text.startsWith("WARNING GW-0310: the source keeps "));
            assertThat(left(job)).isNotEmpty();
            service.await(job, "a name", view -> heldUp(job));
            tells(job, text -> text.startsWith("WARNING GW-0313: prepared transaction 'forgotten' of user "));
        }
        assertThat(given("kept")).isNull();
        assertThat(given("slowed")).contains("only the stream has its full speed");
        source.execute("kept", "COMMIT PREPARED 'forgotten'", "CHECKPOINT");
        toTarget.heal();
        for (String job : List.of("kept", "slowed")) {
            service.await(job, "health", view -> level(job).equals("WITHIN") && view.waitingForUser());
            tells(job, text -> text.equals("The log that the source keeps is within its budget again"));
        }
        assertThat(given("slowed")).isNull();
        for (String job : List.of("kept", "slowed")) {
            service.act(job, "promote");
            service.awaitState(job, "Completed");
        }
        for (String job : List.of("kept", "slowed")) {
            Proof.equalAndTidy(source, target, job);
        }
    }

    @Test
    void freesTheSourceOfAJobThatWasStopped() {
        follows("rests", """
                {"bytes": "20MB", "policy": "stop"}""");
        service.act("rests", "stop");
        service.awaitState("rests", "Stopped in CDC");
        write(25);
        assertFreed("rests");
        service.act("rests", "end");
        service.awaitState("rests", "Ended");
    }

    @Test
    void slowsTheDumpDownWhileTheSourceHasMuchToDo() throws SQLException {
        source.execute("busy", "INSERT INTO t SELECT i, repeat('x', 100) FROM generate_series(2, 20000) i");
        service.create("busy", List.of("busy"), """
                , "parallelism": "1", "throttles": [{"dump": {"rowsPerSecond": 500}}], "giveWay": {"activeSessions": 1}""");
        service.act("busy", "start");
        service.await("busy", "dump", view -> view.phase().equals("FULL_DUMP"));
        try (var _ = new Sleepers(2)) {
            service.await("busy", "giving way", view -> given("busy") != null);
            assertThat(given("busy")).contains("2 sessions are active on the source, more than 1");
            assertThat(Objects.requireNonNull(cost("busy")).activeSessions()).isEqualTo(2);
        }
        service.await("busy", "full speed", view -> given("busy") == null);
        service.edit("busy", "{\"throttles\": null}");
        service.await("busy", "CDC, ready", view -> view.waitingForUser());
        assertThat(timeline("busy"))
                .anyMatch(text -> text.startsWith("The full dump gives way: 2 sessions"))
                .contains("The full dump has its full speed again: the source has time");
        service.act("busy", "promote");
        service.awaitState("busy", "Completed");
        Proof.equalAndTidy(source, target, "busy");
    }

    /** Sessions that are at work until it is closed. */
    private static final class Sleepers implements AutoCloseable {

        private final List<Connection> connections;

        Sleepers(int count) {
            connections = IntStream.range(0, count)
                    .mapToObj(i -> source.connect("busy"))
                    .toList();
            connections.forEach(connection -> Thread.ofVirtual().start(() -> sleep(connection)));
        }

        private static void sleep(Connection connection) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_sleep(600)");
            } catch (SQLException e) {
                return; // closed, as it should be
            }
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : connections) {
                connection.abort(Runnable::run);
            }
            source.execute(
                    "busy", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)'");
        }
    }
}
