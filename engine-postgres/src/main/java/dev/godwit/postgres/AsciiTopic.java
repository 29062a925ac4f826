package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Whether the text of a SQL_ASCII source, which may be any bytes, is valid where the target asks for UTF8. */
final class AsciiTopic implements Topic {

    private final SelectedTables tables;
    private final Sessions target;

    AsciiTopic(SelectedTables tables, Sessions target) {
        this.tables = tables;
        this.target = target;
    }

    @Override
    public String name() {
        return "bytes of SQL_ASCII";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        if (!Rows.setting(connection, "server_encoding").equals("SQL_ASCII") || targetIsAscii()) {
            return;
        }
        TextScan scan = TextScan.of(connection, tables.all());
        if (!scan.broken().isEmpty()) {
            findings.failed(
                    PostgresFinding.BYTES_NOT_TEXT, "not valid as UTF8 are texts in " + Findings.names(scan.broken()));
        }
        if (!scan.unread().isEmpty()) {
            findings.warning(
                    PostgresFinding.BYTES_NOT_TEXT,
                    "a minute was too short to read the texts in " + Findings.names(scan.unread()));
        }
    }

    private boolean targetIsAscii() throws SQLException {
        try (Connection connection = target.borrow()) {
            return Rows.setting(connection, "server_encoding").equals("SQL_ASCII");
        }
    }
}
