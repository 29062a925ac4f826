package dev.godwit.postgres;

import dev.godwit.core.TableName;
import dev.godwit.core.spi.Structure.Built;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Builds indexes and keys with several pg_restore at once, in four rounds: those of partitioned tables, which have no
 * rows; keys, which lock their table alone; other indexes; then partitions' indexes are attached. In each round the
 * largest table comes first.
 */
final class IndexBuild {

    /** Tables above this size have a process for each index; loading the list costs less than a tenth of the build. */
    private static final long LARGE_BYTES = 64L << 20;

    /** Small ones share a process, up to this many; so that progress is seen and no worker waits for another long. */
    private static final int SMALL_TOGETHER = 200;

    private final Restore restore;
    private final SourceFacts facts;
    private final Set<TableName> existing;
    private final Consumer<Built> progress;
    private final AtomicInteger done = new AtomicInteger();
    private int of;

    /** @param existing indexes, named with their schema, that an attempt before this one has built */
    IndexBuild(Restore restore, SourceFacts facts, Set<TableName> existing, Consumer<Built> progress) {
        this.restore = restore;
        this.facts = facts;
        this.existing = existing;
        this.progress = progress;
    }

    List<RestoreError> run(Collection<TocEntry> entries, IntSupplier workers) {
        var partitioned = new ArrayList<TocEntry>();
        var keys = new ArrayList<TocEntry>();
        var indexes = new ArrayList<TocEntry>();
        var rest = new ArrayList<TocEntry>();
        for (TocEntry entry : entries) {
            boolean builds = entry.kind() == TocKind.INDEX || entry.kind() == TocKind.CONSTRAINT;
            if (!builds) {
                rest.add(entry);
            } else if (existing.contains(name(entry))) {
                done.incrementAndGet();
            } else if (isPartitioned(entry)) {
                partitioned.add(entry);
            } else {
                (entry.kind() == TocKind.CONSTRAINT ? keys : indexes).add(entry);
            }
        }
        of = done.get() + partitioned.size() + keys.size() + indexes.size();
        var errors = new ArrayList<RestoreError>();
        errors.addAll(build(partitioned));
        errors.addAll(Parallel.run(tasks(keys), workers));
        errors.addAll(Parallel.run(tasks(indexes), workers));
        errors.addAll(restore.run(rest));
        return errors;
    }

    private List<RestoreError> build(List<TocEntry> entries) {
        List<RestoreError> errors = restore.run(entries);
        if (!entries.isEmpty()) {
            progress.accept(new Built(entries.getLast().text(), done.addAndGet(entries.size()), of));
        }
        return errors;
    }

    /** The keys of one table are never built by two at once, since each locks it. */
    private List<Callable<List<RestoreError>>> tasks(List<TocEntry> entries) {
        var tables = new HashMap<Long, List<TocEntry>>();
        for (TocEntry entry : entries) {
            tables.computeIfAbsent(table(entry), oid -> new ArrayList<>()).add(entry);
        }
        var tasks = new ArrayList<Callable<List<RestoreError>>>();
        var small = new ArrayList<TocEntry>();
        for (Map.Entry<Long, List<TocEntry>> table : largestFirst(tables)) {
            if (bytes(table.getKey()) < LARGE_BYTES) {
                small.addAll(table.getValue());
            } else if (table.getValue().getFirst().kind() == TocKind.CONSTRAINT) {
                tasks.add(() -> build(table.getValue()));
            } else {
                table.getValue().forEach(entry -> tasks.add(() -> build(List.of(entry))));
            }
        }
        for (int from = 0; from < small.size(); from += SMALL_TOGETHER) {
            var some = small.subList(from, Math.min(small.size(), from + SMALL_TOGETHER));
            tasks.add(() -> build(some));
        }
        return tasks;
    }

    private List<Map.Entry<Long, List<TocEntry>>> largestFirst(Map<Long, List<TocEntry>> tables) {
        return tables.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Long, List<TocEntry>>>comparingLong(e -> -bytes(e.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    private long table(TocEntry entry) {
        SourceFacts.Constraint constraint = facts.constraints().get(entry.oid());
        SourceFacts.Index index = facts.indexes().get(entry.oid());
        if (entry.kind() == TocKind.CONSTRAINT) {
            return constraint == null ? 0 : constraint.table();
        }
        return index == null ? 0 : index.table();
    }

    private long bytes(long table) {
        SourceFacts.Relation relation = facts.relations().get(table);
        return relation == null ? 0 : relation.bytes();
    }

    private boolean isPartitioned(TocEntry entry) {
        SourceFacts.Relation relation = facts.relations().get(table(entry));
        return relation != null && relation.kind() == 'p';
    }

    /** The name of an index; that of a key is its constraint's. */
    private TableName name(TocEntry entry) {
        SourceFacts.Index index = facts.indexes().get(entry.oid());
        if (index != null) {
            return index.name();
        }
        SourceFacts.Constraint constraint = facts.constraints().get(entry.oid());
        SourceFacts.Relation table =
                constraint == null ? null : facts.relations().get(constraint.table());
        return table == null || constraint == null
                ? new TableName("", "")
                : new TableName(table.name().schema(), constraint.name());
    }
}
