package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import dev.godwit.core.spi.Buckets;
import dev.godwit.core.spi.Checksum;
import dev.godwit.core.spi.Inspection;
import dev.godwit.core.spi.KeyRange;
import dev.godwit.core.spi.RowDigest;
import dev.godwit.core.spi.RowRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Finds the rows of one table that differ: piece by piece, by ranges of its key where both sides find and sort them alike,
 * by hash otherwise. Of a piece whose checksums differ single rows are compared.
 */
final class TableVerification {

    /** A statement over them takes a fraction of a second. */
    private static final long PIECE_ROWS = 20_000;

    private static final long PIECE_BYTES = 32L << 20;
    private static final long FEWEST_PIECE_ROWS = 100;
    /** Rows of one side that are held at once. */
    private static final long HELD_ROWS = 50_000;
    /** Each takes another pass over the table. */
    private static final int MOST_PASSES = 32;

    private static final long BUCKET_ROWS = 64;
    /** Who has more differing rows than that copies the table again. */
    private static final long MOST_DIFFERING = 100_000;

    private static final int KEYS_AT_ONCE = 500;
    /** Where each look is a pass over the table. */
    private static final int HASHES_AT_ONCE = 10_000;

    private final Table table;
    private final Examination examination;
    private final Sides sides;
    private final KeyRange range;
    private final Tally tally;
    private final Recheck recheck;

    TableVerification(Table table, Examination examination) {
        this.table = table;
        this.examination = examination;
        this.sides = examination.sides();
        this.range = examination.order().range();
        this.tally = new Tally(table, sides, examination.order(), examination.room());
        this.recheck = new Recheck(table, sides, examination.passing(), examination.control());
    }

    /** Reads the table; what keeps it from being read is a part of the answer. */
    TableVerdict run() {
        try {
            compare();
        } catch (Failure e) {
            if (examination.control().stopRequested()) {
                tally.incomplete("stopped before all was read");
            } else if (e.isTransient() || e.code() == CoreFailure.RANGE_NOT_USABLE || !range.isAll()) {
                throw e;
            } else {
                tally.incomplete(e.found());
            }
        }
        return tally.verdict();
    }

    private void compare() {
        if (sides.both(side -> side.seeks(table)).equals(new Sides.Both<>(true, true))) {
            List<KeyRange> pieces = sides.source().ranges(table, range, pieceRows());
            if (sides.target().sorts(table, pieces)) {
                compareRanges(pieces);
                return;
            }
        }
        if (!range.isAll()) {
            throw Failure.of(CoreFailure.RANGE_NOT_USABLE)
                    .found("%s has no key whose order is the same on both sides", table.name())
                    .build();
        }
        compareBuckets();
    }

    private long pieceRows() {
        if (table.estimatedRows() == 0) {
            return PIECE_ROWS;
        }
        long rowBytes = Math.max(1, table.bytes() / table.estimatedRows());
        return Math.clamp(PIECE_BYTES / rowBytes, FEWEST_PIECE_ROWS, PIECE_ROWS);
    }

    private void compareRanges(List<KeyRange> ranges) {
        Queue<KeyRange> pieces = new ConcurrentLinkedQueue<>(ranges);
        List<Integer> threads = IntStream.range(0, Math.min(examination.workers(), ranges.size()))
                .boxed()
                .toList();
        Parallel.map(threads, threads.size(), thread -> {
            for (KeyRange piece = pieces.poll(); piece != null; piece = pieces.poll()) {
                KeyRange next = piece;
                examination.work(() -> compare(next, true));
            }
            return true;
        });
    }

    /** @param first whether its rows were not counted before */
    private void compare(KeyRange piece, boolean first) {
        Sides.Both<Checksum> sums = examination.ask(() -> sides.both(side -> side.checksum(table, piece)));
        if (first) {
            count(sums);
        }
        if (sums.source().equals(sums.target()) || full()) {
            return;
        }
        long sourceRows = sums.source().rows();
        long targetRows = sums.target().rows();
        if (Math.max(sourceRows, targetRows) <= HELD_ROWS) {
            compareRows(side -> sink -> side.rows(table, piece, sink));
            return;
        }
        Inspection larger = sourceRows >= targetRows ? sides.source() : sides.target();
        for (KeyRange part : larger.ranges(table, piece, pieceRows())) {
            examination.control().checkStop();
            compare(part, false);
        }
    }

    private void count(Sides.Both<Checksum> sums) {
        tally.counted(sums.source(), sums.target());
        examination.read(table, Math.max(sums.source().rows(), sums.target().rows()));
    }

    private void compareBuckets() {
        examination.work(() -> {
            int count = bucketCount();
            Sides.Both<List<Checksum>> sums =
                    examination.ask(() -> sides.both(side -> side.buckets(table, range, count)));
            var different = new ArrayList<Integer>();
            for (int i = 0; i < count; i++) {
                Checksum source = sums.source().get(i);
                Checksum target = sums.target().get(i);
                count(new Sides.Both<>(source, target));
                if (!source.equals(target)) {
                    different.add(i);
                }
            }
            drill(count, different, sums);
        });
    }

    private int bucketCount() {
        long rows = table.estimatedRows() == 0 ? table.bytes() / BUCKET_ROWS : table.estimatedRows();
        return Integer.highestOneBit(Math.clamp(rows / BUCKET_ROWS, 1, Buckets.MOST));
    }

    /** Compares the rows of buckets, as many at once as may be held. */
    private void drill(int count, List<Integer> different, Sides.Both<List<Checksum>> sums) {
        int passes = 0;
        for (int from = 0; from < different.size(); passes++) {
            if (passes == MOST_PASSES || full()) {
                tally.incomplete("%d of %d parts differ at the first look, and not all were read row by row"
                        .formatted(different.size(), count));
                return;
            }
            long held = 0;
            int to = from;
            do {
                int bucket = different.get(to++);
                held += Math.max(
                        sums.source().get(bucket).rows(),
                        sums.target().get(bucket).rows());
            } while (to < different.size() && held < HELD_ROWS);
            var buckets = new Buckets(count, different.subList(from, to));
            compareRows(side -> sink -> side.rows(table, range, buckets, sink));
            from = to;
        }
    }

    private interface Reading {
        Consumer<Consumer<RowDigest>> of(Inspection side);
    }

    private void compareRows(Reading reading) {
        recheck(examination.ask(() -> candidates(reading)));
    }

    /** Rows that differed when each side was read. */
    private List<RowRef> candidates(Reading reading) {
        var source = new HashMap<String, RowDigest>();
        reading.of(sides.source()).accept(row -> source.put(row.ref().identity(), row));
        var candidates = new ArrayList<RowRef>();
        reading.of(sides.target()).accept(row -> {
            RowDigest there = source.remove(row.ref().identity());
            if (there == null || !there.sameRows(row)) {
                candidates.add(row.ref());
            }
        });
        source.values().forEach(row -> candidates.add(row.ref()));
        return candidates;
    }

    private void recheck(List<RowRef> candidates) {
        tally.rechecked(candidates.size());
        boolean seeks = sides.both(side -> side.seeks(table)).equals(new Sides.Both<>(true, true));
        int atOnce = seeks ? KEYS_AT_ONCE : HASHES_AT_ONCE;
        for (int from = 0; from < candidates.size(); from += atOnce) {
            if (full()) {
                return;
            }
            examination.control().checkStop();
            Collection<RowRef> some = candidates.subList(from, Math.min(candidates.size(), from + atOnce));
            List<Tally.Found> found = examination.ask(() -> recheck.differing(some));
            tally.add(found);
            tell(found);
        }
    }

    private void tell(List<Tally.Found> found) {
        List<RowRef> certain = found.stream()
                .filter(each -> each.kind() != RowDifference.Kind.UNSETTLED)
                .map(Tally.Found::row)
                .toList();
        if (!certain.isEmpty()) {
            examination.different().rows(table, certain);
        }
    }

    private boolean full() {
        if (tally.differing() < MOST_DIFFERING) {
            return false;
        }
        tally.incomplete("more rows differ than are looked at one by one: copy the table again");
        return true;
    }
}
