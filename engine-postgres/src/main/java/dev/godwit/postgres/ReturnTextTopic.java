package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Whether the source can hold all text that applications may write on the target after the switch. */
final class ReturnTextTopic implements Topic {

    /** The first holds every character, the second every byte. */
    private static final Set<String> HOLD_ALL = Set.of("UTF8", "SQL_ASCII");

    private final Sessions followed;

    ReturnTextTopic(Sessions followed) {
        this.followed = followed;
    }

    @Override
    public String name() {
        return "text on the way back";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        String here = Rows.setting(connection, "server_encoding");
        String there = followedEncoding();
        if (!here.equals(there) && !HOLD_ALL.contains(here)) {
            findings.warning(
                    PostgresFinding.WAY_BACK_TEXT,
                    "the source's encoding is %s, the target's %s".formatted(here, there));
        }
    }

    private String followedEncoding() throws SQLException {
        try (Connection connection = followed.borrow()) {
            return Rows.setting(connection, "server_encoding");
        }
    }
}
