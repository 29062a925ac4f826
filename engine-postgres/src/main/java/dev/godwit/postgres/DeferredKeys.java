package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for rows that break deferrable keys. A server does not enforce these while changes are applied as a replica, so
 * they are built with the other indexes, when rows fulfil them, and looked at once more when nothing is written any
 * longer: that is a scan of an index, building it then would be more.
 */
final class DeferredKeys {

    private final Sessions target;

    DeferredKeys(Sessions target) {
        this.target = target;
    }

    /**
     * Answers with no finding.
     *
     * @throws Failure {@code KEY_VIOLATED} naming each constraint that rows do not fulfil
     */
    List<Finding> check() {
        var broken = new ArrayList<String>();
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (Probe probe : probes(statement)) {
                if (probe.finds(statement)) {
                    broken.add(probe.constraint);
                }
            }
        } catch (SQLException e) {
            throw Errors.failure("looking for duplicates on " + target.place(), e);
        }
        if (!broken.isEmpty()) {
            throw Failure.of(PostgresFailure.KEY_VIOLATED)
                    .found("%s", String.join(", ", broken))
                    .build();
        }
        return List.of();
    }

    private static List<Probe> probes(Statement statement) throws SQLException {
        var probes = new ArrayList<Probe>();
        try (ResultSet row = statement.executeQuery(CONSTRAINTS)) {
            while (row.next()) {
                probes.add(new Probe(row.getString(1), row.getString(2)));
            }
        }
        return probes;
    }

    private record Probe(String constraint, String query) {

        boolean finds(Statement statement) throws SQLException {
            try (ResultSet row = statement.executeQuery(query)) {
                return row.next();
            }
        }
    }

    /** Exclusion by expressions or with a condition is left to the comparison of rows with the source. */
    private static final String CONSTRAINTS = """
            SELECT pg_catalog.format('%I of %s', k.conname, k.conrelid::pg_catalog.regclass),
                CASE k.contype
                WHEN 'x' THEN pg_catalog.format(
                    'SELECT 1 FROM ONLY %1$s a JOIN ONLY %1$s b ON a.ctid < b.ctid AND %2$s LIMIT 1',
                    k.conrelid::pg_catalog.regclass, pg_catalog.string_agg(pg_catalog.format(
                        'a.%1$I OPERATOR(%2$I.%3$s) b.%1$I', a.attname, coalesce(opn.nspname, ''), op.oprname), ' AND ' ORDER BY x.n))
                ELSE pg_catalog.format(
                    'SELECT 1 FROM ONLY %s WHERE %s GROUP BY %s HAVING pg_catalog.count(*) > 1 LIMIT 1',
                    k.conrelid::pg_catalog.regclass,
                    pg_catalog.string_agg(pg_catalog.format('%I IS NOT NULL', a.attname), ' AND ' ORDER BY x.n),
                    pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY x.n))
                END
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid AND c.relkind = 'r'
            JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND i.indpred IS NULL AND i.indexprs IS NULL
            CROSS JOIN LATERAL pg_catalog.unnest(k.conkey) WITH ORDINALITY x (attnum, n)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.attnum
            LEFT JOIN pg_catalog.pg_operator op ON op.oid = k.conexclop[x.n]
            LEFT JOIN pg_catalog.pg_namespace opn ON opn.oid = op.oprnamespace
            WHERE k.condeferrable AND k.contype IN ('p', 'u', 'x')
            GROUP BY k.oid, k.conname, k.conrelid, k.contype ORDER BY 1
            """;
}
