package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import dev.godwit.core.Position;
import dev.godwit.core.Table;
import dev.godwit.core.spi.Chunk;
import dev.godwit.core.spi.Progress;
import dev.godwit.testkit.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows and notes become permanent together, and only for the owner of the migration. */
class TargetTablesIT {

    private static PostgresServer server;
    private static int databases;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(17);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Side side;
    private TargetProgress progress;
    private TargetTables tables;

    @BeforeEach
    void create() {
        side = Side.of(server, "d" + databases++);
        progress = new TargetProgress(side.sessions(), "mine");
        tables = new TargetTables(side.sessions(), progress);
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void notesAChunkWithItsRows() throws Exception {
        Table table = prepared("CREATE TABLE a (id int PRIMARY KEY)");

        load(new Chunk(table, 0, 2, ""), "1\n2\n", at(5));
        assertThat(progress.copied()).isEmpty();
        load(new Chunk(table, 1, 2, ""), "3\n", at(5));

        assertThat(progress.copied()).isEqualTo(Map.of(table.name(), new Progress.Copied(Optional.of(at(5)), 3, 6)));
    }

    @Test
    void chunksOfDifferentSnapshotsDoNotMakeATable() throws Exception {
        Table table = prepared("CREATE TABLE a (id int PRIMARY KEY)");

        load(new Chunk(table, 0, 2, ""), "1\n2\n", at(5));
        load(new Chunk(table, 1, 2, ""), "3\n", at(6));

        assertThat(progress.copied()).isEmpty();
    }

    @Test
    void undoesAChunkThatIsNotCommitted() throws Exception {
        Table table = prepared("CREATE TABLE a (id int PRIMARY KEY)");

        try (var loader = tables.load(new Chunk(table, 0, 1, ""), CopyFormat.TEXT.encoding())) {
            loader.write("1\n".getBytes(StandardCharsets.UTF_8));
        }
        load(new Chunk(table, 0, 1, ""), "1\n", null);

        assertThat(progress.copied()).containsEntry(table.name(), new Progress.Copied(Optional.empty(), 1, 2));
    }

    @Test
    void refusesWhoWasReplacedWhileLoading() throws Exception {
        Table table = prepared("CREATE TABLE a (id int PRIMARY KEY)");
        var loader = tables.load(new Chunk(table, 0, 1, ""), CopyFormat.TEXT.encoding());
        loader.write("1\n".getBytes(StandardCharsets.UTF_8));
        var other = new TargetProgress(side.sessions(), "mine");
        long before = progress.epoch();

        assertThat(other.takeOver()).isEqualTo(before + 1);

        // Its session was ended; the next thing it tries is refused for good.
        fails(CoreFailure.TRANSIENT_TROUBLE, () -> loader.commit(null));
        fails(CoreFailure.REPLACED, () -> tables.empty(table));
        fails(CoreFailure.REPLACED, () -> progress.note("a", "b"));
        fails(CoreFailure.REPLACED, () -> progress.begin(at(1)));
        fails(CoreFailure.REPLACED, () -> load(new Chunk(table, 0, 1, ""), "1\n", null));
        assertThat(side.column("SELECT id FROM public.a")).isEmpty();
        other.note("a", "b");
        assertThat(progress.note("a")).contains("b");
    }

    @Test
    void loadsNoChunkTwice() throws Exception {
        Table table = prepared("CREATE TABLE a (id int)");
        load(new Chunk(table, 0, 1, ""), "1\n", null);

        fails(PostgresFailure.CHUNK_TWICE, () -> load(new Chunk(table, 0, 1, ""), "1\n", null));

        assertThat(side.column("SELECT id FROM public.a")).hasSize(1);
    }

    @Test
    void tellsOfValuesWithoutShowingThem() throws Exception {
        Table table = prepared("CREATE TABLE a (id int PRIMARY KEY)");

        Failure refused =
                fails(PostgresFailure.VALUE_REFUSED, () -> load(new Chunk(table, 0, 1, ""), "secret\n", null));
        Failure twice =
                fails(PostgresFailure.ROWS_COLLIDE, () -> load(new Chunk(table, 0, 1, ""), "4711\n4711\n", null));

        assertThat(refused.found()).contains("public.a, column id").doesNotContain("secret");
        assertThat(refused).hasNoCause();
        assertThat(twice.found()).contains("a_pkey").doesNotContain("4711");
    }

    @Test
    void emptiesATableAndForgetsItsChunks() throws Exception {
        Table table = prepared("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int REFERENCES a)");
        load(new Chunk(table, 0, 1, ""), "1\n2\n", null);

        tables.empty(table);

        assertThat(progress.copied()).isEmpty();
        assertThat(side.column("SELECT id FROM public.a")).isEmpty();
    }

    @Test
    void advancesOnlyForwardAndOnlyForTheOwner() throws Exception {
        prepared("CREATE TABLE a (id int)");
        progress.begin(at(5));
        try (Connection connection = side.sessions().open()) {
            TargetProgress.advance(connection, "mine", progress.epoch(), at(9));
            fails(CoreFailure.UNEXPECTED, () -> advance(connection, progress.epoch(), at(8)));
            fails(CoreFailure.REPLACED, () -> advance(connection, progress.epoch() - 1, at(10)));
        }
        assertThat(progress.position()).contains(at(9));
    }

    @Test
    void keepsMigrationsIntoOneDatabaseApart() throws Exception {
        Table table = prepared("CREATE TABLE a (id int)");
        load(new Chunk(table, 0, 1, ""), "1\n", null);
        var other = new TargetProgress(side.sessions(), "other");
        other.establish();

        assertThat(other.takeOver()).isEqualTo(1);
        assertThat(other.copied()).isEmpty();
        other.remove();
        assertThat(progress.copied()).hasSize(1);
        progress.remove();
        progress.remove();
        assertThat(side.column("SELECT nspname FROM pg_namespace WHERE nspname = 'godwit'"))
                .isEmpty();
        assertThat(progress.copied()).isEmpty();
        assertThat(progress.position()).isEmpty();
    }

    private Table prepared(String schema) throws Exception {
        side.execute(schema);
        progress.establish();
        progress.establish();
        progress.takeOver();
        return side.table("a");
    }

    private void load(Chunk chunk, String text, @org.jspecify.annotations.Nullable Position snapshot) {
        try (var loader = tables.load(chunk, CopyFormat.TEXT.encoding())) {
            loader.write(text.getBytes(StandardCharsets.UTF_8));
            loader.commit(snapshot);
        }
    }

    private static void advance(Connection connection, long epoch, Position position) {
        try {
            TargetProgress.advance(connection, "mine", epoch, position);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Position at(long lsn) {
        return Lsn.position(lsn);
    }

    private static Failure fails(FailureCode code, Runnable action) {
        var failures = new java.util.ArrayList<Failure>();
        assertThatThrownBy(action::run).isInstanceOfSatisfying(Failure.class, failures::add);
        assertThat(failures.getFirst().code()).isEqualTo(code);
        return failures.getFirst();
    }
}
