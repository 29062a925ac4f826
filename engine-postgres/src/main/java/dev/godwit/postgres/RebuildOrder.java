package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * In which order tables are made anew, with what hangs on them. A partition is given its indexes before it is attached to
 * a table that has indexes and stays: the server would make others, of names of its own.
 */
final class RebuildOrder {

    private final StructureContext context;
    private final RebuildExtent extent;
    private final Set<Integer> missing;

    /** @param missing ids of entries that are needed and not there */
    RebuildOrder(StructureContext context, RebuildExtent extent, Set<Integer> missing) {
        this.context = context;
        this.extent = extent;
        this.missing = missing;
    }

    /**
     * What is made before rows.
     *
     * @param indexed whether tables that stay may have indexes
     */
    List<TocEntry> entries(boolean indexed) {
        var order = new ArrayList<TocEntry>();
        var last = new ArrayList<TocEntry>();
        for (TocEntry entry : context.entries(Stage.CREATE)) {
            if (hangs(entry) || missing.contains(entry.id())) {
                (joins(entry) ? last : order).add(entry);
            }
        }
        if (indexed) {
            addIndexes(order, last);
        }
        order.addAll(last);
        return order;
    }

    private void addIndexes(List<TocEntry> order, List<TocEntry> last) {
        Set<TableName> seams = extent.seams();
        var made = new HashSet<Integer>();
        for (TocEntry entry : context.entries(Stage.INDEXES)) {
            boolean about = entry.needs().stream().anyMatch(made::contains);
            if (hangs(entry) && (about || isOf(seams, entry))) {
                made.add(entry.id());
                (joins(entry) ? last : order).add(entry);
            }
        }
    }

    private boolean hangs(TocEntry entry) {
        return extent.hanging().contains(entry.id());
    }

    /** Whether it is an index or a key of one of these tables. */
    private boolean isOf(Set<TableName> tables, TocEntry entry) {
        SourceFacts facts = context.facts();
        SourceFacts.Constraint key = facts.constraints().get(entry.oid());
        SourceFacts.Index index = facts.indexes().get(entry.oid());
        long table = switch (entry.kind()) {
            case CONSTRAINT -> key == null ? 0 : key.table();
            case INDEX -> index == null ? 0 : index.table();
            default -> 0;
        };
        SourceFacts.Relation relation = facts.relations().get(table);
        return relation != null && tables.contains(relation.name());
    }

    /** Whether it makes a table that is made anew a part of one that stays, or so with their indexes. */
    private boolean joins(TocEntry entry) {
        if (entry.kind() != TocKind.TABLE_ATTACH && entry.kind() != TocKind.INDEX_ATTACH) {
            return false;
        }
        List<Integer> tables = entry.needs().stream()
                .filter(id -> context.toc()
                        .entry(id)
                        .filter(need -> need.kind() == TocKind.TABLE)
                        .isPresent())
                .toList();
        return !extent.hanging().containsAll(tables.isEmpty() ? entry.needs() : tables);
    }
}
