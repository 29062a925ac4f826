package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Secret;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who borrows a connection after another cannot tell it from a new one. */
class IdleConnectionsIT {

    private static PostgresServer server;

    private Sessions sessions;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(17);
        server.execute("postgres", "CREATE TABLE kept (id int)");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() {
        sessions = new Sessions(AddressParser.parse(server.url("postgres")), new Secret(server.password()), "idle");
    }

    @AfterEach
    void end() {
        sessions.close();
    }

    @Test
    void lendsAClosedOneAgainWithNothingOfItsLastUser() throws SQLException {
        String first;
        try (Connection connection = sessions.borrow()) {
            first = one(connection, "SELECT pg_backend_pid()");
            execute(connection, "SET work_mem = '77MB'; SET search_path = public; SET lock_timeout = 5");
            execute(connection, "CREATE TEMPORARY TABLE mine (id int); SELECT pg_advisory_lock(4711)");
            execute(connection, "PREPARE mine AS SELECT 1; SET ROLE pg_monitor");
            execute(connection, "RESET ROLE; SET application_name = 'mine'; SET SESSION AUTHORIZATION pg_monitor");
            execute(connection, "SET default_transaction_read_only = on");
        }
        try (Connection connection = sessions.borrow()) {
            assertThat(one(connection, "SELECT pg_backend_pid()")).isEqualTo(first);
            assertThat(one(
                            connection,
                            "SELECT concat_ws(' ', current_setting('work_mem'), current_setting('search_path'),"
                                    + " current_setting('lock_timeout'), to_regclass('mine'), session_user, current_user,"
                                    + " current_setting('application_name'), current_setting('transaction_read_only'),"
                                    + " (SELECT count(*) FROM pg_prepared_statements WHERE name = 'mine'),"
                                    + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'))"))
                    .isEqualTo("4MB \"\" 0 postgres postgres godwit idle off 0 0");
        }
    }

    @Test
    void keepsNoneThatIsInTheMiddleOfATransaction() throws SQLException {
        String first;
        try (Connection connection = sessions.borrow()) {
            first = one(connection, "SELECT pg_backend_pid()");
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO public.kept VALUES (1)");
        }
        try (Connection connection = sessions.borrow()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(one(connection, "SELECT pg_backend_pid()")).isNotEqualTo(first);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> one(
                                    connection,
                                    "SELECT count(*) FROM pg_locks WHERE relation = 'public.kept'::regclass")
                            .equals("0"));
            assertThat(one(connection, "SELECT count(*) FROM public.kept")).isEqualTo("0");
        }
    }

    @Test
    void opensAnotherForOneThatTheServerHasEnded() throws SQLException {
        String first;
        try (Connection connection = sessions.borrow()) {
            first = one(connection, "SELECT pg_backend_pid()");
        }
        server.execute("postgres", "SELECT pg_terminate_backend(" + first + ", 10000)");
        try (Connection connection = sessions.borrow()) {
            assertThat(one(connection, "SELECT pg_backend_pid()")).isNotEqualTo(first);
        }
    }

    @Test
    void keepsAllSettingsOfANewConnection() throws SQLException {
        String settings = "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings";
        String first;
        String asNew;
        try (Connection connection = sessions.borrow()) {
            first = one(connection, "SELECT pg_backend_pid()");
            asNew = one(connection, settings);
        }
        try (Connection connection = sessions.borrow()) {
            assertThat(one(connection, "SELECT pg_backend_pid()")).isEqualTo(first);
            assertThat(one(connection, settings)).isEqualTo(asNew);
        }
    }

    @Test
    void keepsNoneThatAnotherThreadCloses() throws Exception {
        String first;
        Connection connection = sessions.borrow();
        first = one(connection, "SELECT pg_backend_pid()");
        var closing = Thread.ofPlatform().start(() -> {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        closing.join();
        try (Connection next = sessions.borrow()) {
            assertThat(one(next, "SELECT pg_backend_pid()")).isNotEqualTo(first);
        }
    }

    @Test
    void opensOneForEachThatIsInUse() throws SQLException {
        try (Connection one = sessions.borrow();
                Connection other = sessions.borrow()) {
            assertThat(one(one, "SELECT pg_backend_pid()")).isNotEqualTo(one(other, "SELECT pg_backend_pid()"));
        }
    }

    @Test
    void refusesWhoGoesOnAfterClosing() throws SQLException {
        Connection connection = sessions.borrow();
        connection.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThatThrownBy(connection::createStatement).hasMessageContaining("closed");
    }

    @Test
    void endsThoseThatNobodyWantsAfterSeconds() throws SQLException {
        sessions.borrow().close();
        assertThat(idle()).isEqualTo("1");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> idle().equals("0"));
    }

    @Test
    void endsThemWithTheSessions() throws SQLException {
        Connection inUse = sessions.borrow();
        sessions.borrow().close();
        sessions.close();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> idle().equals("1"));
        inUse.close();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> idle().equals("0"));
    }

    private static String idle() throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            return one(connection, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'godwit idle'");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
