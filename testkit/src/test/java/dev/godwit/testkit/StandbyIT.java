package dev.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.Ledger;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandbyIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(ints = {12, 17})
    void takesOverWithAllThatWasAcknowledged(int major) throws SQLException {
        try (var primary = PostgresServer.start(major)) {
            Ledger ledger;
            try (var connection = primary.connect("postgres")) {
                ledger = Ledger.create(connection);
            }
            var used = new PostgresServer[] {primary};
            try (var writers = ledger.bookkeepers(
                                    () -> Connections.to(used[0], "postgres").open())
                            .writers(2)
                            .start();
                    var standby = primary.standby()) {
                writers.awaitCommits(50, LIMIT);
                primary.kill9();
                standby.promote();
                used[0] = standby;
                writers.awaitCommits(50, LIMIT);
                writers.stop();
                try (var connection = standby.connect("postgres")) {
                    assertThat(Ledger.violations(connection)).isEmpty();
                    assertThat(Ledger.transfers(connection)).isGreaterThanOrEqualTo(writers.commits());
                }
            }
        }
    }
}
