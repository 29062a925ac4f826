package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Whether a server computes the hash by which {@link RowHash} compares rows; in FIPS mode none does from 14 on. */
final class HashTopic implements Topic {

    @Override
    public String name() {
        return "hash of rows";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        try {
            Rows.string(connection, "SELECT pg_catalog.md5('') || pg_catalog.md5(''::bytea)");
        } catch (SQLException e) {
            if (Errors.state(e).startsWith("08")) {
                throw e;
            }
            findings.failed(PostgresFinding.HASH_NOT_ALLOWED, "md5 fails: " + Errors.words(e));
        }
    }
}
