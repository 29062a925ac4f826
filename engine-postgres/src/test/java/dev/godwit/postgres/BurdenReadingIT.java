package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Secret;
import dev.godwit.core.SourceBurden;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.PostgresServerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a migration costs its source, as the server tells. */
class BurdenReadingIT {

    private static final long MEGABYTE = 1 << 20;

    private static PostgresServerOptions server(int major) {
        return PostgresServer.version(major).set("max_prepared_transactions", "5");
    }

    private static BurdenReading reading(PostgresServer server, String user, String password, Duration named) {
        var sessions = new Sessions(AddressParser.parse(server.url("postgres", user)), new Secret(password), "b");
        return new BurdenReading(sessions, new CaptureNames("b"), named, named);
    }

    private static void makeSlot(PostgresServer server) {
        server.execute("postgres", "SELECT pg_create_logical_replication_slot('godwit_b', 'pgoutput')");
    }

    /** Writes inside a transaction, whose commit waits until the log is written: otherwise some of it is still in memory. */
    private static void write(PostgresServer server, int megabytes) {
        server.execute(
                "postgres",
                "SELECT pg_logical_emit_message(true, 'x', repeat('x', 1000000)) FROM generate_series(1, " + megabytes
                        + ")");
    }

    @Test
    void measuresTheLogBehindTheSlotAndTheRoomThatIsLeft() {
        try (var server = server(17)
                        .initdb("--wal-segsize=1")
                        .set("min_wal_size", "2MB")
                        .set("max_wal_size", "4MB")
                        .set("max_slot_wal_keep_size", "16MB")
                        .start();
                var reading = reading(server, "postgres", server.password(), Duration.ofHours(1))) {
            var none = reading.read();
            assertThat(none.keepsLog()).isFalse();
            assertThat(none.retainedBytes()).isZero();
            makeSlot(server);
            write(server, 8);
            var some = reading.read();
            assertThat(some.keepsLog()).isTrue();
            assertThat(some.retainedBytes()).isBetween(7 * MEGABYTE, 10 * MEGABYTE);
            assertThat(some.limitBytes()).isEqualTo(16 * MEGABYTE);
            assertThat(some.roomBytes()).isBetween(4 * MEGABYTE, 11 * MEGABYTE);
            assertThat(some.standing()).isEqualTo(SourceBurden.Standing.PRESSED);
            assertThat(some.horizonAge()).isNotNull();
            assertThat(some.freeDiskBytes()).isNull();
            write(server, 14);
            assertThat(reading.read().standing()).isIn(SourceBurden.Standing.ENDANGERED, SourceBurden.Standing.LOST);
            server.execute("postgres", "CHECKPOINT");
            assertThat(reading.read().standing()).isEqualTo(SourceBurden.Standing.LOST);
        }
    }

    @Test
    void namesTransactionsOfOthersThatAreOpenForLongButNotWhatTheyDo() throws SQLException {
        try (var server = server(10).start();
                var reading = reading(server, "postgres", server.password(), Duration.ZERO);
                var strict = reading(server, "postgres", server.password(), Duration.ofHours(1));
                Connection writing = server.connect("postgres", Map.of("ApplicationName", "night job"));
                Connection own = server.connect("postgres", Map.of("ApplicationName", "godwit b"));
                Statement write = writing.createStatement();
                Statement view = own.createStatement()) {
            makeSlot(server);
            server.execute("postgres", "CREATE TABLE secret_table (n int)");
            writing.setAutoCommit(false);
            write.execute("INSERT INTO secret_table VALUES (4711)");
            own.setAutoCommit(false);
            own.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            view.execute("SELECT * FROM secret_table");
            for (int i = 0; i < 5; i++) {
                server.execute("postgres", "INSERT INTO secret_table VALUES (1)");
            }
            server.execute("postgres", "BEGIN; INSERT INTO secret_table VALUES (2); PREPARE TRANSACTION 'left over'");
            var burden = reading.read();
            assertThat(burden.holders())
                    .anySatisfy(holder -> assertThat(holder.who())
                            .contains("session ", "of night job, user postgres in database postgres"))
                    .anySatisfy(holder -> assertThat(holder.who())
                            .isEqualTo("prepared transaction 'left over' of user postgres in database postgres"))
                    .noneSatisfy(holder -> assertThat(holder.who()).containsAnyOf("godwit", "4711", "secret"));
            assertThat(burden.horizonAge()).isGreaterThanOrEqualTo(5);
            assertThat(burden.standing()).isEqualTo(SourceBurden.Standing.SAFE);
            assertThat(burden.limitBytes()).isNull();
            assertThat(strict.read().holders()).isEmpty();
        }
    }

    @Test
    void countsWhoIsAtWorkWhereItsRightsShowThem() throws Exception {
        try (var server = server(15).start();
                var reading = reading(server, "postgres", server.password(), Duration.ofHours(1));
                Connection busy = server.connect("postgres");
                Statement sleep = busy.createStatement()) {
            server.execute("postgres", "CREATE ROLE plain LOGIN PASSWORD 'p'");
            assertThat(reading.read().activeSessions()).isZero();
            assertThat(reading.read().standbyLag()).isEqualTo(Duration.ZERO);
            Thread sleeper = Thread.ofVirtual().start(() -> sleepUntilCanceled(sleep));
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Integer.valueOf(1).equals(reading.read().activeSessions()));
            sleep.cancel();
            sleeper.join();
            try (var plain = reading(server, "plain", "p", Duration.ofHours(1))) {
                var burden = plain.read();
                assertThat(burden.activeSessions()).isNull();
                assertThat(burden.standbyLag()).isNull();
                assertThat(burden.keepsLog()).isFalse();
            }
        }
    }

    private static void sleepUntilCanceled(Statement statement) {
        try {
            statement.execute("SELECT pg_sleep(600)");
        } catch (SQLException e) {
            return; // canceled, as it should be
        }
    }
}
