package dev.godwit.core;

import java.util.List;

/**
 * The selected tables of a database at one moment.
 *
 * @param tables sorted by name
 * @param fingerprint changes whenever the definition of any selected table, or the set of them, changes
 */
public record Catalog(List<Table> tables, String fingerprint) {

    public Catalog {
        tables = List.copyOf(tables);
    }

    /** Sum of {@link Table#bytes()}. */
    public long bytes() {
        return tables.stream().mapToLong(Table::bytes).sum();
    }

    /** Sum of {@link Table#estimatedRows()}. */
    public long estimatedRows() {
        return tables.stream().mapToLong(Table::estimatedRows).sum();
    }
}
