package dev.godwit.postgres;

import dev.godwit.core.DatabaseInfo;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The databases of a server. */
final class DatabaseList {

    private final Sessions sessions;

    DatabaseList(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Those that can be migrated, sorted by name. */
    List<DatabaseInfo> read() {
        var databases = new ArrayList<DatabaseInfo>();
        try (Connection connection = sessions.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DATABASES)) {
            while (row.next()) {
                databases.add(new DatabaseInfo(row.getString("name"), row.getLong("bytes"), row.getString("owner")));
            }
        } catch (SQLException e) {
            throw Errors.failure("listing the databases of " + sessions.place(), e);
        }
        return databases;
    }

    /** pg_database_size is refused to those who may neither connect nor read statistics. */
    private static final String DATABASES = """
            SELECT d.datname AS name, pg_catalog.pg_get_userbyid(d.datdba) AS owner,
                CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT')
                        OR pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')
                    THEN pg_catalog.pg_database_size(d.oid) ELSE 0 END AS bytes
            FROM pg_catalog.pg_database d
            WHERE d.datallowconn AND NOT d.datistemplate
            ORDER BY d.datname COLLATE "C"
            """;
}
