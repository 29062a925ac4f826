package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Position;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.ChangeCapture;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.RowRef;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.Structure;
import dev.godwit.core.spi.TargetDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Compares both sides of a migration, whatever it does meanwhile. */
public final class Verifier {

    /** Whoever applies changes passes a mark sooner, unless it is far behind; then its position moves. */
    private static final Duration APPLIES_WITHIN = Duration.ofSeconds(10);

    private final SourceDatabase source;
    private final TargetDatabase target;
    private final int workers;
    private final VerifyListener listener;
    private final VerifyControl control;

    /** @param workers how many pieces of tables are read at once, on either side; 1 or more */
    public Verifier(
            SourceDatabase source, TargetDatabase target, int workers, VerifyListener listener, VerifyControl control) {
        this.source = source;
        this.target = target;
        this.workers = workers;
        this.listener = listener;
        this.control = control;
    }

    /**
     * Compares what was asked for.
     *
     * @throws Failure when a side does not answer
     */
    public Verification run(VerifyOrder order) {
        return run(order, this::passing, (table, rows) -> {});
    }

    /**
     * As {@link #run(VerifyOrder)}, where it is known how the target passes the source.
     *
     * @param different is told the rows that differ for certain, by several threads
     */
    Verification run(VerifyOrder order, Passing passing, Different different) {
        return run(order, (sides, notes) -> passing, different);
    }

    /** Is told of rows that differ for certain. */
    interface Different {
        void rows(Table table, List<RowRef> rows);
    }

    private interface Footing {
        Passing of(Sides sides, List<String> notes);
    }

    private Verification run(VerifyOrder order, Footing footing, Different different) {
        Instant startedAt = Instant.now();
        long began = System.nanoTime();
        var notes = new ArrayList<String>();
        List<Table> tables = source.catalog().tables().stream()
                .filter(table -> order.tables().contains(table.name()))
                .sorted(Comparator.comparingLong(Table::bytes).reversed())
                .toList();
        checkRange(order, tables);
        var sides = new Sides(source.inspection(), target.inspection());
        control.whenStopped(sides::close);
        try {
            Passing passing = footing.of(sides, notes);
            boolean forever = order.forever();
            var meter = new VerifyMeter(listener, forever ? List.of() : tables);
            var examination = new Examination(sides, order, control, passing, meter, workers, different);
            var look = new DefinitionLook(source, target, passing, control);
            List<TableVerdict> verdicts = forever ? forever(examination, look) : compare(examination, tables);
            Structure structure = target.structure(source);
            boolean definitions = order.definitions() && !control.stopRequested();
            List<Finding> unlike = definitions ? look.look() : List.of();
            List<Finding> sequences = definitions ? structure.compareSequences(switched()) : List.of();
            return new Verification(
                    startedAt,
                    Duration.ofNanos(System.nanoTime() - began),
                    passing.follows() ? Verification.Footing.FOLLOWED : Verification.Footing.AT_REST,
                    control.stopRequested(),
                    verdicts,
                    unlike,
                    sequences,
                    notes);
        } finally {
            control.whenStopped(() -> {});
            sides.close();
        }
    }

    private static void checkRange(VerifyOrder order, List<Table> tables) {
        if (order.range().isAll()) {
            return;
        }
        if (tables.size() != 1) {
            throw Failure.of(CoreFailure.RANGE_NOT_USABLE)
                    .found("%d tables are chosen", tables.size())
                    .build();
        }
        long columns = tables.getFirst().columns().stream()
                .filter(column -> column.key())
                .count();
        boolean fits = List.of(order.range().from(), order.range().to()).stream()
                .allMatch(bound -> bound.isEmpty() || bound.size() == columns);
        if (columns == 0 || !fits) {
            throw Failure.of(CoreFailure.RANGE_NOT_USABLE)
                    .found("the key of %s has %d columns", tables.getFirst().name(), columns)
                    .build();
        }
    }

    private List<TableVerdict> compare(Examination examination, List<Table> tables) {
        Set<TableName> expected = expected(tables);
        List<TableVerdict> verdicts = Parallel.map(tables, workers, table -> {
            TableVerdict verdict =
                    expected.contains(table.name()) ? new TableVerification(table, examination).run() : later(table);
            examination.done(verdict);
            listener.table(verdict);
            return verdict;
        });
        return verdicts.stream()
                .sorted(Comparator.comparing(TableVerdict::table))
                .toList();
    }

    /** Ends when it is stopped. */
    private List<TableVerdict> forever(Examination examination, DefinitionLook look) {
        Supplier<List<Table>> choice = () -> {
            List<Table> now = source.catalog().tables().stream()
                    .filter(table -> examination.order().tables().contains(table.name()))
                    .toList();
            Set<TableName> expected = expected(now);
            return now.stream().filter(table -> expected.contains(table.name())).toList();
        };
        return new Rounds(examination, listener, choice, look::look).run();
    }

    /** Tables whose rows should be on the target by now. */
    private Set<TableName> expected(List<Table> tables) {
        Progress progress = target.progress();
        boolean under = progress.note(Notes.BEGUN).isPresent()
                && progress.note(Notes.PROMOTED).isEmpty();
        Set<TableName> copied = under ? progress.copied().keySet() : Set.of();
        boolean follows = under && progress.position().isPresent();
        return Set.copyOf(tables.stream()
                .filter(table -> !under || (copied.contains(table.name()) && (table.followed() || !follows)))
                .map(Table::name)
                .toList());
    }

    private static TableVerdict later(Table table) {
        return table.followed()
                ? unread(table, TableVerdict.Verdict.NOT_VERIFIED, "its rows are not copied yet")
                : unread(
                        table,
                        TableVerdict.Verdict.NOT_FOLLOWED,
                        "not followed, since its changes are in no log: it is copied again, and compared, at the switch");
    }

    private static TableVerdict unread(Table table, TableVerdict.Verdict verdict, String note) {
        return new TableVerdict(table.name(), verdict, 0, 0, 0, 0, 0, 0, 0, List.of(), Duration.ZERO, note);
    }

    /** Whether the target is in use. */
    private boolean switched() {
        Progress progress = target.progress();
        return progress.note(Notes.BEGUN).isEmpty()
                || progress.note(Notes.PROMOTED).isPresent();
    }

    /** Finds out whether somebody applies changes. */
    private Passing passing(Sides sides, List<String> notes) {
        Optional<Position> before = sides.target().applied();
        if (before.isEmpty() || target.progress().note(Notes.PROMOTED).isPresent()) {
            return Passing.AT_REST;
        }
        ChangeCapture capture = source.changes();
        var marked = new Passing.Marked(
                capture,
                mark -> sides.target()
                        .applied()
                        .map(position -> !position.before(mark))
                        .orElse(false));
        if (marked.pass(control, APPLIES_WITHIN)) {
            return marked;
        }
        Position now = sides.target().applied().orElse(before.get());
        long behind = capture.bytesBetween(now, capture.end());
        if (before.get().before(now) || control.expectsFollowed()) {
            notes.add("The target is %d bytes of log behind the source: rows that changed lately are not settled."
                    .formatted(behind));
            return marked;
        }
        notes.add("Nobody applies changes: the target is as it was left, %d bytes of log behind the source. "
                        .formatted(behind)
                + "What the source has changed since then differs.");
        return Passing.AT_REST;
    }
}
