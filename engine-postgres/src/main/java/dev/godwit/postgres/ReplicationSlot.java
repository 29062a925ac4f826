package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.replication.LogSequenceNumber;

/** A logical replication slot on the source. */
final class ReplicationSlot {

    private static final int WALSENDER_END_SECONDS = 20;

    private final String name;

    ReplicationSlot(String name) {
        this.name = name;
    }

    /**
     * What the server says of a slot.
     *
     * @param usable whether it is a pgoutput slot of this database that still has its log
     * @param confirmed what the source may have released
     * @param activePid the walsender that uses it; 0 when none
     */
    record State(boolean usable, Position confirmed, int activePid, String walStatus) {}

    /**
     * A slot's first moment.
     *
     * @param position from which it sends
     * @param snapshot the exported snapshot's name; it lives until the connection's next command
     */
    record Created(Position position, String snapshot) {}

    /**
     * Makes the slot. That waits for every transaction which is open on the source.
     *
     * @param replication a replication connection that does nothing else until the snapshot was taken over
     */
    Created create(Connection replication, Connection control, boolean temporary, Duration limit) throws SQLException {
        long end = System.nanoTime() + limit.toNanos();
        try (Statement statement = replication.createStatement()) {
            statement.setQueryTimeout((int) Math.max(1, limit.toSeconds()));
            try (ResultSet row = statement.executeQuery("CREATE_REPLICATION_SLOT %s %s LOGICAL pgoutput EXPORT_SNAPSHOT"
                    .formatted(Sql.quote(name), temporary ? "TEMPORARY" : ""))) {
                row.next();
                return new Created(Lsn.position(row.getString("consistent_point")), row.getString("snapshot_name"));
            }
        } catch (SQLException e) {
            if (!Errors.state(e).equals(Errors.QUERY_CANCELED) || System.nanoTime() < end) {
                throw e; // before the time is over it was an administrator
            }
            // At the start somebody looks on; later a migration outlasts whatever applications do for an hour.
            throw Failure.of(temporary ? PostgresFailure.VIEW_BLOCKED : PostgresFailure.SLOT_BLOCKED)
                    .found(
                            "slot %s was not ready within %d seconds; open: %s",
                            name, limit.toSeconds(), String.join("; ", blockers(control)))
                    .cause(e)
                    .build();
        }
    }

    Optional<State> state(Connection control, ServerVersion version) throws SQLException {
        String status = version.major() >= 13 ? "coalesce(wal_status, 'lost')" : "'reserved'";
        try (PreparedStatement statement = control.prepareStatement(STATE.formatted(status))) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String walStatus = row.getString("wal_status");
                String confirmed = row.getString("confirmed_flush_lsn");
                boolean usable = row.getBoolean("ours") && !walStatus.equals("lost") && confirmed != null;
                return Optional.of(new State(
                        usable,
                        Lsn.position(confirmed == null ? "0/0" : confirmed),
                        row.getInt("active_pid"),
                        walStatus));
            }
        }
    }

    /** Ends a walsender that a dead process left behind on this slot. */
    void release(Connection control, ServerVersion version) throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(WALSENDER_END_SECONDS).toNanos();
        while (true) {
            Optional<State> state = state(control, version);
            if (state.isEmpty() || state.get().activePid() == 0 || System.nanoTime() > end) {
                return;
            }
            try (PreparedStatement statement = control.prepareStatement("SELECT pg_catalog.pg_terminate_backend(?)")) {
                statement.setInt(1, state.get().activePid());
                statement.execute();
            }
            Patience.sleep(Duration.ofMillis(50));
        }
    }

    /** Removes the slot if it is there. */
    void drop(Connection control, ServerVersion version) throws SQLException {
        release(control, version);
        try (PreparedStatement statement = control.prepareStatement(
                "SELECT pg_catalog.pg_drop_replication_slot(slot_name) FROM pg_catalog.pg_replication_slots"
                        + " WHERE slot_name = ?")) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    /** Log bytes the server keeps because of this slot; 0 without it. */
    long retainedBytes(Connection control) throws SQLException {
        try (PreparedStatement statement = control.prepareStatement("""
                SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)
                FROM pg_catalog.pg_replication_slots WHERE slot_name = ?
                """)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Math.max(0, row.getLong(1)) : 0;
            }
        }
    }

    static long bytesBetween(Position from, Position to) {
        return to.compareTo(from) <= 0 ? 0 : to.order() - from.order();
    }

    static LogSequenceNumber lsn(Position position) {
        return LogSequenceNumber.valueOf(position.order());
    }

    private static List<String> blockers(Connection control) throws SQLException {
        var blockers = new ArrayList<String>();
        try (Statement statement = control.createStatement();
                ResultSet row = statement.executeQuery(BLOCKERS)) {
            while (row.next()) {
                blockers.add(row.getString(1));
            }
        }
        return blockers.isEmpty() ? List.of("nothing any more") : blockers;
    }

    private static final String STATE = """
            SELECT plugin = 'pgoutput' AND database = pg_catalog.current_database() AS ours,
                confirmed_flush_lsn::text, coalesce(active_pid, 0) AS active_pid, %s AS wal_status
            FROM pg_catalog.pg_replication_slots WHERE slot_name = ?
            """;

    private static final String BLOCKERS = """
            SELECT pg_catalog.format('session %s of %s (%s) since %s', pid, usename, application_name, xact_start)
            FROM pg_catalog.pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_catalog.pg_backend_pid()
            UNION ALL
            SELECT pg_catalog.format('prepared transaction %L of %s since %s', gid, owner, prepared)
            FROM pg_catalog.pg_prepared_xacts
            """;
}
