package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that changes are applied to.
 *
 * @param name its name on both sides
 * @param only as it stands after UPDATE or FROM
 * @param columns the columns that are moved, by name
 * @param computed names of the columns that the target computes
 * @param keyed whether rows are told apart by a key
 * @param indexed whether the target has the index for it
 * @param root whether it stands for all its partitions
 */
record TargetTable(
        TableName name,
        String only,
        Map<String, Column> columns,
        Set<String> computed,
        boolean keyed,
        boolean indexed,
        boolean root) {

    TargetTable {
        columns = Map.copyOf(columns);
        computed = Set.copyOf(computed);
    }

    /**
     * A column on the target.
     *
     * @param name as in the catalog
     * @param type its type in SQL
     * @param key whether it belongs to the key
     * @param equality the key's operator
     * @param always whether it is GENERATED ALWAYS AS IDENTITY, which no UPDATE may set
     * @param chars rewrites the text of its values to what the target reads; null where they are the same
     */
    record Column(
            String name,
            String type,
            boolean key,
            String equality,
            boolean always,
            @Nullable CharText chars) {}

    /** Whether an UPDATE of a row cannot be written as one. */
    boolean refusesUpdate() {
        return columns.values().stream().anyMatch(column -> column.always && !column.key);
    }

    /** Names of the columns, for messages and tests. */
    List<String> names() {
        return List.copyOf(columns.keySet());
    }
}
