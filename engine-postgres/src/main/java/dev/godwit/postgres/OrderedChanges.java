package dev.godwit.postgres;

import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.Tuple;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes changes one by one in the order they were committed in. */
final class OrderedChanges {

    private final Staging staging;

    OrderedChanges(Staging staging) {
        this.staging = staging;
    }

    private record Step(Shape shape, int seq) {}

    void write(List<ChangeBatch.Entry> entries) throws SQLException {
        var staged = new LinkedHashMap<Shape, List<Staging.Numbered>>();
        var steps = new ArrayList<Step>();
        int seq = 0;
        for (ChangeBatch.Entry entry : entries) {
            for (NetRow row : rows(entry)) {
                Shape shape = Shape.of(entry.route(), row, true);
                staged.computeIfAbsent(shape, s -> new ArrayList<>()).add(new Staging.Numbered(seq, row));
                steps.add(new Step(shape, seq++));
            }
        }
        for (var set : staged.entrySet()) {
            staging.stage(set.getKey(), set.getValue());
        }
        int from = 0;
        while (from < steps.size()) {
            int to = from;
            var run = new ArrayList<Integer>();
            while (to < steps.size() && steps.get(to).shape.equals(steps.get(from).shape)) {
                run.add(steps.get(to++).seq);
            }
            staging.writeEach(steps.get(from).shape, run);
            from = to;
        }
    }

    private static List<NetRow> rows(ChangeBatch.Entry entry) {
        return switch (entry.change()) {
            case Change.Insert insert -> List.of(new NetRow(NetRow.Op.INSERT, null, insert.row()));
            case Change.Delete delete -> List.of(new NetRow(NetRow.Op.DELETE, delete.old(), null));
            case Change.Update update -> update(entry.route(), update.old(), update.row());
            case Change.Begin begin -> throw new IllegalArgumentException("no row change: " + begin);
            case Change.Commit commit -> throw new IllegalArgumentException("no row change: " + commit);
            case Change.Truncate truncate -> throw new IllegalArgumentException("no row change: " + truncate);
            case Change.Definition definition -> throw new IllegalArgumentException("no row change: " + definition);
            case Change.Altered altered -> throw new IllegalArgumentException("no row change: " + altered);
        };
    }

    private static List<NetRow> update(Route route, @Nullable Tuple old, Tuple row) {
        if (!route.keyed()) {
            if (old == null) {
                throw new IllegalStateException("an update of " + route.table().name() + " without its old row");
            }
            return List.of(
                    new NetRow(NetRow.Op.DELETE, old, null),
                    new NetRow(NetRow.Op.INSERT, null, MergedTuple.merge(old, row)));
        }
        boolean moved = old != null && !RowKey.of(old, route.keyFields()).equals(RowKey.of(row, route.keyFields()));
        if (old != null && moved) {
            return List.of(new NetRow(NetRow.Op.MOVE, old, row));
        }
        var op = route.table().refusesUpdate() ? NetRow.Op.MOVE : NetRow.Op.UPDATE;
        return List.of(new NetRow(op, row, row));
    }
}
