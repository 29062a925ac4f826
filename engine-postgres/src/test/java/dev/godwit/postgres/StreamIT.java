package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import dev.godwit.core.Plan;
import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Applier;
import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.ChangeReader;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may go wrong between the two servers. */
class StreamIT {

    private static PostgresServer source;
    private static PostgresServer target;

    @BeforeAll
    static void start() {
        source = PostgresServer.version(15)
                .set("wal_sender_timeout", "4s")
                .set("max_prepared_transactions", "5")
                .set("logical_decoding_work_mem", "64kB")
                .start();
        target = PostgresServer.start(16);
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    private static Followed database() {
        return new Followed(source, target);
    }

    private static void assertFails(FailureCode code, Runnable what) {
        assertThatThrownBy(what::run)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @Test
    void aStoredPositionBelowWhatTheSourceReleasedIsAGap() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY)").follow();
            Position before = database.progress.position().orElseThrow();
            database.onSource("INSERT INTO a VALUES (1)").drain();
            database.onSource("INSERT INTO a VALUES (2)").drain();
            awaitConfirmed(database, before);
            database.crash();
            assertFails(CoreFailure.GAP_IN_LOG, () -> database.capture().open(before, before));
        }
    }

    private static void awaitConfirmed(Followed database, Position beyond) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (database.onSourceQuery("SELECT 1 FROM pg_replication_slots WHERE slot_name = 'godwit_" + database.id
                        + "' AND confirmed_flush_lsn > '" + beyond + "'")
                .isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            database.step();
        }
    }

    @Test
    void aSourceThatIsAnotherOrWasSetBackIsNamed() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY)").follow();
            PostgresCapture capture = database.capture();
            String history = capture.history();
            Position from = database.progress.position().orElseThrow();
            capture.checkHistory(history, from);
            assertFails(PostgresFailure.OTHER_HISTORY, () -> capture.checkHistory(history, Lsn.position("FFFF/0")));
            assertFails(PostgresFailure.OTHER_HISTORY, () -> capture.checkHistory(history.replace("/1", "/2"), from));
            try (var other = new Followed(target, source)) {
                String others = other.capture().history();
                assertFails(PostgresFailure.OTHER_HISTORY, () -> capture.checkHistory(others, from));
            }
        }
    }

    @Test
    void aSlotThatIsGoneIsNamed() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY)").follow();
            assertThat(database.capture().established()).isTrue();
            database.onSource("SELECT pg_drop_replication_slot('godwit_" + database.id + "')");
            assertThat(database.capture().established()).isFalse();
            assertFails(PostgresFailure.SLOT_LOST, database::reader);
        }
    }

    @Test
    void anInvalidatedSlotIsNamed() {
        try (var small = PostgresServer.version(15)
                .set("max_slot_wal_keep_size", "1MB")
                .set("max_wal_size", "32MB")
                .set("min_wal_size", "32MB")
                .start()) {
            try (var database = new Followed(small, target)) {
                database.onBoth("CREATE TABLE a (id int PRIMARY KEY)").follow();
                for (int i = 0; i < 8; i++) {
                    database.onSource("SELECT pg_switch_wal()", "CREATE TABLE x" + i + "()", "CHECKPOINT");
                }
                assertThat(database.capture().established()).isFalse();
                assertFails(PostgresFailure.SLOT_LOST, database::reader);
            }
        }
    }

    @Test
    void theSourceStaysConnectedWhileTheSinkIsFull() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, t text)").follow();
            ChangeReader reader = database.reader();
            database.onSource("INSERT INTO a SELECT g, repeat('x', 1000) FROM generate_series(1, 50000) g");
            long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
            while (System.nanoTime() < end) {
                reader.poll(change -> {}, false);
            }
            assertThat(database.onSourceQuery("SELECT active::text FROM pg_replication_slots WHERE slot_name = 'godwit_"
                            + database.id + "'"))
                    .containsExactly("true");
            var rows = new AtomicInteger();
            while (rows.get() < 50_000) {
                reader.poll(change -> rows.addAndGet(change instanceof Change.Insert ? 1 : 0), true);
            }
            assertThat(rows.get()).isEqualTo(50_000);
        }
    }

    @Test
    void onePollHandsOutALargeTransactionInParts() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, t text)").follow();
            ChangeReader reader = database.reader();
            database.onSource("INSERT INTO a SELECT g, repeat('x', 1000) FROM generate_series(1, 30000) g");
            var polls = new ArrayList<List<Change>>();
            while (polls.stream().flatMap(List::stream).noneMatch(Change.Commit.class::isInstance)) {
                var changes = new ArrayList<Change>();
                reader.poll(changes::add, true);
                polls.add(changes);
            }
            assertThat(polls.stream().mapToInt(List::size).sum()).isEqualTo(30_000 + 2);
            assertThat(polls).allSatisfy(changes -> assertThat(changes).hasSizeLessThan(10_000));
        }
    }

    @Test
    void aLostTargetConnectionLosesAndDoublesNothing() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id serial PRIMARY KEY, n int); CREATE TABLE k (n int)")
                    .follow();
            for (int i = 0; i < 5; i++) {
                database.onSource(
                        "INSERT INTO a (n) SELECT g FROM generate_series(1, 30000) g",
                        "INSERT INTO k SELECT 1 FROM generate_series(1, 10)");
                database.applier();
                database.onTarget(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND application_name LIKE 'godwit%'");
                assertThatThrownBy(() -> {
                            for (int step = 0; step < 1000; step++) {
                                database.step();
                            }
                        })
                        .isInstanceOfSatisfying(
                                Failure.class,
                                failure -> assertThat(failure.isTransient())
                                        .as(failure.getMessage())
                                        .isTrue());
                database.crash();
            }
            database.drain().assertEqual();
        }
    }

    @Test
    void aNewColumnComesBeforeTheRowsThatHaveIt() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, n int)").follow();
            database.onSource("INSERT INTO a VALUES (1, 1)").drain();
            database.onSource("ALTER TABLE a ADD COLUMN extra int", "INSERT INTO a VALUES (2, 2, 2)")
                    .drain()
                    .assertEqual();
        }
    }

    @Test
    void aColumnIsDroppedAndAddedAgain() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, n int)").follow();
            database.onSource("INSERT INTO a VALUES (1, 1)").drain();
            database.onSource("ALTER TABLE a DROP COLUMN n, ADD COLUMN n int", "INSERT INTO a VALUES (2, 2)")
                    .drain()
                    .assertEqual();
        }
    }

    @Test
    void aTableThatWasOnlyAnalyzedGoesOn() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, n int)").follow();
            for (int i = 0; i < 3; i++) {
                database.onSource("INSERT INTO a VALUES (" + i + ", 1)", "ANALYZE a")
                        .drain();
            }
            database.assertEqual();
        }
    }

    @Test
    void aFlushInTheMiddleOfATransactionCommitsNothingOfIt() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE emptied (id int)")
                    .follow();
            database.onSource("INSERT INTO a VALUES (1)", "BEGIN; INSERT INTO a VALUES (2); TRUNCATE emptied; COMMIT");
            var changes = new ArrayList<Change>();
            while (changes.stream().filter(Change.Commit.class::isInstance).count() < 2) {
                database.reader().poll(changes::add, true);
            }
            PostgresApplier applier = database.applier();
            for (Change change :
                    changes.subList(0, changes.size() - 1)) { // what the TRUNCATE follows is written by then
                applier.accept(change);
                if (change instanceof Change.Commit) {
                    applier.flush();
                }
            }
            long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
            while (System.nanoTime() < end) {
                applier.flush();
            }
            database.crash();
            assertThat(database.onTargetQuery("SELECT id::text FROM public.a")).containsExactly("1");
            database.drain().assertEqual();
        }
    }

    @Test
    void aCommitWhoseAnswerWasLostIsWaitedForWhenAStreamBegins() throws SQLException {
        var a = new TableName("public", "a");
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (n int)").follow();
            Position first = database.progress.position().orElseThrow();
            Position second = database.capture().mark();
            Position third = database.capture().mark();
            try (Connection connection = database.target.open()) {
                database.progress.note(connection, 1, new LoadedChunk(a, 0, 1, first, 0, 0));
            }
            Position read = whileCommitting(
                    database, second, () -> database.progress.position().orElseThrow());
            assertThat(read).isEqualTo(second);
            Position held = whileCommitting(database, third, () -> {
                database.progress.takeUp(List.of(), first);
                return Objects.requireNonNull(database.progress.copied().get(a))
                        .snapshot()
                        .orElseThrow();
            });
            assertThat(held).isEqualTo(third);
            assertThat(database.progress.position()).contains(first);
        }
    }

    /** Answers with what is read while a commit of this position is on its way. */
    private static Position whileCommitting(Followed database, Position position, Supplier<Position> reading)
            throws SQLException {
        try (Connection lost = database.target.open()) {
            lost.setAutoCommit(false);
            TargetProgress.advance(lost, database.id, 1, position);
            var read = CompletableFuture.supplyAsync(reading);
            await(() -> !read.isDone()
                    && database.onTargetQuery("SELECT '1' FROM pg_catalog.pg_locks WHERE NOT granted")
                            .isEmpty());
            lost.commit();
            return read.join();
        }
    }

    @Test
    void changesThatACopyHoldsAreSkipped() throws SQLException {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY)")
                    .follow();
            database.onSource("INSERT INTO a VALUES (1), (2)", "INSERT INTO b VALUES (1)");
            Position later =
                    database.capture().resnapshot(database.catalog()).position().orElseThrow();
            try (Connection connection = database.target.open()) {
                connection.setAutoCommit(false);
                database.progress.note(
                        connection, 1, new LoadedChunk(new TableName("public", "a"), 0, 1, later, 2, 10));
                connection.commit();
            }
            database.onSource("DELETE FROM a WHERE id = 2");
            database.onTarget("DELETE FROM b"); // copied once more by the new snapshot, unlike a not noted
            database.drain().assertEqual();
            assertThat(database.counts
                            .getOrDefault(new TableName("public", "a"), new Applier.Counts(0, 0, 0))
                            .filtered())
                    .isEqualTo(2);
        }
    }

    @Test
    void applicationsMayUpdateKeylessTablesThatAreNotFollowed() {
        try (var database = database()) {
            database.keyless = Plan.Keyless.INSERT_ONLY;
            database.onBoth("CREATE TABLE k (n int)")
                    .onSource("INSERT INTO k VALUES (1)")
                    .follow()
                    .onSource("UPDATE k SET n = 2", "DELETE FROM k", "INSERT INTO k VALUES (3)")
                    .drain();
            assertThat(database.onTargetQuery("SELECT n::text FROM public.k ORDER BY 1"))
                    .containsExactly("1", "3");
            assertThat(database.onSourceQuery("SELECT relreplident::text FROM pg_class WHERE relname = 'k'"))
                    .containsExactly("d");
        }
    }

    @Test
    void whoKeepsTheSlotFromBeingMadeIsNamed() throws SQLException {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY)");
            try (Connection open = source.connect(database.id);
                    Statement statement = open.createStatement()) {
                open.setAutoCommit(false);
                statement.execute("INSERT INTO a VALUES (1)");
                statement.execute("PREPARE TRANSACTION 'old one'");
                database.slotLimit = Duration.ofSeconds(2);
                assertThatThrownBy(database::follow).isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(PostgresFailure.SLOT_BLOCKED);
                    assertThat(failure.found()).contains("old one");
                });
                database.onSource("ROLLBACK PREPARED 'old one'");
            }
            database.follow().onSource("INSERT INTO a VALUES (5)").drain().assertEqual();
        }
    }

    @Test
    void whoKeepsAComparisonFromItsViewIsNamedAndWaitedFor() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY)").follow();
            database.onSource("BEGIN; INSERT INTO a VALUES (1); PREPARE TRANSACTION 'left open'");
            database.slotLimit = Duration.ofSeconds(2);
            assertThatThrownBy(() -> database.capture().resnapshot(new Catalog(List.of(), "")))
                    .isInstanceOfSatisfying(Failure.class, failure -> {
                        assertThat(failure.isTransient()).isTrue();
                        assertThat(failure.found()).contains("left open");
                    });
            database.onSource("COMMIT PREPARED 'left open'").drain().assertEqual();
        }
    }

    @Test
    void aLongQueryOfAnApplicationIsNotBlockedByTheIdentity() throws SQLException {
        try (var database = database()) {
            database.onBoth("CREATE TABLE k (n int)");
            try (Connection open = source.connect(database.id);
                    Statement statement = open.createStatement()) {
                open.setAutoCommit(false);
                statement.execute("SELECT * FROM k");
                var following = Thread.ofVirtual().start(database::follow);
                for (int i = 0; i < 20; i++) {
                    database.onSource("SET lock_timeout = '1500ms'; INSERT INTO k VALUES (1)");
                }
                open.commit();
                following.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            database.drain().assertEqual();
        }
    }

    @Test
    void aMarkIsReachedOnAnIdleSource() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY)").follow();
            for (int i = 0; i < 3; i++) {
                Position mark = database.capture().mark();
                database.drain();
                assertThat(database.reached()).isGreaterThan(mark);
            }
            awaitReceived(database);
        }
    }

    @Test
    void whatWaitsForASynchronousStandbyArrivesAndCountsAsBeingWritten() throws Exception {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id serial PRIMARY KEY)").follow();
            standby("nobody");
            var waiting = Thread.ofVirtual().start(() -> {
                // The server heeds the setting a moment later.
                for (int i = 0; i < 1000 && !standby().isEmpty(); i++) {
                    database.onSource("INSERT INTO a DEFAULT VALUES");
                }
            });
            try (Connection other = source.connect(database.id)) {
                await(() -> database.onSourceQuery("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
                        .isEmpty());
                database.drain();
                String rows = "SELECT count(*)::text FROM public.a";
                assertThat(Integer.parseInt(database.onTargetQuery(rows).getFirst()))
                        .as("the source shows a commit only when the standby has it")
                        .isEqualTo(Integer.parseInt(database.onSourceQuery(rows).getFirst()) + 1);
                assertThat(SourceWriters.list(other))
                        .singleElement()
                        .satisfies(writer -> assertThat(writer.state()).contains("has written"));
            } finally {
                standby("");
            }
            waiting.join();
            database.drain().assertEqual();
        }
    }

    private static void standby(String name) {
        source.execute(
                "postgres", "ALTER SYSTEM SET synchronous_standby_names = '" + name + "'", "SELECT pg_reload_conf()");
    }

    private static String standby() {
        try (Connection connection = source.connect("postgres")) {
            return Rows.setting(connection, "synchronous_standby_names");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier not) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (not.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Patience.sleep(Duration.ofMillis(20));
        }
    }

    private static void awaitReceived(Followed database) {
        Position mark = database.capture().mark();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (database.reader().received().before(mark)) {
            assertThat(System.nanoTime()).isLessThan(end);
            database.step();
        }
    }
}
