package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Fills the target's materialized views. */
final class MaterializedViews {

    private final Sessions target;

    MaterializedViews(Sessions target) {
        this.target = target;
    }

    /** Refreshes these, each after those that it reads, through views as well; one that fails is a finding. */
    List<Finding> refresh(Collection<TableName> views) {
        var findings = new ArrayList<Finding>();
        if (views.isEmpty()) {
            return findings;
        }
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            for (TableName view : inOrder(statement)) {
                if (views.contains(view)) {
                    refresh(statement, view, findings);
                }
            }
        } catch (SQLException e) {
            throw Errors.failure("refreshing materialized views on " + target.place(), e);
        }
        return findings;
    }

    private static void refresh(Statement statement, TableName view, List<Finding> findings) throws SQLException {
        try {
            statement.execute("REFRESH MATERIALIZED VIEW " + Sql.quote(view));
            statement.execute("ANALYZE " + Sql.quote(view));
        } catch (SQLException e) {
            if (Errors.state(e).startsWith("08") || Errors.state(e).startsWith("57P")) {
                throw e;
            }
            findings.add(StructureFindings.warning(PostgresFailure.REFRESH_FAILED, "%s: %s", view, Errors.words(e)));
        }
    }

    private static List<TableName> inOrder(Statement statement) throws SQLException {
        var views = new ArrayList<TableName>();
        try (ResultSet row = statement.executeQuery(IN_ORDER)) {
            while (row.next()) {
                views.add(new TableName(row.getString(1), row.getString(2)));
            }
        }
        return views;
    }

    /** Sorted by the longest way down to something that reads nothing. Views cannot read each other in a circle. */
    private static final String IN_ORDER = """
            WITH RECURSIVE edge AS (
                SELECT DISTINCT r.ev_class AS reader, d.refobjid AS read
                FROM pg_catalog.pg_rewrite r
                JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
                    AND d.objid = r.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND c.relkind IN ('v', 'm')
                WHERE d.refobjid <> r.ev_class AND r.rulename = '_RETURN'
            ), depth AS (
                SELECT c.oid, 0 AS level FROM pg_catalog.pg_class c WHERE c.relkind IN ('v', 'm')
                UNION
                SELECT e.reader, depth.level + 1 FROM depth JOIN edge e ON e.read = depth.oid WHERE depth.level < 1000
            )
            SELECT n.nspname, c.relname FROM depth
            JOIN pg_catalog.pg_class c ON c.oid = depth.oid AND c.relkind = 'm'
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            GROUP BY n.nspname, c.relname ORDER BY pg_catalog.max(depth.level), 1, 2
            """;
}
