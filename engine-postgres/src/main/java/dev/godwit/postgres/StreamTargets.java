package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.Column;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Selection;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds for each relation of the stream the table on the target. */
final class StreamTargets {

    private static final String PLAIN_EQUALITY = "OPERATOR(pg_catalog.=)";

    /** By the name in the stream; a leaf whose rows are written through its root finds the root. */
    private final Map<TableName, TargetTable> tables = new HashMap<>();

    private final Map<Relation, Route> routes = new HashMap<>();
    private final Map<Like, Route> alike = new HashMap<>();

    private StreamTargets() {}

    private record Like(TableName table, List<Relation.Field> fields, boolean wholeRows) {}

    static StreamTargets load(Connection connection, ServerVersion version, Catalog catalog) throws SQLException {
        var all = new Selection(List.of(), List.of());
        Map<TableName, TableDetail> details =
                new CatalogReader(connection, version, all).withoutSizes().read();
        Map<TableName, Set<String>> computed = version.hasGeneratedColumns() ? computed(connection) : Map.of();
        TypeGraph types = TypeGraph.read(connection, ColumnDetail.types(details.values()));
        boolean rewrites = version.readsOctalChars();
        var tables = new StreamTargets();
        Map<TableName, Table> known = catalog.tables().stream().collect(Collectors.toMap(Table::name, table -> table));
        for (TableDetail detail : details.values()) {
            Table own = detail.table();
            Table theirs = known.getOrDefault(own.name(), own);
            TargetTable target = target(
                    // The source may be ahead of the stream by a change of definitions that is on its way.
                    names(theirs).equals(names(own)) ? theirs : own,
                    detail,
                    computed.getOrDefault(own.name(), Set.of()),
                    type -> rewrites ? CharText.of(types, type) : null);
            for (TableName streamed : detail.streamed()) {
                tables.tables.put(streamed, target);
            }
        }
        return tables;
    }

    /** Where rows of this relation go; the same object for relations that are alike. */
    Route route(Relation relation) {
        Route known = routes.get(relation);
        if (known != null) {
            return known;
        }
        var like = new Like(relation.table(), relation.columns(), relation.wholeRows());
        Route route = alike.computeIfAbsent(like, x -> new Route(alike.size(), table(relation), relation));
        routes.put(relation, route);
        return route;
    }

    /** The table on the target that a relation's rows belong to; the relation's own name where there is none. */
    TableName name(Relation relation) {
        return name(relation.table());
    }

    /** As {@link #name(Relation)}, by the name in the stream. */
    TableName name(TableName streamed) {
        TargetTable table = tables.get(streamed);
        return table == null ? streamed : table.name();
    }

    /** All tables of the stream whose rows go into this one. */
    List<TableName> streamed(TargetTable table) {
        return tables.entrySet().stream()
                .filter(entry -> entry.getValue().equals(table))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How a relation's columns are others than those of the table that it belongs to; empty when they are the same. */
    Optional<String> difference(Relation relation) {
        TargetTable table = tables.get(relation.table());
        if (table == null) {
            return Optional.of("is not on the target");
        }
        Set<String> missing = new HashSet<>(table.columns().keySet());
        for (Relation.Field field : relation.columns()) {
            if (!missing.remove(field.name()) && !table.computed().contains(field.name())) {
                return Optional.of("has a column that is not on the target: " + field.name());
            }
        }
        return missing.stream()
                .sorted()
                .findFirst()
                .map(column -> "has lost a column that is on the target: " + column);
    }

    private TargetTable table(Relation relation) {
        TargetTable table = tables.get(relation.table());
        if (table == null) {
            throw Failure.of(CoreFailure.CATALOG_CHANGED)
                    .found("table %s is not on the target", relation.table())
                    .build();
        }
        return table;
    }

    private static Set<String> names(Table table) {
        return table.columns().stream().map(Column::name).collect(Collectors.toSet());
    }

    /** Columns that the target computes, by table. */
    private static Map<TableName, Set<String>> computed(Connection connection) throws SQLException {
        var computed = new HashMap<TableName, Set<String>>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COMPUTED)) {
            while (row.next()) {
                computed.computeIfAbsent(new TableName(row.getString(1), row.getString(2)), table -> new HashSet<>())
                        .add(row.getString(3));
            }
        }
        return computed;
    }

    private static TargetTable target(
            Table table, TableDetail detail, Set<String> computed, LongFunction<@Nullable CharText> chars) {
        Map<String, ColumnDetail> there =
                detail.columns().stream().collect(Collectors.toMap(ColumnDetail::name, column -> column));
        boolean indexed = keys(table).equals(keys(detail.table()));
        var columns = new HashMap<String, TargetTable.Column>();
        for (Column column : table.columns()) {
            ColumnDetail same = there.get(column.name());
            if (same == null) {
                throw Failure.of(CoreFailure.UNEXPECTED)
                        .found("column %s of table %s is not on the target", column.name(), table.name())
                        .build();
            }
            String equality = indexed && !same.equality().isEmpty() ? same.equality() : PLAIN_EQUALITY;
            columns.put(
                    column.name(),
                    new TargetTable.Column(
                            column.name(),
                            same.column().type(),
                            column.key(),
                            equality,
                            same.alwaysIdentity(),
                            chars.apply(same.typeOid())));
        }
        return new TargetTable(
                table.name(), detail.only(), columns, computed, table.keyed(), indexed, detail.throughRoot());
    }

    private static Set<String> keys(Table table) {
        return table.columns().stream().filter(Column::key).map(Column::name).collect(Collectors.toSet());
    }

    private static final String COMPUTED = """
            SELECT n.nspname, c.relname, a.attname
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> ''
            """;
}
