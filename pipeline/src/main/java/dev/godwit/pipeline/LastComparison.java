package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes sure, now that nobody writes, that each table is equal: those that changed since they were compared, again. */
final class LastComparison {

    private final Session session;
    private final Catalog catalog;
    private final Comparison comparison;
    private final Changed changed;

    LastComparison(Session session, Catalog catalog, Comparison comparison, Changed changed) {
        this.session = session;
        this.catalog = catalog;
        this.comparison = comparison;
        this.changed = changed;
    }

    /** Tables whose changes no log holds are copied again now that nobody writes. */
    void copyUnfollowed() {
        List<Table> unfollowed =
                catalog.tables().stream().filter(t -> !t.followed()).toList();
        if (unfollowed.isEmpty()) {
            return;
        }
        try (Snapshot snapshot = session.source().snapshot()) {
            var meter = new DumpMeter(session.journal(), session.board(), unfollowed, Map.of());
            new Dump(session).copy(snapshot, unfollowed, true, meter);
        }
    }

    /** Those whose rows are not known to be equal as they are now. */
    List<Table> uncompared() {
        return catalog.tables().stream()
                .filter(t -> !t.followed() || changed.contains(t.name()) || !comparison.equal(t.name()))
                .toList();
    }

    /**
     * Compares these as they are now.
     *
     * @return the failure that says which tables differ; empty when they are equal
     */
    Optional<Failure> compare(List<Table> rest) {
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        try (Snapshot source = session.source().glance();
                Snapshot target = session.target().snapshot()) {
            comparison.compare(rest, source, target, true, session.control());
            return Optional.empty();
        } catch (Failure e) {
            if (e.code() != CoreFailure.DATA_DIFFER) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    /** That comparison says nothing: both sides were read while they moved. */
    void forget(List<Table> rest) {
        comparison.forget(rest.stream().map(Table::name).toList());
    }

    /** What to say of tables that differ. */
    Failure failure(List<Table> tables) {
        return comparison.failure(tables);
    }

    List<TableName> different() {
        return comparison.different();
    }
}
