package dev.godwit.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.SqlScript;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void staysRightWhileManyWriteAndKnowsWhatWasLostOrCameTwice() throws SQLException {
        try (var server = PostgresServer.start(17);
                var connection = server.connect("postgres")) {
            var ledger = Ledger.create(connection);
            try (var writers = ledger.bookkeepers(Connections.to(server, "postgres"))
                    .writers(4)
                    .start()) {
                writers.awaitCommits(100, LIMIT);
                assertThat(Ledger.violations(connection)).as("while they write").isEmpty();
                writers.stop();
                assertThat(writers.failures()).isEmpty();
                assertThat(Ledger.transfers(connection)).isEqualTo(writers.commits());
            }
            for (String damage : new String[] {
                "DELETE FROM ledger.entries WHERE number = 7",
                "UPDATE ledger.entries SET amount = amount + 1 WHERE number = 7",
                "UPDATE ledger.accounts SET balance = balance + 1 WHERE id = 7",
                "UPDATE ledger.numbers SET last = last + 2",
                "DELETE FROM ledger.numbers"
            }) {
                connection.setAutoCommit(false);
                SqlScript.of(damage).run(connection);
                assertThat(Ledger.violations(connection)).as(damage).isNotEmpty();
                connection.rollback();
            }
        }
    }
}
