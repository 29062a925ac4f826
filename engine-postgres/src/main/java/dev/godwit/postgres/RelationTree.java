package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of a database, and which is part of which others: as a partition or by inheritance. */
final class RelationTree {

    private final Map<TableName, Kin> tables = new HashMap<>();
    private final Map<TableName, Set<TableName>> children = new HashMap<>();

    private RelationTree() {}

    static RelationTree read(Connection connection) throws SQLException {
        var tree = new RelationTree();
        var names = new HashMap<Long, TableName>();
        List<List<String>> rows = Rows.of(connection, TABLES);
        rows.forEach(row -> names.put(Long.valueOf(row.getFirst()), new TableName(row.get(1), row.get(2))));
        for (List<String> row : rows) {
            List<TableName> parents = Arrays.stream(row.get(3).split(" ", -1))
                    .filter(oid -> !oid.isEmpty())
                    .flatMap(oid -> Optional.ofNullable(names.get(Long.valueOf(oid))).stream())
                    .toList();
            tree.add(
                    new TableName(row.get(1), row.get(2)),
                    new Kin(Long.parseLong(row.getFirst()), parents, row.get(4)));
        }
        return tree;
    }

    private void add(TableName name, Kin kin) {
        tables.put(name, kin);
        kin.parents.forEach(
                parent -> children.computeIfAbsent(parent, p -> new HashSet<>()).add(name));
    }

    Set<TableName> names() {
        return tables.keySet();
    }

    Optional<Kin> table(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    List<TableName> parents(TableName name) {
        return table(name).map(Kin::parents).orElse(List.of());
    }

    /** These, where they are there or not, with all that are parts of them. */
    Set<TableName> withParts(Collection<TableName> names) {
        var all = new HashSet<TableName>();
        var open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            TableName name = open.remove();
            if (all.add(name)) {
                open.addAll(children.getOrDefault(name, Set.of()));
            }
        }
        return all;
    }

    /** All that these are parts of, and not these. */
    Set<TableName> wholes(Collection<TableName> names) {
        var all = new HashSet<TableName>();
        var open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            for (TableName parent : parents(open.remove())) {
                if (all.add(parent)) {
                    open.add(parent);
                }
            }
        }
        all.removeAll(names);
        return all;
    }

    /**
     * A table within its family.
     *
     * @param oid on its server
     * @param parents the tables it is directly a part of
     * @param columns all of its columns with their types, as text, in an order of their own
     */
    record Kin(long oid, List<TableName> parents, String columns) {}

    private static final String TABLES = """
            SELECT c.oid::int8, n.nspname, c.relname,
                (SELECT pg_catalog.string_agg(i.inhparent::int8::text, ' ' ORDER BY i.inhseqno)
                    FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid),
                (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' '
                        || pg_catalog.format_type(a.atttypid, a.atttypmod), ',' ORDER BY a.attname)
                    FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
            FROM %s WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
            """.formatted(CatalogReader.USER_RELATIONS);
}
