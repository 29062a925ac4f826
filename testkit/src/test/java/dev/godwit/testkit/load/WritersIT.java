package dev.godwit.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritersIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(ints = {10, 18})
    void aBankStaysBalancedAndCountsItsCommits(int major) throws SQLException {
        try (var server = PostgresServer.start(major);
                var connection = server.connect("postgres")) {
            var bank = Bank.create(connection, 1);
            try (var customers = bank.customers(Connections.to(server, "postgres"))
                    .writers(4)
                    .start()) {
                customers.awaitCommits(200, LIMIT);
                customers.stop();
                var books = Bank.books(connection);
                assertThat(books.balanced()).isTrue();
                assertThat(books.entries()).isEqualTo(customers.commits());
                assertThat(customers.failures()).isEmpty();
                assertThat(customers.longestWait()).isPositive();
            }
            execute(
                    connection,
                    "DELETE FROM pgbench_history WHERE ctid IN (SELECT ctid FROM pgbench_history WHERE delta <> 0 LIMIT 1)");
            assertThat(Bank.books(connection).balanced())
                    .as("with an entry lost")
                    .isFalse();
        }
    }

    @Test
    void aBankGoesOnAfterTheServerWasKilledAndKnowsWhatItDoesNotKnow() throws SQLException {
        try (var server = PostgresServer.start(18)) {
            Bank bank;
            try (var connection = server.connect("postgres")) {
                bank = Bank.create(connection, 1);
            }
            try (var customers = bank.customers(Connections.to(server, "postgres"))
                    .writers(4)
                    .start()) {
                customers.awaitCommits(100, LIMIT);
                server.kill9();
                server.start();
                customers.awaitCommits(100, LIMIT);
                customers.stop();
                assertThat(customers.disconnects()).isPositive();
                assertThat(customers.failures()).isEmpty();
                try (var connection = server.connect("postgres")) {
                    var books = Bank.books(connection);
                    assertThat(books.balanced()).isTrue();
                    assertThat(books.entries())
                            .isBetween(customers.commits(), customers.commits() + customers.unknown());
                }
            }
        }
    }

    @Test
    void writersKeepToTheirLimit() throws SQLException {
        try (var server = PostgresServer.start(18);
                var connection = server.connect("postgres")) {
            var bank = Bank.create(connection, 1);
            long start = System.nanoTime();
            try (var customers = bank.customers(Connections.to(server, "postgres"))
                    .writers(2)
                    .perSecond(100)
                    .start()) {
                customers.awaitCommits(60, LIMIT);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 14, 18})
    void mixedLoadWritesToEveryTableWithoutAFailure(int major) throws SQLException {
        try (var server = PostgresServer.start(major);
                var connection = server.connect("postgres")) {
            var mixed = MixedLoad.create(connection);
            try (var application = mixed.application(Connections.to(server, "postgres"))
                    .writers(3)
                    .seed(major)
                    .start()) {
                application.awaitCommits(1_500, LIMIT);
                assertThat(application.stop().failures()).isEmpty();
            }
            // Up to 14 a server counts in a process of its own, which lags.
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(query(connection, UNTOUCHED)).isNull());
        }
    }

    /** Tables that were not written to, or whose rows were not updated and deleted, other than partitions. */
    private static final String UNTOUCHED = """
            SELECT string_agg(c.relname, ' ') FROM pg_class c
            WHERE c.relnamespace = 'mixed'::regnamespace AND c.relkind = 'r' AND NOT c.relispartition
                AND c.relname NOT IN ('emptied', 'swapped')
                AND (SELECT min(x) FROM unnest(ARRAY[pg_stat_get_tuples_inserted(c.oid), pg_stat_get_tuples_updated(c.oid),
                    pg_stat_get_tuples_deleted(c.oid)]) x) = 0
            """;

    @Test
    void writersTellWhatTheServerRefused() {
        try (var server = PostgresServer.start(18);
                var writers = Writers.of("wrong", Connections.to(server, "postgres"), (connection, random) -> {
                            execute(connection, "SELECT 1 / 0");
                        })
                        .start()) {
            await().atMost(LIMIT).until(() -> !writers.failures().isEmpty());
            assertThat(writers.failures().getFirst()).startsWith("22012");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
