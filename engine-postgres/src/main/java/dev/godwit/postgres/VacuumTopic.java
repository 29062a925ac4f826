package dev.godwit.postgres;

import dev.godwit.core.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether the source can do with a snapshot and a slot that hold vacuum back as long as the migration needs. */
final class VacuumTopic implements Topic {

    /** The server stops taking writes near 2,100 million; its own emergency vacuum begins at 1,600 million. */
    static final long MANY_TRANSACTIONS = 1_000_000_000;

    private final long transactions;

    /** @param transactions the age from which a row, or what a slot needs, is too old */
    VacuumTopic(long transactions) {
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return "age of rows";
    }

    @Override
    public Scope scope() {
        return Scope.INSTANCE;
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        String threshold = Rows.setting(connection, "old_snapshot_threshold");
        if (!threshold.isEmpty() && !threshold.equals("-1")) {
            findings.warning(
                    PostgresFinding.SNAPSHOT_MAY_EXPIRE,
                    "old_snapshot_threshold is %s: a table that takes longer to read fails with \"snapshot too old\""
                            .formatted(threshold));
        }
        List<String> old = Rows.strings(connection, OLD, transactions);
        if (!old.isEmpty()) {
            findings.warning(PostgresFinding.TRANSACTIONS_RUN_OUT, Findings.names(old));
        }
    }

    /**
     * Transactions and, which run out alike, combinations of them. A long list is cut: slots, which hold back all the rest,
     * are named first, then the database that is asked about.
     */
    private static final String OLD = """
            SELECT pg_catalog.format('%s %s is %s transactions old', kind, name, age) FROM (
                SELECT 2 AS rank, 'database' AS kind, datname AS name,
                    greatest(pg_catalog.age(datfrozenxid), pg_catalog.mxid_age(datminmxid)) AS age
                FROM pg_catalog.pg_database
                UNION ALL
                SELECT 1, 'what slot', slot_name || ' needs',
                    greatest(pg_catalog.age(xmin), pg_catalog.age(catalog_xmin))
                FROM pg_catalog.pg_replication_slots) ages
            WHERE age >= ? ORDER BY rank, name <> pg_catalog.current_database(), age DESC, name
            """;
}
