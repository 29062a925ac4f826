package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Secret;
import dev.godwit.testkit.HostileSettings;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of roles and databases that would change what Godwit reads, or end its sessions. */
class HostileSettingsIT {

    private static final Map<String, String> PINNED = Map.ofEntries(
            Map.entry("DateStyle", "ISO, YMD"),
            Map.entry("IntervalStyle", "postgres"),
            Map.entry("TimeZone", "UTC"),
            Map.entry("extra_float_digits", "3"),
            Map.entry("bytea_output", "hex"),
            Map.entry("xmloption", "content"),
            Map.entry("xmlbinary", "base64"),
            Map.entry("array_nulls", "on"),
            Map.entry("transform_null_equals", "off"),
            Map.entry("quote_all_identifiers", "off"),
            Map.entry("search_path", "\"\""),
            Map.entry("default_transaction_isolation", "read committed"),
            Map.entry("default_transaction_read_only", "off"),
            Map.entry("default_transaction_deferrable", "off"),
            Map.entry("statement_timeout", "0"),
            Map.entry("lock_timeout", "0"),
            Map.entry("idle_in_transaction_session_timeout", "0"),
            Map.entry("row_security", "off"),
            Map.entry("exit_on_error", "off"),
            Map.entry("client_encoding", "UTF8"),
            Map.entry("session_replication_role", "origin"));

    @ParameterizedTest
    @ValueSource(ints = {10, 15, 18})
    void noneReachesGodwit(int major) throws SQLException {
        try (PostgresServer server = PostgresServer.start(major)) {
            server.execute("postgres", "CREATE ROLE mover SUPERUSER LOGIN REPLICATION PASSWORD 'p'");
            try (Connection admin = server.connect("postgres")) {
                HostileSettings.onDatabase(admin, "postgres", major);
                HostileSettings.onRole(admin, "mover", major);
                worse(admin, major);
            }
            for (int attempt = 0; attempt < 3; attempt++) {
                var sessions =
                        new Sessions(AddressParser.parse(server.url("postgres", "mover")), new Secret("p"), "hostile");
                try (Connection connection = sessions.open()) {
                    assertPinned(connection, major);
                }
                try (Connection connection = sessions.openReplication()) {
                    assertPinned(connection, major);
                }
            }
        }
    }

    /** A millisecond is over before a SET could have been read. */
    private static void worse(Connection admin, int major) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            for (String setting : new String[] {
                "statement_timeout = '1ms'",
                "lock_timeout = '1ms'",
                "exit_on_error = on",
                "idle_in_transaction_session_timeout = '1ms'",
                "default_transaction_deferrable = on",
                "session_replication_role = replica",
                "client_encoding = 'LATIN1'",
                "row_security = on"
            }) {
                statement.execute("ALTER ROLE mover SET " + setting);
            }
            if (major >= 17) {
                statement.execute("ALTER ROLE mover SET transaction_timeout = '1ms'");
            }
        }
    }

    private static void assertPinned(Connection connection, int major) throws SQLException {
        var expected = new TreeMap<>(PINNED);
        if (major >= 14) {
            expected.put("idle_session_timeout", "0");
        }
        if (major >= 17) {
            expected.put("transaction_timeout", "0");
        }
        var settings = new TreeMap<String, String>();
        try (Statement statement = connection.createStatement()) {
            for (String name : expected.keySet()) {
                try (ResultSet row = statement.executeQuery("SHOW " + name)) {
                    row.next();
                    settings.put(name, row.getString(1));
                }
            }
        }
        assertThat(settings).isEqualTo(expected);
    }
}
