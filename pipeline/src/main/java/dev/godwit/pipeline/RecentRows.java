package dev.godwit.pipeline;

import dev.godwit.core.TableName;
import dev.godwit.core.spi.RowRef;
import dev.godwit.core.spi.RowWatch;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows that were written lately, the first of each table since they were last taken. Thread-safe. */
public final class RecentRows implements RowWatch {

    private static final int OF_ALL = 5_000;
    private static final int OF_A_TABLE = 500;

    private final Map<TableName, Map<String, RowRef>> rows = new HashMap<>();
    private volatile boolean wanted;
    private volatile int held;

    /** Whether anybody will take them. */
    void want(boolean now) {
        wanted = now;
        if (!now) {
            take();
        }
    }

    @Override
    public boolean wants() {
        return wanted && held < OF_ALL;
    }

    @Override
    public synchronized void row(TableName table, RowRef row) {
        Map<String, RowRef> known = rows.computeIfAbsent(table, name -> new LinkedHashMap<>());
        if (known.size() < OF_A_TABLE && known.putIfAbsent(row.identity(), row) == null) {
            held++;
        }
    }

    /** Those since the last time. */
    synchronized Map<TableName, List<RowRef>> take() {
        var taken = new HashMap<TableName, List<RowRef>>();
        rows.forEach((table, refs) -> taken.put(table, List.copyOf(refs.values())));
        rows.clear();
        held = 0;
        return taken;
    }
}
