package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Applier;
import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.Relation;
import dev.godwit.core.spi.RowRef;
import dev.godwit.core.spi.RowWatch;
import dev.godwit.core.spi.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes by one mechanism: rows are copied into temporary tables and written from there, as net changes of many
 * transactions, or one by one where those do not go.
 */
final class PostgresApplier implements Applier {

    private static final int MAX_CHANGES = 20_000;
    private static final long MAX_BYTES = 32L << 20;
    private static final long CHANGE_BYTES = 64;

    private final Connection connection;
    private final StreamTargets targets;
    private final Map<TableName, Position> copied = new HashMap<>();
    private final Advance advance;
    private final Staging staging;
    private final ChangeBatch batch;
    private final Truncation truncation;
    private final FlushedPosition safe;
    private final List<ChangeBatch.Entry> entries = new ArrayList<>();
    private final Map<TableName, Counts> counts = new HashMap<>();

    private @Nullable Position transaction;
    private FlushedPosition.@Nullable Point complete;
    private RowWatch watch = RowWatch.NONE;
    private long bytes;
    /** Changes that were written in this target transaction already. */
    private long written;

    /** Notes the position in the transaction that carries the rows. */
    @FunctionalInterface
    interface Advance {
        void to(Connection connection, Position position) throws SQLException;
    }

    private PostgresApplier(Connection connection, StreamTargets targets, Progress progress, Advance advance)
            throws SQLException {
        this.connection = connection;
        this.targets = targets;
        this.advance = advance;
        this.staging = new Staging(connection);
        this.batch = new ChangeBatch(connection, staging);
        this.truncation = new Truncation(connection, targets);
        progress.copied().forEach((table, note) -> note.snapshot().ifPresent(at -> copied.put(table, at)));
        Position start = progress.position()
                .orElseThrow(() -> new IllegalStateException("changes cannot be applied before the first snapshot"));
        this.safe = new FlushedPosition(connection, start);
    }

    /** @param complete whether triggers and foreign keys of the target are in place, and must not act */
    static PostgresApplier open(
            Sessions sessions, Catalog catalog, Progress progress, boolean complete, Advance advance) {
        try {
            Connection connection = sessions.open();
            try {
                // Where it is refused, triggers and foreign keys are made at the switch.
                if (!prepare(connection, sessions.version()) && complete) {
                    throw Failure.of(PostgresFinding.WAY_BACK_RIGHTS_MISSING)
                            .found("the user may not set session_replication_role on %s", sessions.place())
                            .build();
                }
                var targets = StreamTargets.load(connection, sessions.version(), catalog);
                connection.setAutoCommit(false);
                return new PostgresApplier(connection, targets, progress, advance);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Errors.failure("getting ready to apply changes to " + sessions.place(), e);
        }
    }

    private static boolean prepare(Connection connection, ServerVersion version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Staging.settings(version));
        }
        return ReplicaRole.take(connection);
    }

    @Override
    public TableName table(Relation relation) {
        return targets.route(relation).table().name();
    }

    @Override
    public void watch(RowWatch by) {
        watch = by;
    }

    @Override
    public void accept(Change change) {
        switch (change) {
            case Change.Begin begin -> transaction = begin.commit();
            case Change.Commit commit -> {
                transaction = null;
                complete = new FlushedPosition.Point(commit.end(), commit.at());
            }
            case Change.Insert insert -> row(insert.relation(), insert, null, insert.row());
            case Change.Update update -> row(update.relation(), update, update.old(), update.row());
            case Change.Delete delete -> row(delete.relation(), delete, delete.old(), null);
            case Change.Truncate truncate -> truncate(truncate);
        }
    }

    @Override
    public boolean wantsFlush() {
        return written + entries.size() >= MAX_CHANGES || bytes >= MAX_BYTES;
    }

    @Override
    public Applied flush() {
        FlushedPosition.Point point = complete;
        try {
            if (transaction != null || point == null) {
                return applied(transaction == null ? safe.settled() : safe.flushed());
            }
            write();
            advance.to(connection, point.position());
            connection.commit();
            staging.committed();
            complete = null;
            written = 0;
            safe.committed(point);
            return applied(safe.flushed());
        } catch (SQLException e) {
            throw Errors.failure("applying changes", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            return; // it is gone already, and nothing was committed
        }
    }

    private Applied applied(FlushedPosition.Point point) {
        Map<TableName, Counts> news = Map.copyOf(counts);
        if (transaction == null) {
            counts.clear();
            return new Applied(point.position(), point.committedAt(), news);
        }
        return new Applied(point.position(), point.committedAt(), Map.of());
    }

    private void row(Relation relation, Change change, @Nullable Tuple old, @Nullable Tuple row) {
        Route route = targets.route(relation);
        if (isCopied(route.table().name())) {
            count(route.table().name(), new Counts(0, 1, 0));
            return;
        }
        route.learn(old);
        route.learn(row);
        if (watch.wants()) {
            tell(route, row == null ? old : row);
        }
        entries.add(new ChangeBatch.Entry(route, change));
        bytes += CHANGE_BYTES + (old == null ? 0 : old.heapBytes()) + (row == null ? 0 : row.heapBytes());
        if (transaction != null && (entries.size() >= MAX_CHANGES || bytes >= MAX_BYTES)) {
            try {
                write();
            } catch (SQLException e) {
                throw Errors.failure("applying changes", e);
            }
        }
    }

    private void tell(Route route, @Nullable Tuple row) {
        RowRef ref = row == null ? null : KeyText.of(route, row);
        if (ref != null) {
            watch.row(route.table().name(), ref);
        }
    }

    private void truncate(Change.Truncate truncate) {
        var emptied = new ArrayList<Relation>();
        for (Relation relation : truncate.relations()) {
            TableName table = targets.route(relation).table().name();
            if (isCopied(table)) {
                count(table, new Counts(0, 1, 0));
            } else {
                count(table, new Counts(1, 0, 0));
                emptied.add(relation);
            }
        }
        try {
            write();
            truncation.write(emptied, truncate.restartIdentity());
            written++;
        } catch (SQLException e) {
            throw Errors.failure("emptying tables", e);
        }
    }

    /** Whether the table's copy holds the current transaction. */
    private boolean isCopied(TableName table) {
        Position commit = transaction;
        if (commit == null) {
            throw Failure.of(CoreFailure.UNEXPECTED)
                    .found("a change of %s came outside of a transaction", table)
                    .build();
        }
        return Optional.ofNullable(copied.get(table)).filter(commit::before).isPresent();
    }

    /** Writes what has gathered, without a commit. */
    private void write() throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        var received = new HashMap<TableName, Long>();
        for (ChangeBatch.Entry entry : entries) {
            received.merge(entry.route().table().name(), 1L, Long::sum);
        }
        var kept = new HashMap<TableName, Long>();
        batch.write(entries, (table, rows) -> kept.merge(table.name(), rows, Long::sum));
        received.forEach((table, all) -> {
            long applied = kept.getOrDefault(table, 0L);
            count(table, new Counts(applied, 0, all - applied));
        });
        written += entries.size();
        entries.clear();
        bytes = 0;
    }

    private void count(TableName table, Counts more) {
        counts.merge(table, more, Counts::plus);
    }
}
