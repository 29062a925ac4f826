package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Whether both addresses lead to one database. */
final class SameDatabaseTopic implements Topic {

    private final Sessions source;

    SameDatabaseTopic(Sessions source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "two databases";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        try (Connection other = source.borrow()) {
            if (Rows.string(connection, IDENTITY).equals(Rows.string(other, IDENTITY))) {
                findings.failed(PostgresFinding.SAME_DATABASE, "both addresses lead to " + source.place());
            }
        }
    }

    /** A target made from the source's files has its identifier too, but did not start at the same microsecond. */
    private static final String IDENTITY = """
            SELECT pg_catalog.format('%s %s %s', (SELECT system_identifier FROM pg_catalog.pg_control_system()),
                extract(epoch FROM pg_catalog.pg_postmaster_start_time()),
                (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
            """;
}
