package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.MixedLoad;
import dev.godwit.testkit.schema.TypeZoo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Oldest, middle and newer sources to all supported targets: every type in dump and changes, under awkward writes. Each
 * server is started once, and each migration gets databases of its own.
 */
class MatrixIT {

    private static final Duration LONG = Duration.ofMinutes(4);

    private static final Map<Integer, Source> SOURCES = new HashMap<>();
    private static final Map<Integer, PostgresServer> TARGETS = new HashMap<>();

    @TempDir
    Path work;

    @AfterAll
    static void stop() {
        SOURCES.values().forEach(source -> source.server.close());
        TARGETS.values().forEach(PostgresServer::close);
    }

    /** A server with the database {@code zoo}, of which each migration gets a clone. */
    private record Source(PostgresServer server, TypeZoo zoo, MixedLoad mixed) {

        static Source start(int version) {
            var server = quiet(version);
            server.createDatabase("zoo");
            try (Connection connection = server.connect("zoo")) {
                return new Source(server, TypeZoo.create(connection), MixedLoad.create(connection));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Without autovacuum, which would read the many small tables of many databases over and over. */
    private static PostgresServer quiet(int version) {
        return PostgresServer.version(version).set("autovacuum", "off").start();
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "10, 15", "10, 16", "10, 17", "10, 18",
        "12, 15", "12, 16", "12, 17", "12, 18",
        "15, 15", "15, 16", "15, 17", "15, 18"
    })
    void everyTypeAndEveryKindOfWriteArrivesBitForBit(int from, int to) throws SQLException {
        var source = SOURCES.computeIfAbsent(from, Source::start);
        var target = TARGETS.computeIfAbsent(to, MatrixIT::quiet);
        String database = "from_%d_to_%d".formatted(from, to);
        source.server.createDatabase(database, "TEMPLATE zoo");
        target.createDatabase(database);

        migrate(source, target, database);

        Proof.equalAndTidy(source.server, target, database);
        assertThat(Proof.identities(source.server, database)).isEqualTo(Proof.identities(source.server, "zoo"));
        source.server.execute("postgres", "DROP DATABASE " + database);
        target.execute("postgres", "DROP DATABASE " + database);
    }

    private void migrate(Source source, PostgresServer target, String database) throws SQLException {
        var plan =
                MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL).option(Option.MIGRATE));
        try (var application = source.mixed
                        .application(() -> source.server.connect(database))
                        .writers(2)
                        .perSecond(40)
                        .seed(database.hashCode())
                        .start();
                var run = MigrationRun.start(source.server, target, database, plan, work)) {
            run.await(LONG, run::caughtUp);
            application.awaitCommits(60, LONG);
            application.stop();
            try (Connection connection = source.server.connect(database)) {
                source.zoo.changes(connection);
            }
            run.control.requestPromoteOnceCaughtUp(false);
            Report report = run.result(LONG);
            assertThat(report.outcome()).as("%s", run.journal.events).isEqualTo(Report.Outcome.EQUAL);
            assertThat(application.failures()).isEmpty();
        }
    }
}
