package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Secret;
import dev.godwit.core.Writer;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SourceDoorIT {

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server =
                PostgresServer.version(15).set("max_prepared_transactions", "5").start();
        server.execute(
                "postgres",
                "CREATE ROLE app LOGIN PASSWORD 'p'",
                "CREATE ROLE keeper LOGIN PASSWORD 'p'",
                "GRANT pg_monitor, pg_signal_backend TO keeper");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static SourceDoor door(String database, String user, String password) {
        var sessions = new Sessions(AddressParser.parse(server.url(database, user)), new Secret(password), "d");
        return new SourceDoor(sessions, new CaptureNames("d"));
    }

    @Test
    void writersAreNamedAndReadersAreNot() throws SQLException {
        server.createDatabase("writers");
        server.execute("writers", "CREATE TABLE a (n int); GRANT ALL ON a TO app");
        SourceDoor door = door("writers", "postgres", server.password());
        assertThat(door.writers()).isEmpty();
        try (Connection writing = server.connect("writers", "app", "p");
                Connection reading = server.connect("writers", "app", "p");
                Statement write = writing.createStatement();
                Statement read = reading.createStatement()) {
            writing.setAutoCommit(false);
            reading.setAutoCommit(false);
            read.executeQuery("SELECT * FROM a");
            write.execute("INSERT INTO a VALUES (1)");
            assertThat(door.writers()).singleElement().satisfies(writer -> {
                assertThat(writer.user()).isEqualTo("app");
                assertThat(writer.state()).contains("has written");
            });
            write.execute("PREPARE TRANSACTION 'left over'");
            assertThat(door.writers()).extracting(Writer::id).containsExactly("left over");
            server.execute("writers", "ROLLBACK PREPARED 'left over'");
            assertThat(door.writers()).isEmpty();
        }
    }

    @Test
    void whatIsNotVisibleCountsAsWriterAndSaysWhy() throws SQLException {
        server.createDatabase("hidden");
        try (Connection other = server.connect("hidden", "keeper", "p")) {
            assertThat(other.isValid(5)).isTrue();
            assertThat(door("hidden", "app", "p").writers())
                    .singleElement()
                    .satisfies(writer -> assertThat(writer.state()).contains("pg_monitor"));
        }
    }

    @Test
    void aSuperuserClosesByALimitAndOpensExactlyAsItWas() throws SQLException {
        server.createDatabase("limited");
        server.execute("postgres", "ALTER DATABASE limited CONNECTION LIMIT 42");
        SourceDoor door = door("limited", "postgres", server.password());
        try (Connection inside = server.connect("limited", "app", "p")) {
            assertThat(door.close()).hasSize(2).last().isEqualTo("ended 1 session");
            assertThat(inside.isValid(5)).isFalse();
            assertThatThrownBy(() -> server.connect("limited", "app", "p").close());
            assertThat(door.close()).hasSize(1);
        }
        door("limited", "postgres", server.password()).open();
        door.open();
        server.connect("limited", "app", "p").close();
        assertThat(asked("SELECT datconnlimit::text FROM pg_database WHERE datname = 'limited'"))
                .isEqualTo("42");
        assertThat(asked("limited", "SELECT count(*)::text FROM pg_namespace WHERE nspname = 'godwit'"))
                .isEqualTo("0");
    }

    @Test
    void staysClosedWithNothingLeftAndSaysHowToOpen() throws SQLException {
        server.createDatabase("moved");
        SourceDoor door = door("moved", "postgres", server.password());
        assertThat(door.forget()).isEmpty();
        door.close();

        assertThat(door.forget()).containsExactly("ALTER DATABASE moved CONNECTION LIMIT -1");
        assertThat(door.forget()).isEmpty();
        assertThatThrownBy(() -> server.connect("moved", "app", "p").close());
        assertThat(asked("moved", "SELECT count(*)::text FROM pg_namespace WHERE nspname = 'godwit'"))
                .isEqualTo("0");
    }

    @Test
    void anOwnerClosesByRevokingAndDoesNotLockHimselfOut() throws SQLException {
        server.createDatabase("owned");
        server.execute(
                "postgres",
                "ALTER DATABASE owned OWNER TO keeper",
                "CREATE ROLE other",
                "GRANT CONNECT ON DATABASE owned TO other WITH GRANT OPTION");
        String before = grants();
        SourceDoor door = door("owned", "keeper", "p");
        try (Connection inside = server.connect("owned", "app", "p")) {
            List<String> done = door.close();
            assertThat(done).anyMatch(line -> line.contains("PUBLIC")).anyMatch(line -> line.contains("other"));
            assertThat(inside.isValid(5)).isFalse();
            assertThatThrownBy(() -> server.connect("owned", "app", "p").close());
        }
        door.open();
        server.connect("owned", "app", "p").close();
        assertThat(grants()).isEqualTo(before);
    }

    private static String grants() throws SQLException {
        return asked("""
                SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM pg_database d,
                    aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a WHERE datname = 'owned'
                """);
    }

    private static String asked(String query) throws SQLException {
        return asked("postgres", query);
    }

    private static String asked(String database, String query) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
