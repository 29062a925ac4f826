package dev.godwit.postgres;

import dev.godwit.core.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What keeps the following of changes from starting: transactions that are open for long, in any database. */
final class OpenTransactionsTopic implements Topic {

    private final int longSeconds;

    /** @param longSeconds from which age on a transaction is shown */
    OpenTransactionsTopic(int longSeconds) {
        this.longSeconds = longSeconds;
    }

    @Override
    public String name() {
        return "open transactions";
    }

    @Override
    public Scope scope() {
        return Scope.INSTANCE;
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        List<String> prepared = Rows.strings(connection, PREPARED);
        if (!prepared.isEmpty()) {
            findings.warning(
                    PostgresFinding.PREPARED_TRANSACTIONS,
                    Findings.count(prepared.size(), "prepared transaction") + ": " + Findings.names(prepared));
        }
        List<String> open = Rows.strings(connection, OPEN, longSeconds);
        if (!open.isEmpty()) {
            findings.warning(
                    PostgresFinding.LONG_TRANSACTIONS,
                    Findings.count(open.size(), "transaction") + " open for more than " + longSeconds + " s: "
                            + Findings.names(open));
        }
        if (!Rows.yes(connection, "SELECT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')")) {
            String user = Rows.string(connection, "SELECT pg_catalog.quote_ident(current_user)");
            findings.warning(
                    PostgresFinding.OTHERS_NOT_VISIBLE,
                    "user %s sees neither state nor age of other users' transactions".formatted(user),
                    "GRANT pg_read_all_stats TO %s; so that writers are seen before the switch.".formatted(user));
        }
    }

    private static final String PREPARED = """
            SELECT pg_catalog.format('%s (%s, database %s, since %s)', gid, owner, database,
                pg_catalog.date_trunc('second', prepared)) FROM pg_catalog.pg_prepared_xacts ORDER BY prepared
            """;

    private static final String OPEN = """
            SELECT pg_catalog.format('pid %s (%s, %s, database %s, %s, for %s)', pid,
                coalesce(nullif(application_name, ''), 'unnamed'), usename, datname, state,
                pg_catalog.date_trunc('second', pg_catalog.clock_timestamp() - xact_start))
            FROM pg_catalog.pg_stat_activity
            WHERE pid <> pg_catalog.pg_backend_pid() AND backend_type = 'client backend'
            AND xact_start < pg_catalog.clock_timestamp() - ? * interval '1 second'
            AND (backend_xid IS NOT NULL OR datname = pg_catalog.current_database()) ORDER BY xact_start
            """;
}
