package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Selection;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes room on the target, where the operator asked for it. */
final class ExistingObjects {

    private final PostgresSource source;
    private final Sessions target;

    ExistingObjects(PostgresSource source, Sessions target) {
        this.source = source;
        this.target = target;
    }

    /** Everything users made for a whole database; else the selected tables alone, and what hung on them is a finding. */
    List<Finding> drop(Selection selection) {
        if (selection.isAll()) {
            new TargetObjects(target).drop(object -> true);
            dropLargeObjects();
            return List.of();
        }
        return dropTables(source.details().keySet());
    }

    private void dropLargeObjects() {
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_catalog.count(pg_catalog.lo_unlink(oid))" + " FROM pg_catalog.pg_largeobject_metadata");
        } catch (SQLException e) {
            throw Errors.failure("dropping large objects on " + target.place(), e);
        }
    }

    private List<Finding> dropTables(Set<TableName> tables) {
        var findings = new ArrayList<Finding>();
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            Set<String> before = dependants(statement);
            for (TableName table : tables) {
                statement.execute("DROP TABLE IF EXISTS " + Sql.quote(table) + " CASCADE");
            }
            before.removeAll(dependants(statement));
            for (String gone : before) {
                findings.add(StructureFindings.warning(
                        PostgresFailure.NOT_DROPPED, "%s went with the tables that were dropped", gone));
            }
        } catch (SQLException e) {
            throw Errors.failure("dropping tables on " + target.place(), e);
        }
        return findings;
    }

    /** What can hang on a table without being part of it: views, and foreign keys of other tables. */
    private static Set<String> dependants(Statement statement) throws SQLException {
        var names = new TreeSet<String>();
        try (ResultSet row = statement.executeQuery("""
                SELECT 'view ' || c.oid::pg_catalog.regclass::text FROM pg_catalog.pg_class c
                WHERE c.relkind IN ('v', 'm') AND c.oid >= 16384
                UNION ALL
                SELECT pg_catalog.format('foreign key %I of %s', k.conname, k.conrelid::pg_catalog.regclass)
                FROM pg_catalog.pg_constraint k WHERE k.contype = 'f'""")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
