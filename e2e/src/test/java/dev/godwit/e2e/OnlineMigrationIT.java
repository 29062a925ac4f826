package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Bank;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path on real servers while applications write. */
class OnlineMigrationIT {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path work;

    @Test
    void movesABankWhileItsCustomersWrite() throws SQLException {
        try (var source = PostgresServer.start(15);
                var target = PostgresServer.start(17)) {
            source.createDatabase("bank");
            target.createDatabase("bank");
            Bank bank;
            try (Connection connection = source.connect("bank")) {
                bank = Bank.create(connection, 1);
            }
            try (var customers = bank.customers(() -> source.connect("bank"))
                            .writers(4)
                            .perSecond(400)
                            .start();
                    var run = MigrationRun.start(source, target, "bank", MigrationRun.ONLINE_AUTO, work)) {
                customers.awaitCommits(100, LONG);
                run.await(LONG, run::caughtUp);
                customers.awaitCommits(200, LONG);
                customers.stop();
                Report report = run.result(LONG);
                assertThat(report.outcome()).isEqualTo(Report.Outcome.EQUAL);
                assertThat(report.changes()).isGreaterThan(500);
                assertThat(customers.failures()).isEmpty();
            }
            try (Connection left = source.connect("bank");
                    Connection right = target.connect("bank")) {
                assertThat(Bank.books(right)).isEqualTo(Bank.books(left));
            }
        }
    }
}
