package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Catalog;
import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.core.Position;
import dev.godwit.core.Secret;
import dev.godwit.core.Selection;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Applier;
import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.ChangeReader;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A database whose changes are followed into another one, with the classes of the engine and no pipeline. */
final class Followed implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final PostgresServer sourceServer;
    private final PostgresServer targetServer;
    private final Path work;
    final String id = "t" + NUMBER.incrementAndGet();
    final Sessions source;
    final Sessions target;
    final TargetProgress progress;
    Plan.Keyless keyless = Plan.Keyless.FULL;
    List<String> exclude = List.of();
    Duration slotLimit = PostgresCapture.SLOT_LIMIT;
    final Map<TableName, Applier.Counts> counts = new HashMap<>();
    final Map<TableName, Long> received = new HashMap<>();
    private @Nullable Catalog catalog;
    private @Nullable ChangeReader reader;
    private @Nullable PostgresApplier applier;
    private long epoch;
    Applier.@Nullable Applied last;

    Followed(PostgresServer sourceServer, PostgresServer targetServer) {
        this.sourceServer = sourceServer;
        this.targetServer = targetServer;
        sourceServer.createDatabase(id);
        targetServer.createDatabase(id);
        this.source = sessions(sourceServer);
        this.target = sessions(targetServer);
        this.progress = new TargetProgress(target, id);
        try {
            this.work = Files.createTempDirectory("followed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sessions sessions(PostgresServer server) {
        return new Sessions(AddressParser.parse(server.url(id)), new Secret(server.password()), id);
    }

    /** The same statements on both sides. */
    Followed onBoth(String... statements) {
        sourceServer.execute(id, statements);
        targetServer.execute(id, statements);
        return this;
    }

    Followed onSource(String... statements) {
        sourceServer.execute(id, statements);
        return this;
    }

    Followed onTarget(String... statements) {
        targetServer.execute(id, statements);
        return this;
    }

    PostgresCapture capture() {
        return new PostgresCapture(source, plan(), work, this::copy, slotLimit);
    }

    /** A connection to the source as an application has it. */
    Connection application() throws SQLException {
        return sourceServer.connect(id);
    }

    String definitionTrigger() {
        return new CaptureNames(id).definitionTriggers().getFirst();
    }

    private Plan plan() {
        return new Plan(
                id,
                Mode.ONLINE,
                Option.MIGRATE,
                new Selection(List.of(), exclude),
                1,
                Plan.ExistingTarget.FAIL,
                Plan.Promote.AUTO,
                Plan.Fence.CHECK,
                false,
                Plan.Owner.KEEP,
                keyless);
    }

    /** Copies what is there and begins to follow. */
    Followed follow() {
        progress.establish();
        epoch = progress.takeOver();
        try (Connection connection = source.open()) {
            catalog = CatalogReader.catalog(
                    new CatalogReader(connection, source.version(), new Selection(List.of(), exclude)).read());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        capture().establish(catalog);
        return this;
    }

    private Snapshot copy(Sessions sessions, Map<TableName, TableDetail> tables, String exported, Position position) {
        try (Connection from = sessions.open();
                Connection to = target.open()) {
            from.setAutoCommit(false);
            from.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = from.createStatement()) {
                statement.execute("SET TRANSACTION SNAPSHOT '" + exported + "'");
            }
            for (TableDetail table : tables.values()) {
                copy(table, from, to);
            }
            if (progress.position().isEmpty()) {
                progress.begin(position);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return (Snapshot) Proxy.newProxyInstance(
                Followed.class.getClassLoader(),
                new Class<?>[] {Snapshot.class},
                (proxy, method, args) -> method.getName().equals("position") ? Optional.of(position) : null);
    }

    private static void copy(TableDetail table, Connection from, Connection to) throws SQLException {
        String columns =
                Sql.quoteAll(table.columns().stream().map(ColumnDetail::name).toList());
        String list = columns.isEmpty() ? "" : "(" + columns + ")";
        try (var in = new PipedInputStream(1 << 16);
                var out = new PipedOutputStream(in)) {
            var writing = Thread.ofVirtual().start(() -> {
                try (out) {
                    from.unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut("COPY (SELECT " + columns + " FROM " + table.only() + ") TO STDOUT", out);
                } catch (SQLException | IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            to.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + Sql.quote(table.name()) + list + " FROM STDIN", in);
            writing.join();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    ChangeReader reader() {
        if (reader == null) {
            Position from = progress.position().orElseThrow();
            reader = capture().open(from, from);
        }
        return reader;
    }

    /** As it was when following began. */
    Catalog catalog() {
        return Objects.requireNonNull(catalog, "follow first");
    }

    PostgresApplier applier() {
        if (applier == null) {
            applier = PostgresApplier.open(
                    target,
                    catalog(),
                    plan(),
                    progress,
                    (connection, position) -> TargetProgress.advance(connection, id, epoch, position));
        }
        return applier;
    }

    /** Applies everything that is committed on the source by now. */
    Followed drain() {
        Position mark = capture().mark();
        long end = System.nanoTime() + 120_000_000_000L;
        do {
            step();
            assertThat(System.nanoTime()).as("drained in time").isLessThan(end);
        } while (last == null || last.position().before(mark));
        assertThat(counts.values().stream().mapToLong(Applier.Counts::total).sum())
                .as("changes that were received, against %s", counts)
                .isEqualTo(received.values().stream().mapToLong(Long::longValue).sum());
        return this;
    }

    /** Reads once, and applies at the end of a transaction. */
    void step() {
        PostgresApplier to = applier();
        reader().poll(
                        change -> {
                            count(change);
                            to.accept(change);
                            if (change instanceof Change.Commit && to.wantsFlush()) {
                                flushed(to.flush());
                            }
                        },
                        true);
        flushed(to.flush());
    }

    Map<TableName, Progress.Waiting> waiting() {
        return progress.waiting();
    }

    /** What is safe on the target. */
    Position reached() {
        Applier.Applied applied = last;
        if (applied == null) {
            throw new IllegalStateException("nothing was applied");
        }
        return applied.position();
    }

    private void flushed(Applier.Applied applied) {
        last = applied;
        applied.counts().forEach((table, more) -> counts.merge(table, more, Applier.Counts::plus));
        reader().acknowledge(applied.position());
    }

    private void count(Change change) {
        switch (change) {
            case Change.Insert insert -> received.merge(insert.relation().table(), 1L, Long::sum);
            case Change.Update update -> received.merge(update.relation().table(), 1L, Long::sum);
            case Change.Delete delete -> received.merge(delete.relation().table(), 1L, Long::sum);
            case Change.Truncate truncate ->
                truncate.relations().forEach(relation -> received.merge(relation.table(), 1L, Long::sum));
            case Change.Begin begin -> {}
            case Change.Commit commit -> {}
            case Change.Definition definition -> {}
            case Change.Altered altered -> {}
        }
    }

    /** As after kill -9: nothing is closed in order, and both sides are opened again. */
    void crash() {
        if (reader != null) {
            reader.close();
        }
        if (applier != null) {
            applier.close();
        }
        reader = null;
        applier = null;
        received.clear();
        counts.clear();
    }

    Followed assertEqual() {
        try (Connection from = source.open();
                Connection to = target.open()) {
            var tables = new CatalogReader(from, source.version(), new Selection(List.of(), exclude)).read();
            assertThat(tables).isNotEmpty();
            for (TableDetail table : tables.values()) {
                assertThat(rows(to, table)).as("rows of %s", table.name()).isEqualTo(rows(from, table));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    static List<String> rows(Connection connection, TableDetail table) throws SQLException {
        String columns = "t."
                + String.join(
                        ", t.",
                        table.columns().stream().map(c -> Sql.quote(c.name())).toList());
        String row = table.columns().isEmpty() ? "ROW()" : "ROW(" + columns + ")";
        return query(
                connection,
                "SELECT pg_catalog.left(r, 200) || pg_catalog.md5(r) FROM (SELECT " + row + "::text AS r FROM "
                        + table.only() + " t) x ORDER BY r COLLATE \"C\"");
    }

    List<String> onTargetQuery(String query) {
        try (Connection connection = target.open()) {
            return query(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> onSourceQuery(String query) {
        try (Connection connection = source.open()) {
            return query(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> query(Connection connection, String query) throws SQLException {
        var rows = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    @Override
    public void close() {
        crash();
        capture().remove();
        try (Stream<Path> files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
