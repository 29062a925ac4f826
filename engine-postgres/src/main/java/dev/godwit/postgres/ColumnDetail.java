package dev.godwit.postgres;

import dev.godwit.core.Column;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A column that is moved, with what only this engine needs.
 *
 * @param column its general description
 * @param attnum its number in the table
 * @param typeOid OID of its type on the server it was read from
 * @param alwaysIdentity whether it is GENERATED ALWAYS AS IDENTITY
 * @param equality for a key column, the quoted operator of the key's index, such as {@code OPERATOR(pg_catalog.=)};
 *     empty otherwise
 */
record ColumnDetail(Column column, int attnum, long typeOid, boolean alwaysIdentity, String equality) {

    /** OIDs of all columns' types, each once. */
    static Set<Long> types(Collection<TableDetail> tables) {
        return tables.stream()
                .flatMap(table -> table.columns().stream())
                .map(ColumnDetail::typeOid)
                .collect(Collectors.toSet());
    }

    String name() {
        return column.name();
    }

    boolean key() {
        return column.key();
    }
}
