package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Databases;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What must be true after a migration; looks at the servers only, never through Godwit. */
final class Proof {

    private static final String LEFT_BEHIND = """
            SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE slot_name LIKE 'godwit%'
            UNION ALL SELECT 'publication ' || pubname FROM pg_publication WHERE pubname LIKE 'godwit%'
            UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname LIKE 'godwit%'
            UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE tgname LIKE 'godwit%'
            UNION ALL SELECT 'database ' || datname FROM pg_database WHERE datname LIKE 'godwit%'
            UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger WHERE evtname LIKE 'godwit%'
            """;

    /** Whatever a migration could change, but for rows. */
    private static final String STATE = """
            WITH own AS (SELECT oid, nspname FROM pg_namespace
                         WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
            SELECT 'slot ' || slot_name FROM pg_replication_slots
            UNION ALL SELECT 'publication ' || pubname FROM pg_publication
            UNION ALL SELECT concat_ws(' ', 'database', datname, datallowconn, datconnlimit, datacl) FROM pg_database
            UNION ALL SELECT concat_ws(' ', 'role', rolname, rolcanlogin, rolconnlimit) FROM pg_roles
            UNION ALL SELECT concat_ws(' ', 'setting', setdatabase, setrole, setconfig) FROM pg_db_role_setting
            UNION ALL SELECT concat_ws(' ', 'schema', nspname) FROM own
            UNION ALL SELECT concat_ws(' ', 'relation', c.oid, nspname, relname, relkind, relreplident, relfilenode, relacl)
                FROM pg_class c JOIN own ON own.oid = relnamespace
            UNION ALL SELECT concat_ws(' ', 'function', nspname, proname) FROM pg_proc JOIN own ON own.oid = pronamespace
            UNION ALL SELECT concat_ws(' ', 'type', nspname, typname) FROM pg_type JOIN own ON own.oid = typnamespace
            UNION ALL SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
            UNION ALL SELECT concat_ws(' ', 'event trigger', evtname, evtenabled) FROM pg_event_trigger
            UNION ALL SELECT concat_ws(' ', 'extension', extname, extversion) FROM pg_extension
            ORDER BY 1
            """;

    private Proof() {}

    /** Everything of a server and one of its databases that a migration could change, for a look before and after. */
    static List<String> state(PostgresServer server, String database) {
        try (Connection connection = server.connect(database)) {
            var state = strings(connection, STATE);
            state.add("rows " + Databases.checksums(connection));
            return state;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Godwit left nothing on this server. */
    static void tidy(PostgresServer server, String database) {
        assertThat(strings(server, database, LEFT_BEHIND)).isEmpty();
    }

    /** Where rows, sequences or large objects differ, whatever Godwit still has there. */
    static List<String> differences(PostgresServer source, PostgresServer target, String database) {
        try (Connection left = source.connect(database);
                Connection right = target.connect(database)) {
            return Databases.differences(
                    Databases.checksums(left, List.of("godwit")), Databases.checksums(right, List.of("godwit")));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** All rows of all tables, sequences and large objects are the same by checksum, and Godwit left nothing. */
    static void equalAndTidy(PostgresServer source, PostgresServer target, String database) {
        equalAndTidy(source, target, database, Set.of());
    }

    /** As {@link #equalAndTidy}, but for these relations: what only one server goes on writing by itself. */
    static void equalAndTidy(
            PostgresServer source, PostgresServer target, String database, Set<String> butForRelations) {
        try (Connection left = source.connect(database);
                Connection right = target.connect(database)) {
            assertThat(Databases.differences(Databases.checksums(left), Databases.checksums(right)))
                    .filteredOn(line -> butForRelations.stream().noneMatch(line::contains))
                    .isEmpty();
            assertThat(leftBehind(left)).as("on the source").isEmpty();
            assertThat(leftBehind(right)).as("on the target").isEmpty();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Replica identities of all user tables, for a look before and after. */
    static List<String> identities(PostgresServer server, String database) {
        return strings(server, database, """
                SELECT n.nspname || '.' || c.relname || ' ' || c.relreplident::text FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1
                """);
    }

    /** First column of a query. */
    static List<String> strings(PostgresServer server, String database, String query) {
        try (Connection connection = server.connect(database)) {
            return strings(connection, query);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> leftBehind(Connection connection) throws SQLException {
        return strings(connection, LEFT_BEHIND);
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            var strings = new ArrayList<String>();
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        }
    }
}
