package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Scope;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether the source has room for a slot and two senders, and lets the user use them. */
final class ReplicationTopic implements Topic {

    /** One follows the changes; another gives a later snapshot where a table has to be read again. */
    private static final int NEEDED = 2;

    private final Sessions sessions;
    private final String ownSlots;
    private final WayBackChecks.Read read;

    /** @param migration its id, which its slots' names begin with */
    ReplicationTopic(Sessions sessions, String migration, WayBackChecks.Read read) {
        this.read = read;
        this.sessions = sessions;
        this.ownSlots = "godwit_" + migration;
    }

    @Override
    public String name() {
        return "replication";
    }

    @Override
    public Scope scope() {
        return Scope.INSTANCE;
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        if (Rows.yes(connection, "SELECT pg_catalog.pg_is_in_recovery()")) {
            return;
        }
        if (Rows.yes(connection, RIGHT)) {
            tryOut(findings);
        } else {
            String user = Sql.quote(sessions.address().user());
            findings.failed(
                    PostgresFinding.REPLICATION_NOT_ALLOWED,
                    "user %s lacks the attribute REPLICATION".formatted(user),
                    "As a superuser: ALTER ROLE %1$s REPLICATION; on Amazon RDS: GRANT rds_replication TO %1$s. Or %2$s."
                            .formatted(user, read.otherwise()));
        }
        room(
                findings,
                "max_replication_slots",
                Rows.settingNumber(connection, "max_replication_slots"),
                Rows.number(connection, SLOTS, ownSlots));
        room(
                findings,
                "max_wal_senders",
                Rows.settingNumber(connection, "max_wal_senders"),
                Rows.number(connection, SENDERS, sessions.application()));
    }

    private void room(Findings findings, String setting, long limit, long used) {
        String found = "%s is %d and %d are in use".formatted(setting, limit, used);
        String next = "ALTER SYSTEM SET %s = %d; restart %s. Or drop what nobody uses any more."
                .formatted(setting, used + NEEDED, read.server());
        if (limit - used < 1) {
            findings.failed(PostgresFinding.NO_FREE_SLOT, found, next);
        } else if (limit - used < NEEDED) {
            findings.warning(
                    PostgresFinding.NO_FREE_SLOT,
                    found + ": the last free one is needed, and a copy that was interrupted could not go on",
                    next);
        }
    }

    private void tryOut(Findings findings) {
        try (Connection connection = sessions.openReplication();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
        } catch (Failure e) {
            findings.failed(PostgresFinding.REPLICATION_NOT_ALLOWED, e.found(), e.next());
        } catch (SQLException e) {
            findings.failed(
                    PostgresFinding.REPLICATION_NOT_ALLOWED,
                    "a replication connection was refused: " + Errors.words(e));
        }
    }

    private static final String RIGHT = """
            SELECT r.rolreplication OR r.rolsuper OR EXISTS (SELECT FROM pg_catalog.pg_roles g
                WHERE g.rolname = 'rds_replication' AND pg_catalog.pg_has_role(r.oid, g.oid, 'MEMBER'))
            FROM pg_catalog.pg_roles r WHERE r.rolname = current_user
            """;

    private static final String SLOTS = """
            SELECT count(*) FROM pg_catalog.pg_replication_slots WHERE slot_name NOT LIKE
                pg_catalog.replace(?, '_', '\\_') || '%'
            """;

    private static final String SENDERS = """
            SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE backend_type = 'walsender' AND application_name <> ?
            """;
}
