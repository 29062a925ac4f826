package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Side;
import dev.godwit.core.Table;
import dev.godwit.core.spi.Checksum;
import dev.godwit.core.spi.Inspection;
import dev.godwit.core.spi.KeyRange;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.Structure;
import dev.godwit.core.spi.TargetDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares both sides of a migration, whatever it does meanwhile. */
public final class Verifier {

    private final SourceDatabase source;
    private final TargetDatabase target;
    private final VerifyListener listener;
    private final VerifyControl control;

    public Verifier(SourceDatabase source, TargetDatabase target, VerifyListener listener, VerifyControl control) {
        this.source = source;
        this.target = target;
        this.listener = listener;
        this.control = control;
    }

    /**
     * Compares what was asked for.
     *
     * @throws Failure when a side does not answer
     */
    public Verification run(VerifyOrder order) {
        Instant startedAt = Instant.now();
        List<Table> tables = source.catalog().tables().stream()
                .filter(table -> order.tables().contains(table.name()))
                .toList();
        var verdicts = new ArrayList<TableVerdict>();
        try (Inspection left = source.inspection();
                Inspection right = target.inspection()) {
            for (Table table : tables) {
                if (control.stopRequested()) {
                    break;
                }
                TableVerdict verdict = compare(table, left, right);
                listener.table(verdict);
                verdicts.add(verdict);
            }
        }
        verdicts.sort(Comparator.comparing(TableVerdict::table));
        Structure structure = target.structure(source);
        List<Finding> definitions = order.definitions() ? structure.compareNow() : List.of();
        List<Finding> sequences = order.definitions() ? structure.compareSequences() : List.of();
        return new Verification(
                startedAt,
                Duration.between(startedAt, Instant.now()),
                target.progress().position().isPresent() ? Verification.Footing.FOLLOWED : Verification.Footing.AT_REST,
                control.stopRequested(),
                verdicts,
                definitions,
                sequences,
                List.of());
    }

    private TableVerdict compare(Table table, Inspection left, Inspection right) {
        long began = System.nanoTime();
        List<Checksum> sums =
                new ArrayList<>(Parallel.map(List.of(Side.SOURCE), 1, side -> left.checksum(table, KeyRange.ALL)));
        sums.add(right.checksum(table, KeyRange.ALL));
        boolean equal = sums.getFirst().equals(sums.getLast());
        long rows = sums.getFirst().rows();
        long others = sums.getLast().rows();
        return new TableVerdict(
                table.name(),
                equal ? TableVerdict.Verdict.EQUAL : TableVerdict.Verdict.DIFFERENT,
                rows,
                others,
                Math.max(0, rows - others),
                Math.max(0, others - rows),
                !equal && rows == others ? 1 : 0,
                0,
                0,
                List.of(),
                Duration.ofNanos(System.nanoTime() - began),
                "");
    }
}
