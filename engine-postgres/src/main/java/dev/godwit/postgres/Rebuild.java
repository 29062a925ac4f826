package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.Structure.Built;
import dev.godwit.postgres.TargetObjects.DropTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * Makes tables anew from the archive, with all that hangs on them: first empty, then, when their rows are there, indexes
 * and what comes after them. How far it reaches is noted before anything is dropped, so that whoever begins again after a
 * crash does all of it.
 */
final class Rebuild {

    private final PostgresSource source;
    private final PostgresTarget target;
    private final StructureContext context;
    private final RebuildNotes notes;
    private final Notes steps;
    private final MadeObjects made;

    Rebuild(PostgresSource source, PostgresTarget target, StructureContext context, Progress progress) {
        this.source = source;
        this.target = target;
        this.context = context;
        this.notes = new RebuildNotes(progress);
        this.steps = new Notes(progress);
        this.made = new MadeObjects(target.sessions(), progress);
    }

    /** Those that are being made anew. */
    Set<TableName> tables() {
        return notes.tables();
    }

    /** Whether no table is on the way. */
    boolean none() {
        return notes.tables().isEmpty();
    }

    void forget() {
        notes.forget();
    }

    /** Drops and makes tables, empty; answers with all that are. */
    Set<TableName> make(Collection<TableName> asked, Consumer<Finding> findings) {
        RebuildExtent extent = extent(asked);
        List<DropTarget> others = extent.others(made.made());
        refuse(others);
        notes.remember(extent.tables(), extent.gone());
        made.changing();
        Set<String> dropped = extent.dropped();
        new TargetObjects(target.sessions()).drop(object -> dropped.contains(object.key()));
        List<TocEntry> entries = order(extent).entries(steps.begun(PostgresStructure.INDEXES));
        context.restore(entries, false).forEach(findings);
        made.changed();
        for (DropTarget other : others) {
            findings.accept(StructureFindings.warning(
                    PostgresFailure.NOT_DROPPED,
                    "%s %s went with tables that were made anew",
                    other.kind(),
                    other.name()));
        }
        return extent.tables();
    }

    /** @param constraints whether what comes after indexes is to be made as well */
    List<Finding> finish(boolean constraints, IntSupplier workers, Consumer<Built> progress) {
        RebuildExtent extent = extent(Set.of());
        var findings = new ArrayList<Finding>();
        var build = new IndexBuild(context.restore(), context.facts(), context.targetIndexes(), progress);
        List<RestoreError> errors = build.run(hanging(extent, Stage.INDEXES), workers);
        findings.addAll(StructureFindings.of(PostgresStructure.withoutRepeated(errors, true), context.toc()));
        if (constraints) {
            findings.addAll(context.restore(hanging(extent, Stage.CONSTRAINTS), true));
            if (context.rights().replicaRole()) {
                new ForeignKeys(target.sessions(), context.facts()).build(foreignKeys(extent), workers, progress);
            }
            findings.addAll(new Statistics(target.sessions()).gather(extent.tops(), workers, progress));
        }
        return findings;
    }

    private RebuildExtent extent(Collection<TableName> asked) {
        var all = new HashSet<>(asked);
        all.addAll(notes.tables());
        try (Connection from = source.sessions().borrow();
                Connection to = target.sessions().borrow()) {
            return RebuildExtent.of(context, new RebuildExtent.Sides(from, to), all, notes.gone(), wholes());
        } catch (SQLException e) {
            throw Errors.failure("asking what hangs on tables that are to be made anew", e);
        }
    }

    /** Tables that are copied together, by each of them. */
    private Map<TableName, TableName> wholes() {
        var wholes = new HashMap<TableName, TableName>();
        for (TableDetail table : source.details().values()) {
            table.leaves().forEach(leaf -> wholes.put(leaf, table.name()));
        }
        return wholes;
    }

    private static void refuse(List<DropTarget> others) {
        List<DropTarget> tables = others.stream().filter(DropTarget::isTable).toList();
        if (!tables.isEmpty()) {
            throw Failure.of(PostgresFailure.NOT_DROPPED)
                    .found(
                            "tables have to be made anew, and on them hang others that this migration has not made: %s",
                            tables.stream().map(DropTarget::name).collect(Collectors.joining(", ")))
                    .next("Detach or drop these on the target, then resume the job or repeat the command.");
        }
    }

    private List<TocEntry> hanging(RebuildExtent extent, Stage stage) {
        return context.entries(stage).stream()
                .filter(entry -> extent.hanging().contains(entry.id()))
                .toList();
    }

    /** Foreign keys that hang on the tables, or that went with a partition of the table that they are about. */
    private List<TocEntry> foreignKeys(RebuildExtent extent) {
        Set<TableName> wholes = extent.wholes();
        return context.entries(Stage.FOREIGN_KEYS).stream()
                .filter(entry -> {
                    SourceFacts.Constraint key = context.facts().constraints().get(entry.oid());
                    return extent.hanging().contains(entry.id())
                            || (key != null && (named(wholes, key.table()) || named(wholes, key.refers())));
                })
                .toList();
    }

    private boolean named(Set<TableName> tables, long oid) {
        SourceFacts.Relation relation = context.facts().relations().get(oid);
        return relation != null && tables.contains(relation.name());
    }

    private RebuildOrder order(RebuildExtent extent) {
        try (Connection to = target.sessions().borrow()) {
            return new RebuildOrder(context, extent, extent.missing(to));
        } catch (SQLException e) {
            throw Errors.failure("asking what is on " + target.sessions().place(), e);
        }
    }
}
