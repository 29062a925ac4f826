package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private final Targets reading;
    private final Redefinition redefinition;
    private final Map<TableName, Position> copied = new HashMap<>();
    /** Tables whose changes are set aside. */
    private final Set<TableName> waiting = new HashSet<>();

    /** Relations whose columns are those of their table. */
    private final Set<Relation> known = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Tables that the current transaction has changed on the target. */
    private final Set<TableName> touched = new HashSet<>();

    private final List<Redefined> redefined = new ArrayList<>();
    private final Advance advance;
    private final Staging staging;
    private final ChangeBatch batch;
    private StreamTargets targets;
    private Truncation truncation;
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

    /** Reads what the target's tables are like. */
    private interface Targets {
        StreamTargets read(Connection connection) throws SQLException;
    }

    private PostgresApplier(
            Connection connection, Targets reading, Redefinition redefinition, Progress progress, Advance advance)
            throws SQLException {
        this.connection = connection;
        this.reading = reading;
        this.redefinition = redefinition;
        this.advance = advance;
        this.targets = reading.read(connection);
        this.staging = new Staging(connection);
        this.batch = new ChangeBatch(connection, staging);
        this.truncation = new Truncation(connection, targets);
        waiting.addAll(progress.waiting().keySet());
        remember(progress.copied());
        Position start = progress.position()
                .orElseThrow(() -> new IllegalStateException("changes cannot be applied before the first snapshot"));
        this.safe = new FlushedPosition(connection, start);
    }

    /** On the way back triggers and foreign keys of the target are in place, and must not act. */
    static PostgresApplier open(Sessions sessions, Catalog catalog, Plan plan, Progress progress, Advance advance) {
        try {
            Connection connection = sessions.open();
            try {
                // Where it is refused, triggers and foreign keys are made at the switch.
                boolean replica = prepare(connection, sessions.version());
                if (!replica && plan.wayBack()) {
                    throw Failure.of(PostgresFinding.WAY_BACK_RIGHTS_MISSING)
                            .found("the user may not set session_replication_role on %s", sessions.place())
                            .build();
                }
                connection.setAutoCommit(false);
                return new PostgresApplier(
                        connection,
                        own -> StreamTargets.load(own, sessions.version(), catalog),
                        new Redefinition(
                                connection,
                                sessions,
                                plan.id(),
                                plan.owner() == Plan.Owner.KEEP,
                                replica,
                                () -> Redefinition.begin(sessions, progress)),
                        progress,
                        advance);
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
        return targets.name(relation);
    }

    @Override
    public void watch(RowWatch by) {
        watch = by;
    }

    @Override
    public void accept(Change change) {
        switch (change) {
            case Change.Begin begin -> {
                transaction = begin.commit();
                touched.clear();
            }
            case Change.Commit commit -> {
                transaction = null;
                complete = new FlushedPosition.Point(commit.end(), commit.at());
            }
            case Change.Insert insert -> row(insert.relation(), insert, null, insert.row());
            case Change.Update update -> row(update.relation(), update, update.old(), update.row());
            case Change.Delete delete -> row(delete.relation(), delete, delete.old(), null);
            case Change.Truncate truncate -> truncate(truncate);
            case Change.Definition definition -> define(definition);
            case Change.Altered altered -> altered(altered);
        }
    }

    @Override
    public boolean wantsFlush() {
        // What a definition has made, such as the label of an enum, may be of no use before a commit.
        return !redefined.isEmpty() || written + entries.size() >= MAX_CHANGES || bytes >= MAX_BYTES;
    }

    @Override
    public Applied flush() {
        FlushedPosition.Point point = complete;
        try {
            if (transaction != null) {
                return applied(safe.known()); // looking would commit what is written of it
            }
            if (point == null) {
                return applied(safe.settled());
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
            List<Redefined> definitions = List.copyOf(redefined);
            redefined.clear();
            return new Applied(point.position(), point.committedAt(), news, definitions);
        }
        return new Applied(point.position(), point.committedAt(), Map.of(), List.of());
    }

    private void row(Relation relation, Change change, @Nullable Tuple old, @Nullable Tuple row) {
        if (isSetAside(targets.name(relation))) {
            count(targets.name(relation), new Counts(0, 1, 0));
            return;
        }
        if (!known.contains(relation)) {
            Optional<String> difference = targets.difference(relation);
            if (difference.isPresent()) {
                altered(new Change.Altered(relation.table(), difference.get()));
                count(targets.name(relation), new Counts(0, 1, 0));
                return;
            }
            known.add(relation);
        }
        Route route = targets.route(relation);
        touched.add(route.table().name());
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
            TableName table = targets.name(relation);
            if (isSetAside(table)) {
                count(table, new Counts(0, 1, 0));
            } else {
                count(table, new Counts(1, 0, 0));
                touched.add(table);
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

    private void define(Change.Definition change) {
        Position commit = transaction("a change of definitions");
        DefinitionRow row = DefinitionRow.of(change);
        boolean aside = !change.tables().isEmpty() && change.tables().stream().allMatch(this::isSetAside);
        if (aside && row.kind() != DefinitionRow.Kind.UNKNOWN) {
            return; // made anew after it, or about to be
        }
        try {
            write();
            boolean ahead = copied.values().stream().anyMatch(commit::before);
            Redefinition.Result result = redefinition.run(row, commit, ahead);
            Set<TableName> again = new TreeSet<>(result.copyAgain());
            again.removeIf(this::isSetAside);
            String reason = change.what() + (result.trouble().isEmpty() ? "" : ": " + result.trouble());
            setAside(again, new Progress.Waiting(Optional.of(commit), reason, Progress.Waiting.Choice.COPY));
            redefined.add(new Redefined(change.what(), List.copyOf(again), result.trouble(), Optional.empty()));
            reload();
            written++;
        } catch (SQLException e) {
            throw Errors.failure("changing definitions: " + change.what(), e);
        }
    }

    private void altered(Change.Altered change) {
        Position commit = transaction("a change of " + change.table());
        TableName table = targets.name(change.table());
        if (isSetAside(table)) {
            return;
        }
        try {
            write();
            // What was applied of this transaction must not be applied again.
            Optional<Position> since = touched.contains(table) ? Optional.empty() : Optional.of(commit);
            setAside(Set.of(table), new Progress.Waiting(since, change.difference(), Progress.Waiting.Choice.OPEN));
            String what = "table " + table + " " + change.difference();
            redefined.add(new Redefined(what, List.of(table), "", since));
            written++;
        } catch (SQLException e) {
            throw Errors.failure("setting aside the changes of " + table, e);
        }
    }

    private void setAside(Set<TableName> tables, Progress.Waiting how) throws SQLException {
        redefinition.await(tables, how);
        waiting.addAll(tables);
    }

    /** Tables and their columns may be others now. */
    private void reload() throws SQLException {
        targets = reading.read(connection);
        truncation = new Truncation(connection, targets);
        staging.forgetAll();
        known.clear();
        remember(redefinition.copied());
        waiting.clear();
        waiting.addAll(redefinition.waiting());
    }

    private void remember(Map<TableName, Progress.Copied> tables) {
        copied.clear();
        tables.forEach((table, note) -> note.snapshot().ifPresent(at -> copied.put(table, at)));
    }

    /** Whether the table's copy holds the current transaction, or its changes wait. */
    private boolean isSetAside(TableName table) {
        Position commit = transaction("a change of " + table);
        Position copy = copied.get(table);
        return waiting.contains(table) || (copy != null && commit.before(copy));
    }

    private Position transaction(String what) {
        Position commit = transaction;
        if (commit == null) {
            throw Failure.of(CoreFailure.UNEXPECTED)
                    .found("%s came outside of a transaction", what)
                    .build();
        }
        return commit;
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
