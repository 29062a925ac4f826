package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.TableName;
import dev.godwit.postgres.TargetObjects.DropTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How far it reaches to make tables anew: the tables, all that hangs on them on the source, and all that goes with them
 * on the target. Each of the three can add to the others, so they grow until none does.
 */
final class RebuildExtent {

    private final StructureContext context;
    private final EntryGraph graph;
    private final RelationTree source;
    private final RelationTree target;
    private final Map<Integer, ObjectIdentity> identities;
    private final List<DropTarget> there;

    private final Set<TableName> tables = new HashSet<>();
    private final Set<ObjectIdentity> gone = new HashSet<>();
    private final Set<Integer> hanging = new HashSet<>();
    private final Set<String> dropped = new HashSet<>();

    private RebuildExtent(StructureContext context, Connection from, Connection to) throws SQLException {
        this.context = context;
        this.graph = new EntryGraph(context.toc());
        this.source = RelationTree.read(from);
        this.target = RelationTree.read(to);
        this.identities = ObjectIdentity.of(from, context.entries(Stage.CREATE));
        this.there = TargetObjects.list(to);
    }

    /**
     * Reads both catalogs, changes nothing.
     *
     * @param asked tables to begin with
     * @param before objects that an attempt before has dropped
     * @param wholes for tables that can only be copied together: these by each of them
     */
    static RebuildExtent of(
            StructureContext context,
            Sides sides,
            Collection<TableName> asked,
            Collection<ObjectIdentity> before,
            Map<TableName, TableName> wholes)
            throws SQLException {
        var extent = new RebuildExtent(context, sides.source, sides.target);
        extent.tables.addAll(asked);
        extent.gone.addAll(before);
        int size;
        do {
            size = extent.size();
            extent.growByFamilies(wholes);
            extent.growByEntries();
            extent.growByCascade(sides.target);
        } while (extent.size() > size);
        return extent;
    }

    /** Connections to both sides. */
    record Sides(Connection source, Connection target) {}

    Set<TableName> tables() {
        return tables;
    }

    Set<ObjectIdentity> gone() {
        return gone;
    }

    /** Ids of the entries that need one of the tables. */
    Set<Integer> hanging() {
        return hanging;
    }

    /** Keys of what has to go from the target. */
    Set<String> dropped() {
        return dropped;
    }

    /** The tables with all that these are parts of, on the source. */
    Set<TableName> wholes() {
        return source.wholes(tables);
    }

    /** Those of the tables that belong to no other of them, on the source. */
    List<TableName> tops() {
        return tables.stream()
                .filter(table -> source.table(table).isPresent())
                .filter(table -> source.parents(table).stream().noneMatch(tables::contains))
                .sorted()
                .toList();
    }

    /** Tables that are parts of one which stays, with their own parts. */
    Set<TableName> seams() {
        return source.withParts(tables.stream()
                .filter(table -> source.parents(table).stream().anyMatch(parent -> !tables.contains(parent)))
                .toList());
    }

    /** What the hanging entries, and these themselves, need and the target lacks. */
    Set<Integer> missing(Connection to) throws SQLException {
        return missing(TargetObjects.list(to));
    }

    /** Objects of the target that go and are none of the migration's. */
    List<DropTarget> others(Predicate<DropTarget> made) {
        var known = new HashSet<>(identities.values());
        return there.stream()
                .filter(object -> dropped.contains(object.key()) && !made.test(object))
                .filter(object -> !known.contains(ObjectIdentity.of(object)))
                .toList();
    }

    private int size() {
        return tables.size() + gone.size() + hanging.size() + dropped.size();
    }

    private void growByFamilies(Map<TableName, TableName> wholes) {
        List.copyOf(tables).forEach(table -> {
            if (wholes.containsKey(table)) {
                tables.add(wholes.get(table));
            }
        });
        for (TableName table : List.copyOf(tables)) {
            for (TableName parent : source.parents(table)) {
                if (!sameColumns(parent)) {
                    tables.add(parent);
                }
            }
        }
        tables.addAll(source.withParts(tables));
        tables.addAll(target.withParts(tables));
    }

    private boolean sameColumns(TableName table) {
        return target.table(table)
                .filter(there -> source.table(table)
                        .filter(here -> here.columns().equals(there.columns()))
                        .isPresent())
                .isPresent();
    }

    private void growByEntries() {
        var seeds = new HashSet<Integer>();
        for (TocEntry entry : context.entries(Stage.CREATE)) {
            boolean asked = isTable(entry) && tables.contains(name(entry));
            if (asked || gone.contains(identities.get(entry.id()))) {
                seeds.add(entry.id());
            }
        }
        hanging.addAll(graph.hangingOn(seeds));
        var named = new HashSet<>(hanging);
        named.addAll(missing(there));
        for (int id : named) {
            context.toc().entry(id).filter(RebuildExtent::isTable).ifPresent(entry -> tables.add(name(entry)));
        }
    }

    private Set<Integer> missing(List<DropTarget> present) {
        var known = new HashSet<ObjectIdentity>();
        present.forEach(object -> known.add(ObjectIdentity.of(object)));
        Set<Integer> needed = graph.neededBy(hanging);
        needed.removeAll(hanging);
        needed.removeIf(id -> !identities.containsKey(id)
                || known.contains(identities.get(id))
                || context.toc().entry(id).filter(RebuildExtent::isListed).isEmpty());
        return graph.withWords(needed);
    }

    private void growByCascade(Connection to) throws SQLException {
        var keys = new HashSet<String>();
        var oids = new HashMap<String, TableName>();
        for (TableName table : target.names()) {
            String key =
                    TocEntry.PG_CLASS + ":" + target.table(table).orElseThrow().oid();
            oids.put(key, table);
            if (tables.contains(table)) {
                keys.add(key);
            }
        }
        var hangs = new HashSet<ObjectIdentity>();
        hanging.stream().filter(identities::containsKey).forEach(id -> hangs.add(identities.get(id)));
        there.stream()
                .filter(object -> hangs.contains(ObjectIdentity.of(object)))
                .forEach(object -> keys.add(object.key()));
        dropped.addAll(Cascade.of(to, keys));
        dropped.stream().filter(oids::containsKey).forEach(key -> tables.add(oids.get(key)));
        there.stream()
                .filter(object -> dropped.contains(object.key()) && !object.isTable())
                .forEach(object -> gone.add(ObjectIdentity.of(object)));
    }

    private TableName name(TocEntry entry) {
        SourceFacts.Relation relation = context.facts().relations().get(entry.oid());
        if (relation == null) {
            throw Failure.of(dev.godwit.core.CoreFailure.CATALOG_CHANGED)
                    .found("%s is gone", entry.name())
                    .build();
        }
        return relation.name();
    }

    private static boolean isTable(TocEntry entry) {
        return entry.kind() == TocKind.TABLE || entry.kind() == TocKind.FOREIGN_TABLE;
    }

    /** Whether {@link TargetObjects} knows the kind. */
    private static boolean isListed(TocEntry entry) {
        return switch (entry.kind()) {
            case DEFAULT, SEQUENCE_OWNED_BY, TABLE_ATTACH, USER_MAPPING -> false;
            default -> true;
        };
    }
}
