package dev.godwit.postgres;

import dev.godwit.core.Plan;
import dev.godwit.core.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The source's tables that are to be migrated, read once for all checks. */
final class SelectedTables {

    private final PostgresSource source;
    private @Nullable Map<TableName, TableDetail> details;

    SelectedTables(PostgresSource source) {
        this.source = source;
    }

    Plan plan() {
        return source.plan();
    }

    ServerVersion version() {
        return source.version();
    }

    synchronized Collection<TableDetail> all() {
        if (details == null) {
            details = source.details();
        }
        return details.values();
    }

    boolean contains(TableName table) {
        return plan().selection().contains(table);
    }

    /** Those of the rows whose first two columns name a selected table. */
    List<TableName> among(List<List<String>> rows) {
        return rows.stream().map(Rows::table).filter(this::contains).distinct().toList();
    }
}
