package dev.godwit.pipeline;

import dev.godwit.core.TableName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Tables that changed on the target since they were last compared. Thread-safe. */
final class Changed {

    private final Set<TableName> tables = new HashSet<>();

    synchronized void add(Collection<TableName> changed) {
        tables.addAll(changed);
    }

    /** These are compared as they stand now. */
    synchronized void clear(Collection<TableName> compared) {
        tables.removeAll(compared);
    }

    synchronized boolean contains(TableName table) {
        return tables.contains(table);
    }
}
