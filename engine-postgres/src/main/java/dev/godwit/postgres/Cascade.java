package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What a server would drop together with others. */
final class Cascade {

    private Cascade() {}

    /**
     * These and all that {@code DROP … CASCADE} would take along. Of what would lose a part, such as a table a column
     * whose type goes, all is taken.
     *
     * @param keys catalog and oid, as {@link TargetObjects.DropTarget#key}
     */
    static Set<String> of(Connection connection, Collection<String> keys) throws SQLException {
        var all = new HashSet<String>();
        try (PreparedStatement statement = connection.prepareStatement(DEPENDING)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(row.getString(1));
                }
            }
        }
        return all;
    }

    /** Whatever belongs to the inside of another is not dropped without that one: a view with its rule. */
    private static final String DEPENDING = """
            WITH RECURSIVE gone (catalog, oid) AS (
                SELECT pg_catalog.split_part(k, ':', 1)::oid, pg_catalog.split_part(k, ':', 2)::oid
                FROM pg_catalog.unnest(?::text[]) k
                UNION
                SELECT next.catalog, next.oid FROM gone CROSS JOIN LATERAL (
                    SELECT d.classid, d.objid FROM pg_catalog.pg_depend d
                    WHERE d.refclassid = gone.catalog AND d.refobjid = gone.oid AND d.deptype <> 'p'
                    UNION ALL
                    SELECT d.refclassid, d.refobjid FROM pg_catalog.pg_depend d
                    WHERE d.classid = gone.catalog AND d.objid = gone.oid AND d.objsubid = 0 AND d.deptype = 'i'
                ) next (catalog, oid)
            )
            SELECT catalog::int8 || ':' || oid::int8 FROM gone
            """;
}
