package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Applier;
import dev.godwit.core.spi.Relation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Accounts for every row change of every table: what was received has to be applied, filtered or coalesced. Received is
 * counted here, from the events; the rest by who writes. Thread-safe.
 */
final class Ledger {

    private static final Applier.Counts NONE = new Applier.Counts(0, 0, 0);

    /** Of one table since the last balance. */
    private static final class Received {
        private long rows;
    }

    private final IdentityHashMap<Relation, Received> open = new IdentityHashMap<>();
    private final Map<TableName, Applier.Counts> tables = new TreeMap<>();

    /** A row change is handed over. */
    synchronized void receive(Relation relation) {
        Received known = open.get(relation);
        if (known == null) {
            known = new Received();
            open.put(relation, known);
        }
        known.rows++;
    }

    /**
     * All that was received is safe on the target.
     *
     * @param table the table that a relation is counted with
     * @return the sum over all tables
     * @throws Failure {@code COUNTS_DIFFER} when anything is not accounted for, or is twice
     */
    synchronized Applier.Counts balance(Map<TableName, Applier.Counts> counts, Function<Relation, TableName> table) {
        var received = new HashMap<TableName, Long>();
        open.forEach((relation, since) -> received.merge(table.apply(relation), since.rows, Long::sum));
        open.clear();
        var names = new HashSet<>(received.keySet());
        names.addAll(counts.keySet());
        var sum = NONE;
        for (TableName name : names) {
            Applier.Counts accounted = counts.getOrDefault(name, NONE);
            long rows = received.getOrDefault(name, 0L);
            if (accounted.total() != rows) {
                throw Failure.of(CoreFailure.COUNTS_DIFFER)
                        .found(
                                "%d row changes of %s were received, %d accounted for: %s",
                                rows, name, accounted.total(), accounted)
                        .build();
            }
            tables.merge(name, accounted, Applier.Counts::plus);
            sum = sum.plus(accounted);
        }
        return sum;
    }

    /** Adds what another stream of the same migration accounted for. */
    synchronized void add(Ledger other) {
        other.entries()
                .forEach(entry -> tables.merge(
                        entry.table(),
                        new Applier.Counts(entry.applied(), entry.filtered(), entry.coalesced()),
                        Applier.Counts::plus));
    }

    /** By table, sorted by name. */
    synchronized List<Report.TableChanges> entries() {
        return tables.entrySet().stream()
                .map(entry -> new Report.TableChanges(
                        entry.getKey(),
                        entry.getValue().total(),
                        entry.getValue().applied(),
                        entry.getValue().filtered(),
                        entry.getValue().coalesced()))
                .toList();
    }
}
