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

/**
 * Migrations from one source to targets of several versions: every type in dump and changes, under awkward writes. The
 * source is started once, and each migration gets databases of its own.
 */
final class Matrix implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(4);

    private final Source source;
    private final Path work;

    /** @param work an empty folder */
    Matrix(int from, Path work) {
        this.source = Source.start(from);
        this.work = work;
    }

    @Override
    public void close() {
        source.server.close();
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

    void everyTypeAndEveryKindOfWriteArrivesBitForBit(int to) throws SQLException {
        String database = "to_" + to;
        source.server.createDatabase(database, "TEMPLATE zoo");
        try (var target = quiet(to)) {
            target.createDatabase(database);

            migrate(target, database);

            Proof.equalAndTidy(source.server, target, database);
            assertThat(Proof.identities(source.server, database)).isEqualTo(Proof.identities(source.server, "zoo"));
        }
        source.server.execute("postgres", "DROP DATABASE " + database);
    }

    private void migrate(PostgresServer target, String database) throws SQLException {
        var plan =
                MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL).option(Option.MIGRATE));
        try (var application = source.mixed
                        .application(() -> source.server.connect(database))
                        .writers(2)
                        .perSecond(40)
                        .seed(31L * source.server.major() + target.major())
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
