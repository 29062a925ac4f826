package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.spi.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Net changes by key. A key's state tells what the batch found and what it leaves:
 *
 * <pre>
 *            insert      update     delete
 * (none)     INSERT      UPDATE     DELETE
 * INSERT     -           INSERT     (none)
 * UPDATE     -           UPDATE     DELETE
 * DELETE     REPLACE     -          -
 * REPLACE    -           REPLACE    DELETE
 * </pre>
 *
 * <p>A change of the key is a delete of the old and an insert of the new one.
 */
final class KeyedRows implements NetRows {

    private final Route route;
    private final Map<RowKey, Net> nets = new LinkedHashMap<>();

    KeyedRows(Route route) {
        this.route = route;
    }

    private enum State {
        INSERT,
        UPDATE,
        DELETE,
        REPLACE
    }

    /**
     * What is known of a key.
     *
     * @param deletes 1 when its delete is a change of its own, 0 when it is a part of a change of key
     */
    private record Net(
            State state, @Nullable Tuple old, @Nullable Tuple row, int deletes) {}

    @Override
    public void insert(Tuple row) {
        RowKey key = RowKey.of(row, route.keyFields());
        Net net = nets.get(key);
        if (net == null) {
            nets.put(key, new Net(State.INSERT, null, row, 0));
        } else if (net.state == State.DELETE) {
            nets.put(key, new Net(State.REPLACE, net.old, row, net.deletes));
        } else {
            throw impossible("inserted twice");
        }
    }

    @Override
    public boolean update(@Nullable Tuple old, Tuple row) {
        RowKey key = RowKey.of(row, route.keyFields());
        RowKey oldKey = old == null ? key : RowKey.of(old, route.keyFields());
        if (!key.equals(oldKey) && old != null) {
            return rename(oldKey, old, row);
        }
        Net net = nets.get(key);
        if (net == null) {
            nets.put(key, new Net(State.UPDATE, null, row, 0));
            return true;
        }
        if (net.row == null) {
            throw impossible("updated after it was deleted");
        }
        nets.put(key, new Net(net.state, net.old, MergedTuple.merge(net.row, row), net.deletes));
        return true;
    }

    private boolean rename(RowKey oldKey, Tuple old, Tuple row) {
        Net net = nets.get(oldKey);
        Tuple whole = net == null || net.row == null ? row : MergedTuple.merge(net.row, row);
        if (route.lacks(whole) && route.wholeRows()) {
            whole = MergedTuple.merge(old, whole);
        }
        if (route.lacks(whole)) {
            return false;
        }
        remove(oldKey, old, 0);
        insert(whole);
        return true;
    }

    @Override
    public void delete(Tuple old) {
        remove(RowKey.of(old, route.keyFields()), old, 1);
    }

    private void remove(RowKey key, Tuple old, int deletes) {
        Net net = nets.get(key);
        if (net == null) {
            nets.put(key, new Net(State.DELETE, old, null, deletes));
            return;
        }
        switch (net.state) {
            case INSERT -> nets.remove(key);
            case UPDATE -> nets.put(key, new Net(State.DELETE, old, null, deletes));
            case REPLACE -> nets.put(key, new Net(State.DELETE, net.old, null, net.deletes));
            case DELETE -> throw impossible("deleted twice");
        }
    }

    @Override
    public List<NetRow> rows() {
        var rows = new ArrayList<NetRow>(nets.size());
        for (Net net : nets.values()) {
            switch (net.state) {
                case INSERT -> rows.add(new NetRow(NetRow.Op.INSERT, null, net.row));
                case DELETE -> rows.add(new NetRow(NetRow.Op.DELETE, net.old, null));
                case REPLACE -> {
                    rows.add(new NetRow(NetRow.Op.DELETE, net.old, null));
                    rows.add(new NetRow(NetRow.Op.INSERT, null, net.row));
                }
                case UPDATE -> rows.add(new NetRow(updating(), net.row, net.row));
            }
        }
        return rows;
    }

    private NetRow.Op updating() {
        return route.table().refusesUpdate() ? NetRow.Op.MOVE : NetRow.Op.UPDATE;
    }

    @Override
    public long applied() {
        long applied = 0;
        for (Net net : nets.values()) {
            applied += net.deletes + (net.state == State.DELETE ? 0 : 1);
        }
        return applied;
    }

    private Failure impossible(String what) {
        return Failure.of(CoreFailure.ROW_NOT_FOUND)
                .found("a row of %s was %s in the stream", route.table().name(), what)
                .build();
    }
}
