package dev.godwit.pipeline;

import dev.godwit.core.Column;
import dev.godwit.core.Table;
import dev.godwit.core.spi.Checksum;
import dev.godwit.core.spi.RowDetail;
import dev.godwit.core.spi.RowRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts what was found in one table, and keeps the first of it to be shown. Thread-safe. */
final class Tally {

    private static final String ROW_HASH = "row hash";

    private final Table table;
    private final Sides sides;
    private final VerifyOrder order;
    /** How many more may be shown of all tables. */
    private final AtomicInteger room;

    private final List<RowDifference> shown = new ArrayList<>();
    private final TreeSet<String> notes = new TreeSet<>();
    private final long began = System.nanoTime();
    private long sourceRows;
    private long targetRows;
    private long missing;
    private long extra;
    private long changed;
    private long unsettled;
    private long rechecked;
    private boolean incomplete;

    Tally(Table table, Sides sides, VerifyOrder order, AtomicInteger room) {
        this.table = table;
        this.sides = sides;
        this.order = order;
        this.room = room;
    }

    /**
     * A row that differs.
     *
     * @param times how many rows it stands for
     */
    record Found(RowDifference.Kind kind, RowRef row, long times) {}

    synchronized void counted(Checksum source, Checksum target) {
        sourceRows += source.rows();
        targetRows += target.rows();
    }

    synchronized void rechecked(int rows) {
        rechecked += rows;
    }

    /** Something was not read; the note says why. */
    synchronized void incomplete(String note) {
        incomplete = true;
        notes.add(note);
    }

    synchronized void note(String note) {
        notes.add(note);
    }

    synchronized long differing() {
        return missing + extra + changed;
    }

    synchronized long unsettled() {
        return unsettled;
    }

    /** Counts rows, and reads what is shown of them. */
    void add(List<Found> found) {
        List<Found> kept = keep(found);
        if (kept.isEmpty()) {
            return;
        }
        List<RowRef> rows = kept.stream()
                .filter(each -> order.values() || each.kind == RowDifference.Kind.CHANGED)
                .map(Found::row)
                .toList();
        Sides.Both<Map<String, RowDetail>> details = rows.isEmpty()
                ? new Sides.Both<>(Map.of(), Map.of())
                : sides.both(side -> side.details(table, rows, order.values()));
        List<RowDifference> described =
                kept.stream().map(each -> describe(each, details)).toList();
        synchronized (this) {
            shown.addAll(described);
        }
    }

    private synchronized List<Found> keep(List<Found> found) {
        var kept = new ArrayList<Found>();
        for (Found each : found) {
            switch (each.kind) {
                case MISSING -> missing += each.times;
                case EXTRA -> extra += each.times;
                case CHANGED -> changed += each.times;
                case UNSETTLED -> unsettled += each.times;
            }
            if (shown.size() + kept.size() < order.shownRows() && room.getAndDecrement() > 0) {
                kept.add(each);
            }
        }
        return kept;
    }

    private RowDifference describe(Found found, Sides.Both<Map<String, RowDetail>> details) {
        RowDetail source = details.source().get(found.row.identity());
        RowDetail target = details.target().get(found.row.identity());
        var columns = new ArrayList<String>();
        var values = new ArrayList<RowDifference.Values>();
        for (int i = 0; i < table.columns().size(); i++) {
            String name = table.columns().get(i).name();
            boolean differs = source == null
                    || target == null
                    || !Objects.equals(source.hashes().get(i), target.hashes().get(i));
            if (differs && source != null && target != null) {
                columns.add(name);
            }
            if (differs && order.values()) {
                values.add(new RowDifference.Values(name, value(source, i), value(target, i)));
            }
        }
        return new RowDifference(found.kind, key(found.row), columns, found.times, values);
    }

    private static @Nullable String value(@Nullable RowDetail detail, int column) {
        return detail == null ? null : detail.value(column);
    }

    private List<RowDifference.Part> key(RowRef row) {
        List<String> names = table.keyed()
                ? table.columns().stream().filter(Column::key).map(Column::name).toList()
                : List.of(ROW_HASH);
        var parts = new ArrayList<RowDifference.Part>();
        for (int i = 0; i < names.size(); i++) {
            parts.add(new RowDifference.Part(names.get(i), row.key().get(i)));
        }
        return parts;
    }

    synchronized TableVerdict verdict() {
        return new TableVerdict(
                table.name(),
                word(),
                sourceRows,
                targetRows,
                missing,
                extra,
                changed,
                unsettled,
                rechecked,
                shown,
                Duration.ofNanos(System.nanoTime() - began),
                String.join("; ", notes));
    }

    private TableVerdict.Verdict word() {
        if (missing + extra + changed > 0) {
            return TableVerdict.Verdict.DIFFERENT;
        }
        if (incomplete) {
            return TableVerdict.Verdict.NOT_VERIFIED;
        }
        return unsettled > 0 ? TableVerdict.Verdict.UNSETTLED : TableVerdict.Verdict.EQUAL;
    }
}
