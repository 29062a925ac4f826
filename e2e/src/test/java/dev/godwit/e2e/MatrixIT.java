package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Plan;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Bank;
import dev.godwit.testkit.load.MixedLoad;
import dev.godwit.testkit.schema.TypeZoo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Oldest, middle and newer sources to all supported targets: every type in the dump, under awkward writes. */
class MatrixIT {

    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir
    Path work;

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "10, 15", "10, 16", "10, 17", "10, 18",
        "12, 15", "12, 16", "12, 17", "12, 18",
        "15, 15", "15, 16", "15, 17", "15, 18"
    })
    void everyTypeOfTheDumpAndEveryKindOfWriteArrivesBitForBit(int from, int to) throws SQLException {
        try (var source = PostgresServer.start(from);
                var target = PostgresServer.start(to)) {
            source.createDatabase("app");
            target.createDatabase("app");
            MixedLoad mixed;
            try (Connection connection = source.connect("app")) {
                TypeZoo.create(connection);
                mixed = MixedLoad.create(connection);
                Bank.create(connection, 1);
            }
            var identities = Proof.identities(source, "app");
            var plan = MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL));
            try (var application = mixed.application(() -> source.connect("app"))
                            .writers(2)
                            .perSecond(150)
                            .seed(from * 100L + to)
                            .start();
                    var run = MigrationRun.start(source, target, "app", plan, work)) {
                run.await(LONG, run::caughtUp);
                application.awaitCommits(200, LONG);
                application.stop();
                run.control.requestPromote();
                Report report = run.result(LONG);
                assertThat(report.outcome()).as("%s", run.journal.events).isEqualTo(Report.Outcome.EQUAL);
                assertThat(application.failures()).isEmpty();
            }
            Proof.equalAndTidy(source, target, "app");
            assertThat(Proof.identities(source, "app")).isEqualTo(identities);
        }
    }
}
