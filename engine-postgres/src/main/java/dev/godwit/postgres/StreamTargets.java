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
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        TypeGraph types = TypeGraph.read(connection, ColumnDetail.types(details.values()));
        boolean rewrites = version.readsOctalChars();
        var tables = new StreamTargets();
        for (Table table : catalog.tables()) {
            TableDetail detail = details.get(table.name());
            if (detail == null) {
                throw Failure.of(CoreFailure.CATALOG_CHANGED)
                        .found("table %s is not on the target", table.name())
                        .build();
            }
            TargetTable target = target(table, detail, type -> rewrites ? CharText.of(types, type) : null);
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

    /** All tables of the stream whose rows go into this one. */
    List<TableName> streamed(TargetTable table) {
        return tables.entrySet().stream()
                .filter(entry -> entry.getValue().equals(table))
                .map(Map.Entry::getKey)
                .toList();
    }

    private TargetTable table(Relation relation) {
        TargetTable table = tables.get(relation.table());
        if (table == null) {
            throw Failure.of(CoreFailure.CATALOG_CHANGED)
                    .found("table %s was not there when the migration began", relation.table())
                    .build();
        }
        return table;
    }

    private static TargetTable target(Table table, TableDetail detail, LongFunction<@Nullable CharText> chars) {
        Map<String, ColumnDetail> there =
                detail.columns().stream().collect(Collectors.toMap(ColumnDetail::name, column -> column));
        boolean indexed = keys(table).equals(keys(detail.table()));
        var columns = new HashMap<String, TargetTable.Column>();
        for (Column column : table.columns()) {
            ColumnDetail same = there.get(column.name());
            if (same == null) {
                throw Failure.of(CoreFailure.CATALOG_CHANGED)
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
        return new TargetTable(table.name(), detail.only(), columns, table.keyed(), indexed, detail.throughRoot());
    }

    private static Set<String> keys(Table table) {
        return table.columns().stream().filter(Column::key).map(Column::name).collect(Collectors.toSet());
    }
}
