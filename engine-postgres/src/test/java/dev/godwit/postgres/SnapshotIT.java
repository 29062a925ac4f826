package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.spi.Chunk;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot shows every row of its moment once, whatever the source's applications do meanwhile. */
class SnapshotIT {

    private static PostgresServer server;
    private static int databases;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(15);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Side source;

    @BeforeEach
    void create() {
        source = Side.of(server, "d" + databases++);
    }

    @Test
    void noticesTablesRewrittenBeforeTheirLock() throws Exception {
        source.execute("CREATE TABLE a (id int); INSERT INTO a SELECT generate_series(1, 10); CREATE TABLE b (id int)");
        for (String rewriting : List.of(
                "ALTER TABLE a ALTER id TYPE int8",
                "TRUNCATE a",
                "VACUUM FULL a",
                "DROP TABLE a; CREATE TABLE a (id int8)")) {
            Map<dev.godwit.core.TableName, TableDetail> tables = source.tables();
            try (Connection exporting = source.sessions().open()) {
                String exported = export(exporting);
                for (String statement : rewriting.split("; ", -1)) {
                    source.execute(statement);
                }

                assertThatThrownBy(() -> PostgresSnapshot.adopt(source.sessions(), tables, exported, null, 2))
                        .as(rewriting)
                        .isInstanceOfSatisfying(Failure.class, failure -> {
                            assertThat(failure.code()).isEqualTo(PostgresFailure.TABLE_REWRITTEN);
                            assertThat(failure.isTransient()).isTrue();
                            assertThat(failure.found()).contains("public.a").doesNotContain("public.b");
                        });
            }
        }
    }

    @Test
    void outlivesTheSessionThatExportedIt() throws Exception {
        source.execute("CREATE TABLE a (id int); INSERT INTO a SELECT generate_series(1, 10)");
        var position = new Position(7, "0/7");
        PostgresSnapshot snapshot;
        try (Connection exporting = source.sessions().open()) {
            snapshot = PostgresSnapshot.adopt(source.sessions(), source.tables(), export(exporting), position, 2);
        }
        source.execute("INSERT INTO a VALUES (11)");

        try (snapshot) {
            assertThat(snapshot.position()).contains(position);
            assertThat(snapshot.checksum(source.table("a")).rows()).isEqualTo(10);
        }
    }

    @Test
    void makesRewritingWaitUntilItIsClosed() throws Exception {
        source.execute("CREATE TABLE a (id int)");
        try (var snapshot = PostgresSnapshot.own(source.sessions(), source.tables(), 2)) {
            assertThat(snapshot.chunks(source.table("a"), 1)).hasSize(1);
            try (Connection connection = server.connect(source.database());
                    Statement statement = connection.createStatement()) {
                statement.execute("SET lock_timeout = '100ms'");
                assertThatThrownBy(() -> statement.execute("VACUUM FULL a"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo(Errors.LOCK_NOT_AVAILABLE));
                statement.execute("INSERT INTO a VALUES (1)");
            }
        }
        source.execute("VACUUM FULL a");
    }

    @Test
    void noticesThatItsKeeperEnded() throws Exception {
        source.execute("CREATE TABLE a (id int); INSERT INTO a SELECT generate_series(1, 10)");
        var table = source.table("a");
        try (var snapshot = PostgresSnapshot.own(source.sessions(), source.tables(), 2)) {
            var reader = snapshot.read(snapshot.chunks(table, 1).getFirst(), CopyFormat.TEXT.encoding());
            source.column("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'public.a'::regclass"
                    + " AND pid <> (SELECT pid FROM pg_stat_activity WHERE query LIKE 'COPY%')");

            for (String what : List.of("reading", "next chunk", "checksum")) {
                assertThatThrownBy(() -> {
                            switch (what) {
                                case "reading" -> drain(reader);
                                case "next chunk" ->
                                    drain(snapshot.read(
                                            snapshot.chunks(table, 1).getFirst(), CopyFormat.TEXT.encoding()));
                                default -> snapshot.checksum(table);
                            }
                        })
                        .as(what)
                        .isInstanceOfSatisfying(
                                Failure.class,
                                failure -> assertThat(failure.code()).isEqualTo(PostgresFailure.SNAPSHOT_LOST));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 18})
    void noticesThatTheSnapshotIsGoneBeforeItIsTakenOver(int major) throws Exception {
        try (var other = major == 15 ? null : PostgresServer.start(major)) {
            Side side = other == null ? source : Side.of(other, "gone");
            side.execute("CREATE TABLE a (id int); INSERT INTO a SELECT generate_series(1, 10)");
            String exported;
            try (Connection exporting = side.sessions().open()) {
                exported = export(exporting);
            }
            assertLost(
                    "taking it over", () -> PostgresSnapshot.adopt(side.sessions(), side.tables(), exported, null, 2));

            try (var snapshot = PostgresSnapshot.own(side.sessions(), side.tables(), 2)) {
                side.column("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'public.a'::regclass");
                assertLost("cutting into pieces", () -> snapshot.chunks(side.table("a"), 4));
            }
        }
    }

    private static void assertLost(String what, ThrowingCallable use) {
        assertThatThrownBy(use)
                .as(what)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(PostgresFailure.SNAPSHOT_LOST));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 15})
    void piecesHoldEveryRowOnceWhileOthersWrite(int major) throws Exception {
        try (var other = major == 15 ? null : PostgresServer.start(major)) {
            Side side = other == null ? source : Side.of(other, "pieces");
            side.execute(
                    "CREATE TABLE a (id int PRIMARY KEY, t text); CREATE TABLE b ()",
                    "INSERT INTO a SELECT g, repeat('x', g % 300) FROM generate_series(1, 30000) g",
                    "DELETE FROM a WHERE id % 7 = 0; UPDATE a SET t = t || 'y' WHERE id % 5 = 0");
            var stop = new AtomicBoolean();
            var writing = CompletableFuture.runAsync(() -> {
                for (int i = 30_001; !stop.get(); i++) {
                    side.execute(
                            "INSERT INTO a VALUES (" + i + ", repeat('z', 3000));" + "UPDATE a SET id = -id WHERE id = "
                                    + (i - 30_000) + "; DELETE FROM a WHERE id = " + (i - 25_000));
                }
            });
            try (var snapshot = PostgresSnapshot.own(side.sessions(), side.tables(), 2)) {
                List<Chunk> chunks = snapshot.chunks(side.table("a"), 8);
                var whole = new Chunk(side.table("a"), 0, 1, "");

                assertThat(chunks).hasSize(8);
                var ids = new HashSet<String>();
                long rows = 0;
                for (Chunk chunk : chunks) {
                    for (String line : lines(snapshot, chunk)) {
                        ids.add(line);
                        rows++;
                    }
                }
                assertThat(rows).isEqualTo(ids.size());
                assertThat(ids).isEqualTo(new HashSet<>(lines(snapshot, whole)));
                assertThat(snapshot.chunks(side.table("b"), 8)).hasSize(1);
            } finally {
                stop.set(true);
                writing.join();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14})
    void piecesAreNotFullScans(int major) throws Exception {
        try (var other = PostgresServer.start(major)) {
            Side side = Side.of(other, "plans");
            side.execute(
                    "CREATE TABLE a (id int, t text); INSERT INTO a SELECT g, 'x' FROM generate_series(1, 100000) g",
                    "ANALYZE a");
            String select = RowSource.select(
                    "id",
                    "ONLY public.a",
                    new BlockRange(100, OptionalLong.of(110)),
                    side.sessions().version(),
                    8192);
            String last = RowSource.select(
                    "id",
                    "ONLY public.a",
                    new BlockRange(100, OptionalLong.empty()),
                    side.sessions().version(),
                    8192);

            for (String sql : List.of(select, last)) {
                assertThat(String.join("\n", side.column("EXPLAIN " + sql)))
                        .containsIgnoringCase(major < 14 ? "Tid Scan" : "Tid Range Scan")
                        .doesNotContain("Seq Scan");
            }
        }
    }

    @Test
    void copiesHashPartitionsByEnumThroughTheirRoot() throws Exception {
        String schema = """
                CREATE TYPE filler AS ENUM ('f'); CREATE TYPE mood AS ENUM ('a', 'b', 'c', 'd', 'e');
                CREATE TABLE h (m mood, n int) PARTITION BY HASH (m);
                CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 3, REMAINDER 0);
                CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 3, REMAINDER 1);
                CREATE TABLE h2 PARTITION OF h FOR VALUES WITH (MODULUS 3, REMAINDER 2);
                """;
        try (var pair = Pair.start(15, 16)) {
            pair.source()
                    .execute(
                            schema,
                            "INSERT INTO h SELECT ('{a,b,c,d,e}'::mood[])[1 + n % 5], n FROM generate_series(1, 100) n");
            pair.target().execute("CREATE TYPE other AS ENUM ('1', '2', '3', '4'); " + schema);

            pair.copyAll();

            pair.assertEqual();
            var leaves = "SELECT tableoid::regclass || ' ' || count(*) FROM public.h GROUP BY tableoid";
            assertThat(pair.target().column(leaves)).isNotEqualTo(pair.source().column(leaves));
        }
    }

    private static List<String> lines(PostgresSnapshot snapshot, Chunk chunk) {
        var text = new StringBuilder();
        try (var reader = snapshot.read(chunk, CopyFormat.TEXT.encoding())) {
            for (byte[] bytes = reader.next(); bytes != null; bytes = reader.next()) {
                text.append(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return List.of(text.toString().split("\n", -1)).stream()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static void drain(dev.godwit.core.spi.ChunkReader reader) {
        try (reader) {
            for (byte[] bytes = reader.next(); bytes != null; bytes = reader.next()) {
                assertThat(bytes).isNotEmpty();
            }
        }
    }

    private static String export(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SnapshotKeeper.BEGIN);
            try (var row = statement.executeQuery("SELECT pg_export_snapshot()")) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
