package dev.godwit.postgres;

import dev.godwit.core.Scope;
import java.sql.Connection;
import java.sql.SQLException;

/** Whether the source writes a log that can be followed, and keeps it long enough. */
final class WalTopic implements Topic {

    private static final long SHORT_TIMEOUT_MILLIS = 10_000;

    private final WayBackChecks.Read read;

    WalTopic(WayBackChecks.Read read) {
        this.read = read;
    }

    @Override
    public String name() {
        return "write-ahead log";
    }

    @Override
    public Scope scope() {
        return Scope.INSTANCE;
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        String level = Rows.setting(connection, "wal_level");
        if (!level.equals("logical")) {
            findings.failed(
                    PostgresFailure.WAL_LEVEL_NOT_LOGICAL,
                    "wal_level is '%s' on %s".formatted(level, read.which()),
                    "ALTER SYSTEM SET wal_level = 'logical'; restart %s. On a managed service set its parameter"
                                    .formatted(read.server())
                            + " (rds.logical_replication, cloudsql.logical_decoding). Or %s."
                                    .formatted(read.otherwise()));
        }
        String kept = Rows.setting(connection, "max_slot_wal_keep_size");
        if (!kept.isEmpty() && !kept.equals("-1")) {
            findings.warning(
                    PostgresFinding.LOG_MAY_BE_LOST,
                    "max_slot_wal_keep_size is %s: with more log than that to catch up, the slot is invalidated"
                            .formatted(kept));
        }
        String idle = Rows.setting(connection, "idle_replication_slot_timeout");
        if (!idle.isEmpty() && !idle.equals("0")) {
            findings.warning(
                    PostgresFinding.LOG_MAY_BE_LOST,
                    "idle_replication_slot_timeout is %s: a pause longer than that invalidates the slot"
                            .formatted(idle));
        }
        long timeout = Rows.settingNumber(connection, "wal_sender_timeout");
        if (timeout > 0 && timeout < SHORT_TIMEOUT_MILLIS) {
            findings.warning(
                    PostgresFinding.SENDER_TIMEOUT_SHORT,
                    "wal_sender_timeout is " + Rows.setting(connection, "wal_sender_timeout"));
        }
    }
}
