package dev.godwit.postgres;

import dev.godwit.core.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Who writes to the source's database, other than Godwit. */
final class SourceWriters {

    private SourceWriters() {}

    static List<Writer> list(Connection connection) throws SQLException {
        var writers = new ArrayList<Writer>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WRITERS)) {
            while (row.next()) {
                writers.add(new Writer(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
            }
        }
        return writers;
    }

    /** Sessions of this database that are not Godwit's. */
    static final String OTHERS = """
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
            AND coalesce(a.application_name, '') NOT LIKE 'godwit %'
            """;

    /**
     * A session that has a transaction id has written. A running statement that is not known to read only may write at
     * once. Of other users' sessions nothing is shown without pg_monitor: such a session counts, and says why. Vacuum
     * takes ids too and changes no row.
     */
    private static final String WRITERS = """
            SELECT a.pid::text, coalesce(a.application_name, ''), coalesce(a.usename::text, ''),
                CASE WHEN a.query = '<insufficient privilege>'
                    THEN 'not visible to ' || current_user || ', grant it pg_monitor'
                    ELSE coalesce(nullif(a.backend_type, 'client backend') || ', ', '')
                        || coalesce(a.state, 'running')
                        || CASE WHEN a.backend_xid IS NULL THEN '' ELSE ', has written' END END
            %s
            AND (a.query = '<insufficient privilege>' OR a.backend_xid IS NOT NULL
                OR a.state = 'active' AND a.backend_type = 'client backend'
                    AND a.query !~* '^[[:space:](]*(select|show|explain|fetch|values|table|begin|set|declare)\\M')
            AND coalesce(a.backend_type, '') NOT IN ('autovacuum worker', 'walsender', 'parallel worker')
            UNION ALL
            SELECT p.gid, '', p.owner::text, 'prepared transaction'
            FROM pg_catalog.pg_prepared_xacts p WHERE p.database = pg_catalog.current_database()
            ORDER BY 1
            """.formatted(OTHERS);
}
