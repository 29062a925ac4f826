package dev.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresServerIT {
    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12, 13, 14, 15, 16, 17, 18})
    void startsEveryMajorVersionReadyForLogicalReplication(int major) throws SQLException {
        try (var server = PostgresServer.start(major);
                var connection = server.connect("postgres")) {
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(major);
            assertThat(value(connection, "SHOW wal_level")).isEqualTo("logical");
        }
    }

    @Test
    void takesAnySettingAndAnyOptionOfInitdb() throws SQLException {
        try (var server = PostgresServer.version(15)
                        .set("wal_level", "replica")
                        .initdb("--encoding=SQL_ASCII")
                        .start();
                var connection = server.connect("postgres", Map.of("allowEncodingChanges", "true"))) {
            assertThat(value(connection, "SHOW wal_level")).isEqualTo("replica");
            assertThat(value(connection, "SHOW server_encoding")).isEqualTo("SQL_ASCII");
        }
    }

    @Test
    void refusesAWrongPasswordWithBothMethods() {
        for (var options : new PostgresServerOptions[] {
            PostgresServer.version(18), PostgresServer.version(10).md5()
        }) {
            try (var server = options.start()) {
                assertThatThrownBy(() -> server.connect("postgres", "postgres", "wrong"))
                        .isInstanceOfSatisfying(
                                UncheckedSqlException.class,
                                e -> assertThat(e.state()).isEqualTo("28P01"));
                server.execute("postgres", "SELECT 1");
            }
        }
    }

    @Test
    void keepsCommittedRowsAndItsPortWhenKilled() throws SQLException {
        try (var server = PostgresServer.start(18)) {
            int port = server.port();
            server.execute("postgres", "CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)");
            server.kill9();
            assertThat(server.running()).isFalse();
            server.start();
            assertThat(server.port()).isEqualTo(port);
            try (var connection = server.connect("postgres")) {
                assertThat(value(connection, "SELECT count(*) FROM t")).isEqualTo("1");
            }
            assertThat(server.log()).contains("was not properly shut down");
        }
    }

    @Test
    void endsCleanlyWhenStoppedFastAndNotWhenImmediate() {
        try (var server = PostgresServer.start(10)) {
            server.stop(PostgresServer.Shutdown.FAST);
            server.start();
            assertThat(server.log()).doesNotContain("was not properly shut down");
            server.stop(PostgresServer.Shutdown.IMMEDIATE);
            server.start();
            assertThat(server.log()).contains("was not properly shut down");
        }
    }

    @Test
    void appliesAChangedSettingAfterARestart() throws SQLException {
        try (var server = PostgresServer.start(15)) {
            server.set("max_replication_slots", "3");
            server.restart();
            try (var connection = server.connect("postgres")) {
                assertThat(value(connection, "SHOW max_replication_slots")).isEqualTo("3");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 18})
    void speaksTlsWithACertificateThatVerifies(int major) throws SQLException {
        try (var server = PostgresServer.version(major).tls().start();
                var connection = server.connect(
                        "postgres",
                        Map.of(
                                "sslmode",
                                "verify-full",
                                "sslrootcert",
                                server.certificate().toString()))) {
            assertThat(value(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("t");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 18})
    void hostileSettingsReachEverySessionButExecute(int major) throws SQLException {
        try (var server = PostgresServer.start(major)) {
            server.createDatabase("Häuser \"7\"");
            server.execute("postgres", "CREATE ROLE app LOGIN PASSWORD 'app'");
            try (var connection = server.connect("postgres")) {
                HostileSettings.onDatabase(connection, "Häuser \"7\"", major);
                HostileSettings.onRole(connection, "app", major);
            }
            try (var connection = server.connect("postgres", "app", "app")) {
                assertThat(value(connection, "SHOW default_transaction_read_only"))
                        .isEqualTo("on");
            }
            try (var connection = server.connect("Häuser \"7\"")) {
                assertThat(value(connection, "SHOW statement_timeout")).isEqualTo("200ms");
            }
            server.execute("Häuser \"7\"", "CREATE TABLE t AS SELECT 1 AS id FROM pg_sleep(0.3)");
        }
    }

    @Test
    void diesAndCleansUpWhenItsJvmIsKilled() throws Exception {
        try (var jvm = new ChildJvm(PostgresServerIT.class)) {
            long pid = Long.parseLong(jvm.line());
            var data = Path.of(jvm.line());
            assertThat(data).isDirectory();
            jvm.kill9();
            assertThat(Await.until(Duration.ofSeconds(30), () -> gone(pid) && !Files.exists(data.getParent())))
                    .isTrue();
        }
    }

    @Test
    void twoProcessesMayFillOneCacheAtTheSameTime() throws Exception {
        var cache = Files.createTempDirectory("godwit-cache");
        try (var one = new ChildJvm(PostgresServerIT.class, cache);
                var two = new ChildJvm(PostgresServerIT.class, cache)) {
            assertThat(Long.parseLong(one.line())).isPositive();
            assertThat(Long.parseLong(two.line())).isPositive();
        } finally {
            Directories.delete(cache);
        }
    }

    @Test
    void aReleasedServerOutlivesItsJvm() throws Exception {
        try (var jvm = new ChildJvm(PostgresServerIT.class)) {
            long pid = Long.parseLong(jvm.line());
            var data = Path.of(jvm.line());
            jvm.send("release");
            assertThat(jvm.line()).isEqualTo("released");
            jvm.kill9();
            jvm.awaitEnd();
            assertThat(gone(pid)).isFalse();
            String port = Files.readAllLines(data.resolve("postmaster.pid")).get(3);
            assertThat(Await.until(Duration.ofMinutes(1), () -> asksForThePassword(port)))
                    .isTrue();
            OsProcess.signal("QUIT", pid);
            assertThat(Await.until(Duration.ofSeconds(30), () -> gone(pid))).isTrue();
            assertThat(data).isDirectory();
            Directories.delete(data.resolve("..").normalize());
        }
    }

    /** Also of those who come from where tests come from. */
    private static boolean asksForThePassword(String port) {
        var properties = new Properties();
        properties.putAll(SideDoor.properties());
        properties.setProperty("user", PostgresServer.SUPERUSER);
        try (var _ = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties)) {
            return false;
        } catch (SQLException refused) {
            return true;
        }
    }

    /** The child: starts a server, says so, releases it on request, and waits. */
    public static void main(String[] arguments) throws Exception {
        var server = PostgresServer.start(15);
        System.out.println(server.pid());
        System.out.println(server.data());
        System.in.read();
        server.release();
        System.out.println("released");
        Thread.currentThread().join();
    }

    private static boolean gone(long pid) {
        return ProcessHandle.of(pid).filter(OsProcess::alive).isEmpty();
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
