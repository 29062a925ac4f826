package dev.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessClockIT {

    private static final Duration NEARLY = Duration.ofMinutes(10);

    @ParameterizedTest
    @ValueSource(ints = {10, 18})
    void aServersClockJumpsWhileItsSessionsLiveOnAndItsPausesStayAsLong(int major) throws SQLException {
        try (var server = PostgresServer.version(major).clock().start()) {
            assumeTrue(server.clock().isPresent(), "libfaketime is not to be had");
            var clock = server.clock().orElseThrow();
            try (var connection = server.connect("postgres")) {
                assertThat(ahead(connection)).isBetween(NEARLY.negated(), NEARLY);
                for (int hours : new int[] {2, -2, 0}) {
                    clock.set(Duration.ofHours(hours));
                    awaitNear(connection, Duration.ofHours(hours));
                    long began = System.nanoTime();
                    connection.createStatement().execute("SELECT pg_sleep(0.2)");
                    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(NEARLY);
                }
            }
            clock.set(Duration.ofHours(2));
            server.kill9();
            server.start();
            try (var connection = server.connect("postgres")) {
                assertThat(ahead(connection)).isGreaterThan(NEARLY);
            }
        }
    }

    private static void awaitNear(Connection connection, Duration wanted) {
        assertThat(Await.until(Duration.ofSeconds(30), () -> {
                    try {
                        return ahead(connection).minus(wanted).abs().compareTo(NEARLY) < 0;
                    } catch (SQLException e) {
                        throw new UncheckedSqlException("Asking for the time", e);
                    }
                }))
                .isTrue();
    }

    private static Duration ahead(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::int8")) {
            row.next();
            return Duration.between(Instant.now(), Instant.ofEpochMilli(row.getLong(1)));
        }
    }
}
