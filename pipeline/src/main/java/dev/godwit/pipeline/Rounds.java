package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.RowRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tables one after the other, again and again: the one whose turn is longest ago comes next, and rows that were
 * written lately come before all others, also in the middle of a large table.
 */
final class Rounds {

    /** A small database is not asked all the time. */
    private static final Duration REST = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
    private static final long RECENT_EACH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Examination examination;
    private final VerifyControl control;
    private final VerifyListener listener;
    private final Supplier<List<Table>> choice;
    private final DefinitionTurns definitions;
    /** When the turn of a table began, in the terms of {@link System#nanoTime}: the clock may be set meanwhile. */
    private final Map<TableName, Long> seen = new HashMap<>();

    private final Map<TableName, TableVerdict> verdicts = new TreeMap<>();
    /** Tables that had their turn in this round. */
    private final Set<TableName> turns = new HashSet<>();

    private final ReentrantLock onRecent = new ReentrantLock();
    private List<Table> tables = List.of();
    private long redefinitions;
    private long rounds;
    private long recentRows;
    private long recentSeen = System.nanoTime();

    /**
     * @param choice the tables to verify now
     * @param look compares definitions
     */
    Rounds(
            Examination examination,
            VerifyListener listener,
            Supplier<List<Table>> choice,
            Supplier<List<Finding>> look) {
        this.examination = examination;
        this.control = examination.control();
        this.listener = listener;
        this.choice = choice;
        boolean wanted = examination.order().definitions();
        this.definitions = new DefinitionTurns(look, control, listener, wanted);
    }

    /** Runs until stopped; answers with the last verdict of each table. */
    List<TableVerdict> run() {
        control.recent().want(true);
        examination.between(this::recent);
        try {
            tables = choice.get();
            while (!control.stopRequested()) {
                try {
                    step();
                } catch (Failure e) {
                    if (!e.isTransient() && !control.stopRequested()) {
                        throw e;
                    }
                    control.pause(AFTER_TROUBLE);
                }
            }
        } finally {
            control.recent().want(false);
        }
        return List.copyOf(verdicts.values());
    }

    private void step() {
        renew();
        recent();
        long now = System.nanoTime();
        Optional<Table> next = tables.stream()
                .min(Comparator.comparingLong((Table table) -> -age(table, now)).thenComparingLong(Table::bytes));
        if (next.isEmpty() || rests(next.get())) {
            tell();
            control.pause(PAUSE);
            return;
        }
        long began = System.nanoTime();
        TableVerdict verdict = new TableVerification(next.get(), examination).run();
        if (control.stopRequested()) {
            return;
        }
        seen.put(next.get().name(), began);
        verdicts.put(verdict.table(), verdict);
        listener.table(verdict);
        turns.add(verdict.table());
        if (tables.stream().allMatch(table -> turns.contains(table.name()))) {
            rounds++;
            turns.clear();
            examination.showAnew();
            tables = choice.get();
        }
        tell();
    }

    /** What was known of the tables before their definitions changed does not hold. */
    private void renew() {
        long now = control.redefinitions();
        if (now != redefinitions) {
            redefinitions = now;
            examination.sides().forget();
            tables = choice.get();
        }
    }

    private boolean rests(Table table) {
        return age(table, System.nanoTime()) < REST.toNanos();
    }

    /** Nanoseconds since its turn began; the most there are when it had none. */
    private long age(Table table, long now) {
        @Nullable Long began = seen.get(table.name());
        return began == null ? Long.MAX_VALUE : now - began;
    }

    private void tell() {
        long now = System.nanoTime();
        List<Long> ages = tables.stream()
                .filter(table -> seen.containsKey(table.name()))
                .map(table -> age(table, now))
                .toList();
        @Nullable Instant eldest = ages.isEmpty() || ages.size() < tables.size()
                ? null
                : Instant.now().minusNanos(Collections.max(ages));
        listener.coverage(new Coverage(tables.size(), ages.size(), rounds, eldest, recentRows, definitions.at()));
    }

    /** Looks at what was written lately, and at definitions; by one thread at a time, and not all the time. */
    private void recent() {
        if (System.nanoTime() - recentSeen < RECENT_EACH_NANOS || !onRecent.tryLock()) {
            return;
        }
        try {
            definitions.turn();
            Map<TableName, Table> known = tables.stream().collect(Collectors.toMap(Table::name, table -> table));
            control.recent().take().forEach((name, rows) -> {
                Table table = known.get(name);
                if (table != null && !control.stopRequested()) {
                    recent(table, rows);
                }
            });
        } finally {
            recentSeen = System.nanoTime();
            onRecent.unlock();
        }
    }

    private void recent(Table table, List<RowRef> rows) {
        var found = new Sides.Both<>(true, true);
        if (!examination
                .ask(() -> examination.sides().both(side -> side.seeks(table)))
                .equals(found)) {
            return; // Only an index leads to a row by its key.
        }
        var tally = new Tally(table, examination.sides(), examination.order(), examination.room());
        var recheck = new Recheck(table, examination.sides(), examination.passing(), control);
        tally.rechecked(rows.size());
        try {
            tally.add(examination.ask(() -> recheck.differing(new ArrayList<>(rows))));
        } catch (Failure e) {
            if (e.isTransient() || control.stopRequested()) {
                throw e;
            }
            return; // What keeps the table from being read is told when its turn comes.
        }
        recentRows += rows.size();
        @Nullable TableVerdict last = verdicts.get(table.name());
        if (tally.differing() > 0 && (last == null || last.differing() == 0)) {
            TableVerdict verdict = tally.verdict();
            verdicts.put(verdict.table(), verdict);
            listener.table(verdict);
        }
    }
}
