package dev.godwit.postgres;

import dev.godwit.core.spi.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Net changes of a table without a key: rows that are alike are the same, so an insert and a delete of one cancel. */
final class KeylessRows implements NetRows {

    private final Route route;
    private final Map<RowKey, Deque<Added>> added = new HashMap<>();
    private final List<Added> inserts = new ArrayList<>();
    private final List<Tuple> deletes = new ArrayList<>();
    private long applied;

    KeylessRows(Route route) {
        this.route = route;
    }

    private static final class Added {

        private final Tuple row;
        private boolean gone;

        private Added(Tuple row) {
            this.row = row;
        }
    }

    @Override
    public void insert(Tuple row) {
        var insert = new Added(row);
        inserts.add(insert);
        added.computeIfAbsent(RowKey.of(row, route.fields()), key -> new ArrayDeque<>(1))
                .push(insert);
        applied++;
    }

    @Override
    public boolean update(@Nullable Tuple old, Tuple row) {
        if (old == null) {
            return false;
        }
        remove(old);
        insert(MergedTuple.merge(old, row));
        return true;
    }

    @Override
    public void delete(Tuple old) {
        if (remove(old)) {
            applied++;
        }
    }

    /** Takes a row away; answers whether it is one that was there before the batch. */
    private boolean remove(Tuple old) {
        Deque<Added> alike = added.get(RowKey.of(old, route.fields()));
        if (alike == null || alike.isEmpty()) {
            deletes.add(old);
            return true;
        }
        alike.pop().gone = true;
        applied--;
        return false;
    }

    @Override
    public List<NetRow> rows() {
        var rows = new ArrayList<NetRow>();
        for (Tuple old : deletes) {
            rows.add(new NetRow(NetRow.Op.DELETE, old, null));
        }
        for (Added insert : inserts) {
            if (!insert.gone) {
                rows.add(new NetRow(NetRow.Op.INSERT, null, insert.row));
            }
        }
        return rows;
    }

    @Override
    public long applied() {
        return applied;
    }
}
