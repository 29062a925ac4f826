package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.RetentionView;
import dev.godwit.api.TimelineView;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.testkit.FaultProxy;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
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
    private static Site site;

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
        site = new Site(source, target, ServiceProcess.start(data));
        site.profile(Site.SOURCE, source, source.port());
        site.profile(Site.TARGET, target, toTarget.port());
    }

    @AfterAll
    static void stop() {
        toTarget.close();
        site.close();
    }

    @AfterEach
    void heal() {
        toTarget.heal();
    }

    private static RemoteJob job(String name) {
        return site.rest().job(name);
    }

    private static void follows(String database, Map<String, String> retention) {
        var job = site.job(database, Map.of("retention", retention), database);
        job.act("start");
        job.awaitCaughtUp();
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
        return job(job).timeline().stream().map(TimelineView::text).toList();
    }

    /** What is seen is shown at once, and on the timeline a moment later. */
    private static void tells(String job, Predicate<String> wanted) {
        job(job).await("word of it", view -> timeline(job).stream().anyMatch(wanted));
    }

    private static @Nullable RetentionView cost(String job) {
        return job(job).database(job).retention();
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
        job(job).awaitUnasked(Status.FAILED, Phase.CDC);
        DatabaseView database = job(job).database(job);
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
        follows("stopped", Map.of("bytes", "200MB", "policy", "stop"));
        toTarget.refuse();
        toTarget.reset();
        job("stopped").await("trouble", view -> view.status().equals("RUNNING_WITH_ERRORS"));
        write(100);
        job("stopped").await("growth", view -> kept("stopped") >= 100L * MEGABYTE);
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
        job("stopped").act("restart");
        job("stopped").awaitCaughtUp();
        job("stopped").act("end");
        job("stopped").await(Status.ENDED);
    }

    @Test
    void warnsOrGivesWayWhileTheTargetIsAwayAndGoesOnAfterwards() {
        follows("kept", Map.of("bytes", "20MB", "disk", "1GB"));
        follows("slowed", Map.of("bytes", "20MB", "policy", "throttle"));
        source.execute("kept", "BEGIN; INSERT INTO t VALUES (2, 'b'); PREPARE TRANSACTION 'forgotten'");
        toTarget.refuse();
        toTarget.reset();
        write(25);
        for (String job : List.of("kept", "slowed")) {
            job(job).await("level", view -> level(job).equals("OVER"));
            job(job).await("trouble", view -> view.status().equals("RUNNING_WITH_ERRORS"));
            assertThat(kept(job)).isGreaterThan(20L * MEGABYTE);
            tells(job, text -> text.startsWith("WARNING GW-0310: the source keeps "));
            assertThat(left(job)).isNotEmpty();
            job(job).await("a name", view -> heldUp(job));
            tells(job, text -> text.startsWith("WARNING GW-0313: prepared transaction 'forgotten' of user "));
        }
        assertThat(given("kept")).isNull();
        assertThat(given("slowed")).contains("only the stream has its full speed");
        source.execute("kept", "COMMIT PREPARED 'forgotten'", "CHECKPOINT");
        toTarget.heal();
        for (String job : List.of("kept", "slowed")) {
            job(job).await("health", view -> level(job).equals("WITHIN") && view.waitingForUser());
            tells(job, text -> text.equals("The log that the source keeps is within its budget again"));
        }
        assertThat(given("slowed")).isNull();
        for (String job : List.of("kept", "slowed")) {
            job(job).act("promote");
            job(job).await(Status.COMPLETED);
        }
        for (String job : List.of("kept", "slowed")) {
            Proof.equalAndTidy(source, target, job);
        }
    }

    @Test
    void freesTheSourceOfAJobThatWasStopped() {
        follows("rests", Map.of("bytes", "20MB", "policy", "stop"));
        job("rests").act("stop");
        job("rests").await(Status.STOPPED, Phase.CDC);
        write(25);
        assertFreed("rests");
        job("rests").act("end");
        job("rests").await(Status.ENDED);
    }

    @Test
    void slowsTheDumpDownWhileTheSourceHasMuchToDo() throws SQLException {
        source.execute("busy", "INSERT INTO t SELECT i, repeat('x', 100) FROM generate_series(2, 20000) i");
        var job = site.job(
                "busy",
                Map.of(
                        "parallelism",
                        "1",
                        "throttles",
                        List.of(Map.of("dump", Map.of("rowsPerSecond", 500))),
                        "giveWay",
                        Map.of("activeSessions", 1)),
                "busy");
        job.act("start");
        job.await("dump", view -> view.phase().equals("FULL_DUMP"));
        try (var _ = new Sleepers(2)) {
            job.await("giving way", view -> given("busy") != null);
            assertThat(given("busy")).contains("2 sessions are active on the source, more than 1");
            assertThat(Objects.requireNonNull(cost("busy")).activeSessions()).isEqualTo(2);
        }
        job.await("full speed", view -> given("busy") == null);
        job.edit(Map.of("throttles", List.of())).good();
        job.awaitCaughtUp();
        assertThat(timeline("busy"))
                .anyMatch(text -> text.startsWith("The full dump gives way: 2 sessions"))
                .contains("The full dump has its full speed again: the source has time");
        job.act("promote");
        job.await(Status.COMPLETED);
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
