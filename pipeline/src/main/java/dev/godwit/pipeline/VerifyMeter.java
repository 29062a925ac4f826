package dev.godwit.pipeline;

import dev.godwit.core.Table;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Measures how far a verification is, and tells it a few times each second. Thread-safe. */
final class VerifyMeter {

    private static final long TELL_EACH_NANOS = 250_000_000;
    private static final long RATE_WINDOW_NANOS = 5_000_000_000L;

    private final VerifyListener listener;
    private final int tablesTotal;
    private final long rowsExpected;
    private final long bytesTotal;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private int tablesDone;
    private long rows;
    private double bytes;
    private long differing;
    private long unsettled;
    private long lastTold;

    VerifyMeter(VerifyListener listener, Collection<Table> tables) {
        this.listener = listener;
        this.tablesTotal = tables.size();
        this.rowsExpected = tables.stream().mapToLong(Table::estimatedRows).sum();
        this.bytesTotal = tables.stream().mapToLong(Table::bytes).sum();
        samples.add(new Sample(System.nanoTime(), 0, 0));
        this.lastTold = System.nanoTime() - TELL_EACH_NANOS;
    }

    /** Size of rows of a table on the source's disk, as far as statistics know it. */
    static long bytes(Table table, long rows) {
        return table.estimatedRows() == 0 ? 0 : (long) ((double) table.bytes() * rows / table.estimatedRows());
    }

    synchronized void read(Table table, long more) {
        rows += more;
        bytes = Math.min((double) bytesTotal, bytes + (double) bytes(table, more));
        tick();
    }

    synchronized void done(TableVerdict verdict) {
        tablesDone++;
        differing += verdict.differing();
        unsettled += verdict.unsettled();
        tell();
    }

    private void tick() {
        if (System.nanoTime() - lastTold > TELL_EACH_NANOS) {
            tell();
        }
    }

    private void tell() {
        long now = System.nanoTime();
        lastTold = now;
        samples.addLast(new Sample(now, rows, bytes));
        while (samples.size() > 2 && now - samples.getFirst().nanos > RATE_WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        double seconds = Math.max(1e-3, (now - first.nanos) / 1e9);
        double bytesPerSecond = (bytes - first.bytes) / seconds;
        listener.progress(new VerifyProgress(
                tablesDone,
                tablesTotal,
                rows,
                Math.max(rows, rowsExpected),
                (long) bytes,
                bytesTotal,
                (rows - first.rows) / seconds,
                bytesPerSecond,
                left(bytesPerSecond),
                differing,
                unsettled));
    }

    private @Nullable Duration left(double bytesPerSecond) {
        if (tablesDone == tablesTotal) {
            return Duration.ZERO;
        }
        return bytesPerSecond < 1 ? null : Duration.ofMillis((long) ((bytesTotal - bytes) / bytesPerSecond * 1000));
    }

    private record Sample(long nanos, long rows, double bytes) {}
}
