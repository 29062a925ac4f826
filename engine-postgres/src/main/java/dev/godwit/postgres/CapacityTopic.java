package dev.godwit.postgres;

import dev.godwit.core.Scope;
import dev.godwit.core.Side;
import java.sql.Connection;
import java.sql.SQLException;

/** Whether a server has room for Godwit's connections, and the source for a lock on each table. */
final class CapacityTopic implements Topic {

    /** Besides the workers: keeper, stream, heartbeat, watch, promotion. */
    private static final int OTHERS = 5;

    private final Side side;
    private final SelectedTables tables;

    CapacityTopic(Side side, SelectedTables tables) {
        this.side = side;
        this.tables = tables;
    }

    @Override
    public String name() {
        return "connections and locks";
    }

    @Override
    public Scope scope() {
        return Scope.INSTANCE;
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        long free = Rows.number(connection, FREE);
        int needed = tables.plan().workers() + OTHERS;
        String found = "%s free, %d needed".formatted(Findings.count(Math.max(0, free), "connection"), needed);
        if (free < OTHERS) {
            findings.failed(PostgresFinding.FEW_CONNECTIONS, found);
        } else if (free < needed) {
            findings.warning(PostgresFinding.FEW_CONNECTIONS, found);
        }
        if (side == Side.SOURCE) {
            locks(connection, findings);
        }
    }

    /** The keeper's transaction and pg_dump each lock every table. */
    private void locks(Connection connection, Findings findings) throws SQLException {
        long room = Rows.number(connection, LOCKS);
        long wanted = 2L * tables.all().size();
        if (wanted > room) {
            findings.warning(
                    PostgresFinding.LOCK_TABLE_SMALL,
                    "%d tables are locked twice over at the start; there is room for about %d locks"
                            .formatted(wanted / 2, room));
        }
    }

    /** Godwit's checks run side by side and are gone by then. */
    private static final String FREE = """
            SELECT current_setting('max_connections')::int
                - CASE WHEN (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN 0
                    ELSE current_setting('superuser_reserved_connections')::int END
                - (SELECT count(*) FROM pg_catalog.pg_stat_activity
                    WHERE backend_type = 'client backend' AND application_name NOT LIKE 'godwit %')
            """;

    private static final String LOCKS = """
            SELECT current_setting('max_locks_per_transaction')::int8
                * (current_setting('max_connections')::int8 + current_setting('max_prepared_transactions')::int8)
            """;
}
