package dev.godwit.pipeline;

import dev.godwit.core.Table;
import dev.godwit.core.spi.RowDigest;
import dev.godwit.core.spi.RowRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at rows that differed at the first look, until it is certain of each. A row differs only when the target
 * still holds something else after it has passed a position that lies behind a read of the source, and when the row was
 * written on neither side from its first read to its last; docs/decisions/0011 has the argument.
 */
final class Recheck {

    private static final int ROUNDS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int DOUBLINGS = 4;
    /** For rows that change all the time. */
    private static final int LOOKS = 40;

    private static final int LOOKS_AT_SOURCE = 4;

    private final Table table;
    private final Sides sides;
    private final Passing passing;
    private final VerifyControl control;

    Recheck(Table table, Sides sides, Passing passing, VerifyControl control) {
        this.table = table;
        this.sides = sides;
        this.passing = passing;
        this.control = control;
    }

    /** Rows that differ for certain, and those of which nothing can be said. */
    List<Tally.Found> differing(Collection<RowRef> candidates) {
        var found = new ArrayList<Tally.Found>();
        var seen = new HashSet<String>();
        Collection<RowRef> pending = candidates;
        for (int round = 0; round < ROUNDS && !pending.isEmpty(); round++) {
            if (round > 0) {
                LockSupport.parkNanos(FIRST_PAUSE.toNanos() << Math.min(round - 1, DOUBLINGS));
            }
            control.checkStop();
            pending = round(pending, found, seen);
            if (round % 2 == 1 && !pending.isEmpty()) {
                pending = neverMet(pending);
            }
        }
        pending.forEach(row -> found.add(new Tally.Found(RowDifference.Kind.UNSETTLED, row, 1)));
        return found;
    }

    /** @return those of which this round cannot say anything */
    private List<RowRef> round(Collection<RowRef> rows, List<Tally.Found> found, Set<String> seen) {
        Map<String, RowDigest> source = sides.source().rows(table, rows);
        boolean passed = passing.pass(control);
        Map<String, RowDigest> target = sides.target().rows(table, rows);
        List<RowRef> differ = rows.stream()
                .filter(row -> !same(source.get(row.identity()), target.get(row.identity())))
                .toList();
        if (differ.isEmpty() || !passed || !sides.source().settle()) {
            return differ;
        }
        Map<String, RowDigest> sourceAgain = sides.source().rows(table, differ);
        List<RowRef> steady = differ.stream()
                .filter(row -> untouched(source.get(row.identity()), sourceAgain.get(row.identity())))
                .toList();
        if (steady.isEmpty() || !passing.pass(control)) {
            return differ;
        }
        Map<String, RowDigest> targetAgain = sides.target().rows(table, steady);
        Map<String, RowDigest> sourceAtLast = sides.source().rows(table, steady);
        var certain = new HashSet<RowRef>();
        for (RowRef row : steady) {
            RowDigest there = source.get(row.identity());
            RowDigest here = target.get(row.identity());
            if (untouched(here, targetAgain.get(row.identity()))
                    && untouched(there, sourceAtLast.get(row.identity()))) {
                certain.add(row);
                // A key that is written differently on both sides is looked up by either.
                if (there == null || !table.keyed() || seen.add(there.version())) {
                    found.add(kind(row, there, here));
                }
            }
        }
        return differ.stream().filter(row -> !certain.contains(row)).toList();
    }

    /**
     * Rows that change all the time are never read the same on both sides at once. What the target holds, once it has passed
     * a read of the source, must be something that the source has held since then; so both are read again and again.
     *
     * @return those for which the two never met
     */
    private Collection<RowRef> neverMet(Collection<RowRef> rows) {
        Map<String, Set<String>> held = new HashMap<>();
        note(sides.source().rows(table, rows), rows, held);
        if (!passing.pass(control)) {
            return rows;
        }
        Map<String, Set<String>> arrived = new HashMap<>();
        for (int i = 0; i < LOOKS; i++) {
            note(sides.source().rows(table, rows), rows, held);
            if (i % LOOKS_AT_SOURCE == LOOKS_AT_SOURCE - 1) {
                note(sides.target().rows(table, rows), rows, arrived);
            }
        }
        return rows.stream()
                .filter(row -> Collections.disjoint(
                        held.getOrDefault(row.identity(), Set.of()), arrived.getOrDefault(row.identity(), Set.of())))
                .toList();
    }

    private static void note(Map<String, RowDigest> read, Collection<RowRef> rows, Map<String, Set<String>> contents) {
        for (RowRef row : rows) {
            RowDigest digest = read.get(row.identity());
            contents.computeIfAbsent(row.identity(), identity -> new HashSet<>())
                    .add(digest == null ? "" : digest.times() + " " + digest.hash());
        }
    }

    private static boolean same(@Nullable RowDigest one, @Nullable RowDigest other) {
        return Objects.equals(one, other) || (one != null && other != null && one.sameRows(other));
    }

    private static boolean untouched(@Nullable RowDigest before, @Nullable RowDigest now) {
        if (before == null || now == null) {
            return Objects.equals(before, now);
        }
        return before.sameRows(now) && before.version().equals(now.version()) && !now.busy();
    }

    private static Tally.Found kind(RowRef row, @Nullable RowDigest source, @Nullable RowDigest target) {
        long there = source == null ? 0 : source.times();
        long here = target == null ? 0 : target.times();
        if (there == here) {
            return new Tally.Found(RowDifference.Kind.CHANGED, row, there);
        }
        return there > here
                ? new Tally.Found(RowDifference.Kind.MISSING, row, there - here)
                : new Tally.Found(RowDifference.Kind.EXTRA, row, here - there);
    }
}
