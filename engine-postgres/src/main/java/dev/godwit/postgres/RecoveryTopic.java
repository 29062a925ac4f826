package dev.godwit.postgres;

import dev.godwit.core.Mode;
import dev.godwit.core.Scope;
import dev.godwit.core.Side;
import java.sql.Connection;
import java.sql.SQLException;

/** Whether the server is a primary. */
final class RecoveryTopic implements Topic {

    private final Side side;
    private final Mode mode;

    RecoveryTopic(Side side, Mode mode) {
        this.side = side;
        this.mode = mode;
    }

    @Override
    public String name() {
        return "standby";
    }

    @Override
    public Scope scope() {
        return Scope.INSTANCE;
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        if (!Rows.yes(connection, "SELECT pg_catalog.pg_is_in_recovery()")) {
            return;
        }
        if (side == Side.TARGET) {
            findings.failed(PostgresFinding.IN_RECOVERY, "the target is a standby and takes no writes");
        } else if (mode == Mode.ONLINE) {
            findings.failed(
                    PostgresFinding.IN_RECOVERY,
                    "the source is a standby: a publication and marks in the log can be made on a primary only",
                    "Give the address of the primary, or migrate with --mode offline.");
        } else {
            findings.warning(
                    PostgresFinding.IN_RECOVERY,
                    "the source is a standby: replay may cancel a long copy (max_standby_streaming_delay is "
                            + Rows.setting(connection, "max_standby_streaming_delay") + ")",
                    "Set max_standby_streaming_delay = -1 on the standby for the time of the copy.");
        }
    }
}
