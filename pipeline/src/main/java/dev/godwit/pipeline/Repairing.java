package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.Selection;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.ChangeCapture;
import dev.godwit.core.spi.ChunkReader;
import dev.godwit.core.spi.Encoding;
import dev.godwit.core.spi.Inspection;
import dev.godwit.core.spi.RowDigest;
import dev.godwit.core.spi.RowRef;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.core.spi.Structure;
import dev.godwit.core.spi.TargetDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies exactly the rows that differ again, in order with the changes: the applier stops where it has applied all commits
 * before the position of a view of the source, and none from it on; there the rows are replaced by what that view holds.
 * docs/decisions/0012 has the argument.
 */
final class Repairing {

    /** Each looks at what the last one could not settle. */
    private static final int ROUNDS = 5;
    /** Rows replaced while the applier stands still once; a table is never divided, since its rows may exchange values. */
    private static final int ROWS_AT_ONCE = 10_000;

    private final Session session;
    private final Catalog catalog;
    private final Structure structure;
    private final Stream stream;
    private final Changed changed;
    private final List<String> notes = new ArrayList<>();

    Repairing(Session session, Catalog catalog, Structure structure, Stream stream, Changed changed) {
        this.session = session;
        this.catalog = catalog;
        this.structure = structure;
        this.stream = stream;
        this.changed = changed;
    }

    /** Answers a request; whatever goes wrong is its answer, and no harm to the stream. */
    void answer(RepairRequest request) {
        try {
            request.answer().complete(run(request));
        } catch (Failure e) {
            request.answer().completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            request.answer().completeExceptionally(Parallel.failure(e));
            throw e;
        }
    }

    private Repair run(RepairRequest request) {
        Found found = verify(request, request.what());
        Verification before = found.verification;
        int sequences = before.sequences().isEmpty() ? 0 : structure.repairSequences(false);
        long rows = 0;
        Verification after = before;
        for (int round = 0; round < ROUNDS && !found.rows.isEmpty(); round++) {
            request.control().checkStop();
            rows += mend(found.rows);
            var tables = found.rows.keySet().stream().map(Table::name).toList();
            found = verify(request, again(request.what(), tables));
            after = after.with(found.verification);
        }
        if (rows == 0 && sequences > 0) {
            after = after.with(verify(request, again(request.what(), List.of())).verification);
        }
        session.journal().event("Repaired %d rows and %d sequences".formatted(rows, sequences));
        return new Repair(before, rows, sequences, after, notes);
    }

    private static VerifyOrder again(VerifyOrder what, List<TableName> tables) {
        // A selection matches patterns: what they match besides is verified too.
        List<String> names = tables.stream().map(TableName::toString).toList();
        var selection = new Selection(names.isEmpty() ? List.of("") : names, List.of());
        return new VerifyOrder(selection, what.range(), what.definitions(), what.shownRows(), what.values(), false);
    }

    private record Found(Verification verification, Map<Table, List<RowRef>> rows) {}

    private Found verify(RepairRequest request, VerifyOrder what) {
        var passing = new Passing.Marked(session.source().changes(), stream::holds);
        var rows = new LinkedHashMap<Table, List<RowRef>>();
        var verifier = new Verifier(
                session.source(), session.target(), session.workers(), request.listener(), request.control());
        Verification verification = verifier.run(what, passing, (table, found) -> {
            synchronized (rows) {
                rows.computeIfAbsent(table, name -> new ArrayList<>()).addAll(found);
            }
        });
        return new Found(verification, rows);
    }

    /** @return how many rows were written, or removed without another in their place */
    private long mend(Map<Table, List<RowRef>> rows) {
        long mended = 0;
        var some = new LinkedHashMap<Table, List<RowRef>>();
        int size = 0;
        for (Map.Entry<Table, List<RowRef>> table : rows.entrySet()) {
            some.put(table.getKey(), table.getValue());
            size += table.getValue().size();
            if (size >= ROWS_AT_ONCE) {
                mended += mendAtOnce(some);
                some.clear();
                size = 0;
            }
        }
        return some.isEmpty() ? mended : mended + mendAtOnce(some);
    }

    private long mendAtOnce(Map<Table, List<RowRef>> rows) {
        ChangeCapture capture = session.source().changes();
        // Whatever the applier has done until it stops here was committed before the snapshot that comes.
        stream.loop().stopAt(capture.end());
        try (Snapshot source = capture.resnapshot(catalog)) {
            Position position = source.position().orElseThrow();
            capture.mark();
            return stream.at(position, () -> {
                long mended = 0;
                for (Map.Entry<Table, List<RowRef>> table : rows.entrySet()) {
                    mended += replace(table.getKey(), table.getValue(), source);
                }
                return mended;
            });
        } finally {
            stream.loop().letPass();
        }
    }

    private long replace(Table table, List<RowRef> rows, Snapshot source) {
        var removed = new HashMap<RowRef, Long>();
        var written = new HashMap<RowRef, Long>();
        if (table.keyed()) {
            rows.forEach(row -> removed.put(row, Long.MAX_VALUE));
            rows.forEach(row -> written.put(row, 1L));
        } else {
            divide(table, rows, source, removed, written);
        }
        Encoding encoding = session.target().encoding(table, session.source());
        try (ChunkReader instead = source.read(table, written, encoding)) {
            TargetDatabase.Replaced done = session.target().replace(table, removed, instead, encoding);
            changed.add(List.of(table.name()));
            return table.keyed() ? rows.size() : done.removed() + done.written();
        } catch (Failure e) {
            if (e.isTransient() || e.code() == CoreFailure.REPLACED || e.code() == CoreFailure.INTERRUPTED) {
                throw e;
            }
            notes.add("%s: %s".formatted(table.name(), e.found()));
            return 0;
        }
    }

    /** Of rows that are alike only as many are removed, or written, as one side has more of. */
    private void divide(
            Table table, List<RowRef> rows, Snapshot source, Map<RowRef, Long> removed, Map<RowRef, Long> written) {
        Map<String, RowDigest> there = source.rows(table, rows);
        Map<String, RowDigest> here;
        try (Inspection target = session.target().inspection()) {
            here = target.rows(table, rows);
        }
        for (RowRef row : rows) {
            long missing = times(there.get(row.identity())) - times(here.get(row.identity()));
            if (missing > 0) {
                written.put(row, missing);
            } else if (missing < 0) {
                removed.put(row, -missing);
            }
        }
    }

    private static long times(@Nullable RowDigest row) {
        return row == null ? 0 : row.times();
    }
}
