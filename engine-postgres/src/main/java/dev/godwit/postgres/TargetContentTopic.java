package dev.godwit.postgres;

import dev.godwit.core.Plan;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the target has room, by name, for what is to be created. */
final class TargetContentTopic implements Topic {

    private final PostgresSource source;

    TargetContentTopic(PostgresSource source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "content of the target";
    }

    @Override
    public void look(Connection target, Findings findings) throws SQLException {
        Plan plan = source.plan();
        if (begun(target, plan.id())) {
            return;
        }
        Set<TableName> arriving;
        try (Connection connection = source.sessions().borrow()) {
            arriving = new HashSet<>(Rows.of(connection, RELATIONS).stream()
                    .filter(row -> plan.selection().isAll() || "rp".contains(row.get(2)))
                    .map(Rows::table)
                    .filter(plan.selection()::contains)
                    .toList());
        }
        List<TableName> both = Rows.of(target, RELATIONS).stream()
                .map(Rows::table)
                .filter(arriving::contains)
                .toList();
        if (both.isEmpty()) {
            return;
        }
        String found = "the target already has %s of the source's names: %s"
                .formatted(
                        both.size() == 1 ? "1 table or other relation" : both.size() + " tables or other relations",
                        Findings.names(both));
        switch (plan.existingTarget()) {
            case FAIL -> findings.failed(PostgresFinding.TARGET_NOT_EMPTY, found);
            case DROP ->
                findings.warning(
                        PostgresFinding.TARGET_NOT_EMPTY,
                        found,
                        "They are dropped with all their rows (--existing-target drop). Stop now if that is not meant.");
        }
    }

    /** This migration has begun before: what is there is its own. */
    static boolean begun(Connection target, String id) throws SQLException {
        return ProgressSchema.exists(target)
                && Rows.number(target, "SELECT count(*) FROM godwit.migration WHERE id = ?", id) > 0;
    }

    private static final String RELATIONS = """
            SELECT n.nspname, c.relname, c.relkind FROM %s WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);
}
