package dev.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyIT {
    private static PostgresServer server;

    private FaultProxy proxy;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start(17);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void startProxy() {
        proxy = FaultProxy.to(server.port());
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    @Test
    void passesEverythingOnUntilToldOtherwise() throws SQLException {
        try (var connection = connect()) {
            assertThat(length(connection, 5_000_000)).isEqualTo(5_000_000);
            assertThat(proxy.connections()).isEqualTo(1);
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void endsConnectionsByACutAndByAResetAndLetsNewOnesIn() throws SQLException {
        for (Runnable fault : new Runnable[] {proxy::cut, proxy::reset}) {
            try (var connection = connect()) {
                fault.run();
                assertThatThrownBy(() -> length(connection, 1)).isInstanceOf(SQLException.class);
            }
            try (var connection = connect()) {
                assertThat(length(connection, 1)).isEqualTo(1);
            }
        }
    }

    @Test
    void resetsInTheMiddleOfWhatTheServerSends() throws SQLException {
        try (var connection = connect()) {
            proxy.resetAfter(1_000_000);
            assertThatThrownBy(() -> length(connection, 5_000_000)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void keepsSilentAndGoesOnWhenHealed() throws SQLException {
        try (var connection = connect()) {
            proxy.silence();
            var answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return length(connection, 1);
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            await().during(Duration.ofMillis(300)).until(() -> !answer.isDone());
            proxy.heal();
            assertThat(answer.join()).isEqualTo(1);
        }
    }

    @Test
    void delaysWhatPasses() throws SQLException {
        try (var connection = connect()) {
            proxy.delay(Duration.ofMillis(100));
            long start = System.nanoTime();
            length(connection, 1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
        }
    }

    @Test
    void swallowsWhatIsSentAndNeverLetsThatConnectionGoOn() throws SQLException {
        try (var connection = connect()) {
            proxy.swallow();
            var answer = CompletableFuture.runAsync(() -> assertThatThrownBy(() -> length(connection, 1))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("I/O"));
            await().during(Duration.ofMillis(300)).until(() -> !answer.isDone());
            assertThat(proxy.connections()).as("nobody was told").isEqualTo(1);
            proxy.heal();
            answer.join();
        }
        connect().close();
    }

    @Test
    void letsFewBytesPassInASecond() throws SQLException {
        try (var connection = connect()) {
            proxy.slow(100_000);
            long start = System.nanoTime();
            assertThat(length(connection, 50_000)).isEqualTo(50_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
        }
    }

    @Test
    void changesABitWhichTlsNotices() throws SQLException {
        try (var tls = PostgresServer.version(17).tls().start();
                var network = FaultProxy.to(tls.port());
                var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + network.port() + "/postgres?sslmode=require",
                        "postgres",
                        tls.password())) {
            assertThat(length(connection, 1)).isEqualTo(1);
            network.corruptAfter(100_000);
            assertThatThrownBy(() -> length(connection, 5_000_000)).hasStackTraceContaining("SSLException");
        }
    }

    @Test
    void leadsNewConnectionsElsewhere() throws SQLException {
        try (var other = PostgresServer.start(15);
                var before = connect()) {
            proxy.redirect(other.port());
            try (var after = connect()) {
                assertThat(after.getMetaData().getDatabaseMajorVersion()).isEqualTo(15);
            }
            assertThat(before.getMetaData().getDatabaseMajorVersion()).isEqualTo(17);
            assertThat(length(before, 1)).isEqualTo(1);
        }
    }

    @Test
    void refusesNewConnectionsOnly() throws SQLException {
        try (var connection = connect()) {
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
            assertThat(length(connection, 1)).isEqualTo(1);
            proxy.heal();
            connect().close();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres", "postgres", server.password());
    }

    private static int length(Connection connection, int characters) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT repeat('x', " + characters + ")")) {
            rows.next();
            return rows.getString(1).length();
        }
    }
}
