package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.spi.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Writes row changes in an open transaction of the target. First as net changes, set by set; where two rows exchange a
 * unique value that order fails, and the same changes are written one by one in commit order.
 */
final class ChangeBatch {

    private final Connection connection;
    private final Staging staging;

    ChangeBatch(Connection connection, Staging staging) {
        this.connection = connection;
        this.staging = staging;
    }

    /** A row change and where it goes; no truncate. */
    record Entry(Route route, Change change) {}

    /** @param applied is told how many changes of which table were not made needless by others */
    void write(List<Entry> entries, ObjLongConsumer<TargetTable> applied) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        staging.savepoint();
        try {
            var counted = new ArrayList<Map.Entry<TargetTable, Long>>();
            writeNet(entries, (table, count) -> counted.add(Map.entry(table, count)));
            counted.forEach(count -> applied.accept(count.getKey(), count.getValue()));
        } catch (SQLException e) {
            if (!conflict(e)) {
                throw e;
            }
            writeOrdered(savepoint, entries, applied);
        } catch (Failure e) {
            if (e.code() != CoreFailure.ROW_NOT_FOUND) {
                throw e;
            }
            writeOrdered(savepoint, entries, applied);
        }
        connection.releaseSavepoint(savepoint);
    }

    private void writeNet(List<Entry> entries, ObjLongConsumer<TargetTable> applied) throws SQLException {
        var folds = new LinkedHashMap<Route, NetRows>();
        for (Entry entry : entries) {
            NetRows fold = folds.computeIfAbsent(entry.route, NetRows::of);
            if (!add(fold, entry.change)) {
                writeFolds(folds, applied);
                folds.clear();
                new OrderedChanges(staging).write(List.of(entry));
                applied.accept(entry.route.table(), 1);
            }
        }
        writeFolds(folds, applied);
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
        };
    }

    /** All deletes come before all updates, and those before all inserts, so that unique values are free again. */
    private void writeFolds(Map<Route, NetRows> folds, ObjLongConsumer<TargetTable> applied) throws SQLException {
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
                staging.writeAll(set.getKey(), set.getValue());
            }
        }
    }

    private void writeOrdered(Savepoint savepoint, List<Entry> entries, ObjLongConsumer<TargetTable> applied)
            throws SQLException {
        connection.rollback(savepoint);
        staging.rolledBack();
        try {
            new OrderedChanges(staging).write(entries);
        } catch (SQLException e) {
            if (!conflict(e)) {
                throw e;
            }
            throw Failure.of(PostgresFailure.CONFLICT_ON_TARGET)
                    .found("%s", Errors.words(e))
                    .build();
        }
        for (Entry entry : entries) {
            applied.accept(entry.route.table(), 1);
        }
    }

    private static boolean conflict(SQLException e) {
        String state = Errors.state(e);
        return state.equals(Errors.UNIQUE_VIOLATION) || state.equals(Errors.EXCLUSION_VIOLATION);
    }
}
