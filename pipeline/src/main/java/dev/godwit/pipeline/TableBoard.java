package dev.godwit.pipeline;

import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import dev.godwit.pipeline.TableProgress.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Knows how far each table is, and tells what changed. Thread-safe. */
final class TableBoard {

    private static final long TELL_EACH_NANOS = 1_000_000_000;

    private final Consumer<List<TableProgress>> listener;
    private final Map<TableName, TableProgress> tables = new TreeMap<>();
    private final TreeSet<TableName> untold = new TreeSet<>();
    private long lastTold = System.nanoTime() - TELL_EACH_NANOS;

    /** @param listener is told what changed */
    TableBoard(Consumer<List<TableProgress>> listener) {
        this.listener = listener;
    }

    /** @param copied those that earlier runs have finished */
    synchronized void begin(Collection<Table> all, Map<TableName, Progress.Copied> copied) {
        for (Table table : all) {
            Progress.Copied done = copied.get(table.name());
            put(
                    done == null
                            ? new TableProgress(table.name(), State.WAITING, 0, 0, table.bytes())
                            : new TableProgress(table.name(), State.COPIED, done.rows(), done.bytes(), done.bytes()));
        }
        tell();
    }

    /** Definitions have changed while changes are followed. */
    synchronized void renew(Collection<Table> all) {
        var gone = new TreeSet<>(tables.keySet());
        for (Table table : all) {
            gone.remove(table.name());
            State state = table.followed() ? State.FOLLOWED : State.WAITING;
            if (!tables.containsKey(table.name())) {
                put(new TableProgress(table.name(), state, 0, 0, table.bytes()));
            }
        }
        for (TableName name : gone) {
            change(name, now -> with(now, State.GONE, now.rows()));
        }
        tell();
        tables.keySet().removeAll(gone);
    }

    /** The table is copied from its beginning. */
    synchronized void restart(TableName table) {
        change(table, now -> new TableProgress(table, State.COPYING, 0, 0, now.bytesTotal()));
    }

    synchronized void copied(TableName table, long rows, long bytes) {
        change(table, now -> {
            long sum = now.bytes() + bytes;
            return new TableProgress(table, State.COPYING, now.rows() + rows, sum, Math.max(sum, now.bytesTotal()));
        });
        tick();
    }

    synchronized void finished(TableName table, long rows) {
        change(table, now -> new TableProgress(table, State.COPIED, rows, now.bytes(), now.bytes()));
        tick();
    }

    synchronized void followed(Collection<TableName> names) {
        for (TableName name : names) {
            change(name, now -> with(now, State.FOLLOWED, now.rows()));
        }
        tick();
    }

    synchronized void compared(Collection<Report.TableResult> results) {
        for (Report.TableResult result : results) {
            State state = result.equal() ? State.COMPARED : State.DIFFERENT;
            change(result.table(), now -> with(now, state, result.targetRows()));
        }
        tick();
    }

    /** Tells what changed, unless something was told just before. */
    synchronized void tick() {
        if (System.nanoTime() - lastTold > TELL_EACH_NANOS) {
            tell();
        }
    }

    /** Tells what changed. */
    synchronized void tell() {
        lastTold = System.nanoTime();
        if (untold.isEmpty()) {
            return;
        }
        List<TableProgress> changed = new ArrayList<>(untold.size());
        for (TableName name : untold) {
            TableProgress progress = tables.get(name);
            if (progress != null) {
                changed.add(progress);
            }
        }
        untold.clear();
        listener.accept(changed);
    }

    private static TableProgress with(TableProgress now, State state, long rows) {
        return new TableProgress(now.table(), state, rows, now.bytes(), now.bytesTotal());
    }

    private void change(TableName table, UnaryOperator<TableProgress> change) {
        TableProgress now = tables.get(table);
        if (now != null) {
            put(change.apply(now));
        }
    }

    private void put(TableProgress progress) {
        if (!progress.equals(tables.put(progress.table(), progress))) {
            untold.add(progress.table());
        }
    }
}
