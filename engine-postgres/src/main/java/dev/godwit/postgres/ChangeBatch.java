package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.spi.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/**
 * Writes row changes in an open transaction of the target. First as net changes, set by set; where two rows exchange a
 * unique value that order fails, and the same changes of that table are written one by one in commit order.
 */
final class ChangeBatch {

    /** Each refused table costs another attempt at the whole batch; with more of them sets are no gain. */
    private static final int MAX_REFUSED = 8;

    private final Connection connection;
    private final Staging staging;

    ChangeBatch(Connection connection, Staging staging) {
        this.connection = connection;
        this.staging = staging;
    }

    /** A row change and where it goes; no truncate. */
    record Entry(Route route, Change change) {}

    /** Set by set did not go for a table. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient TargetTable table;

        private Refused(TargetTable table, Exception cause) {
            super(cause);
            this.table = table;
        }
    }

    /**
     * Writes all changes. A table whose sets are refused is written in commit order; the others stay sets, since nothing
     * but unique values makes order matter.
     *
     * @param applied is told how many changes of which table were not made needless by others
     */
    void write(List<Entry> entries, ObjLongConsumer<TargetTable> applied) throws SQLException {
        var oneByOne = new HashSet<TargetTable>();
        staging.savepoint();
        Savepoint savepoint = connection.setSavepoint();
        while (true) {
            var counted = new ArrayList<Map.Entry<TargetTable, Long>>();
            try {
                writeSets(entries, oneByOne, (table, count) -> counted.add(Map.entry(table, count)));
            } catch (Refused e) {
                oneByOne.add(e.table);
                if (oneByOne.size() > MAX_REFUSED) {
                    entries.forEach(entry -> oneByOne.add(entry.route.table()));
                }
                connection.rollback(savepoint);
                staging.rolledBack();
                continue;
            }
            writeOrdered(entries, oneByOne, applied);
            counted.forEach(count -> applied.accept(count.getKey(), count.getValue()));
            connection.releaseSavepoint(savepoint);
            return;
        }
    }

    private void writeSets(List<Entry> entries, Set<TargetTable> except, ObjLongConsumer<TargetTable> applied)
            throws SQLException, Refused {
        var folds = new LinkedHashMap<Route, NetRows>();
        for (Entry entry : entries) {
            TargetTable table = entry.route.table();
            if (except.contains(table)) {
                continue;
            }
            NetRows fold = folds.computeIfAbsent(entry.route, NetRows::of);
            boolean folded = attempt(table, () -> add(fold, entry.change));
            if (!folded) {
                writeFolds(folds, applied);
                folds.clear();
                attempt(table, () -> {
                    new OrderedChanges(staging).write(List.of(entry));
                    return true;
                });
                applied.accept(table, 1);
            }
        }
        writeFolds(folds, applied);
    }

    private interface Attempt {
        boolean run() throws SQLException;
    }

    private static boolean attempt(TargetTable table, Attempt attempt) throws SQLException, Refused {
        try {
            return attempt.run();
        } catch (SQLException e) {
            if (conflict(e)) {
                throw new Refused(table, e);
            }
            throw e;
        } catch (Failure e) {
            if (e.code() == CoreFailure.ROW_NOT_FOUND) {
                throw new Refused(table, e);
            }
            throw e;
        }
    }

    private static boolean add(NetRows fold, Change change) {
        return switch (change) {
            case Change.Insert insert -> {
                fold.insert(insert.row());
                yield true;
            }
            case Change.Update update -> fold.update(update.old(), update.row());
            case Change.Delete delete -> {
                fold.delete(delete.old());
                yield true;
            }
            case Change.Begin begin -> throw new IllegalArgumentException("no row change: " + begin);
            case Change.Commit commit -> throw new IllegalArgumentException("no row change: " + commit);
            case Change.Truncate truncate -> throw new IllegalArgumentException("no row change: " + truncate);
            case Change.Definition definition -> throw new IllegalArgumentException("no row change: " + definition);
            case Change.Altered altered -> throw new IllegalArgumentException("no row change: " + altered);
        };
    }

    /** All deletes come before all updates, and those before all inserts, so that unique values are free again. */
    private void writeFolds(Map<Route, NetRows> folds, ObjLongConsumer<TargetTable> applied)
            throws SQLException, Refused {
        var phases = new EnumMap<NetRow.Op, Map<Shape, List<NetRow>>>(NetRow.Op.class);
        for (var fold : folds.entrySet()) {
            applied.accept(fold.getKey().table(), fold.getValue().applied());
            for (NetRow row : fold.getValue().rows()) {
                phases.computeIfAbsent(row.op(), op -> new LinkedHashMap<>())
                        .computeIfAbsent(Shape.of(fold.getKey(), row, false), shape -> new ArrayList<>())
                        .add(row);
            }
        }
        for (Map<Shape, List<NetRow>> phase : phases.values()) {
            for (var set : phase.entrySet()) {
                attempt(set.getKey().route().table(), () -> {
                    staging.writeAll(set.getKey(), set.getValue());
                    return true;
                });
            }
        }
    }

    private void writeOrdered(List<Entry> entries, Set<TargetTable> tables, ObjLongConsumer<TargetTable> applied)
            throws SQLException {
        if (tables.isEmpty()) {
            return;
        }
        List<Entry> theirs = entries.stream()
                .filter(entry -> tables.contains(entry.route.table()))
                .toList();
        try {
            new OrderedChanges(staging).write(theirs);
        } catch (SQLException e) {
            if (!conflict(e)) {
                throw e;
            }
            throw Failure.of(PostgresFailure.CONFLICT_ON_TARGET)
                    .found("%s", Errors.words(e))
                    .build();
        }
        for (Entry entry : theirs) {
            applied.accept(entry.route.table(), 1);
        }
    }

    private static boolean conflict(SQLException e) {
        String state = Errors.state(e);
        return state.equals(Errors.UNIQUE_VIOLATION) || state.equals(Errors.EXCLUSION_VIOLATION);
    }
}
