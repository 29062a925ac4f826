package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.pipeline.Ending;
import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.MixedLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database that was left follows the one that is used, and is gone back to. */
class FallbackIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Plan FORTH =
            MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL).fence(Plan.Fence.CLOSE));

    private static final String ARMED_ON_TARGET =
            "SELECT slot_name FROM pg_replication_slots UNION ALL SELECT pubname FROM pg_publication";

    @TempDir
    Path work;

    /** The source has the oldest protocol but one; others by -Dgodwit.from and -Dgodwit.to. */
    @Test
    void goesForthAndBackAndForthAgainWhileApplicationsWrite() throws SQLException {
        try (var servers = new TwoServers(Integer.getInteger("godwit.from", 12), Integer.getInteger("godwit.to", 17))) {
            servers.source.execute(
                    "postgres", "CREATE ROLE shop LOGIN PASSWORD 'shop'", "ALTER DATABASE app OWNER TO shop");
            MixedLoad load;
            try (Connection owner = servers.source.connect("app", "shop", "shop")) {
                // Version 10 replicates no TRUNCATE.
                load = servers.source.major() == 10 ? MixedLoad.createWithoutTruncate(owner) : MixedLoad.create(owner);
            }
            List<String> before = Proof.identities(servers.source, "app");
            var used = new AtomicReference<>(as(servers.source));
            try (var writers = load.application(() -> used.get().open())
                    .writers(2)
                    .perSecond(50)
                    .start()) {
                writers.awaitCommits(50, LONG);
                Plan back = FORTH.turned();
                Plan again = back.turned();
                promote(servers.source, servers.target, FORTH, true);
                used.set(as(servers.target));
                writers.awaitCommits(100, LONG);

                promote(servers.target, servers.source, back, true);
                used.set(as(servers.source));
                writers.awaitCommits(100, LONG);

                promote(servers.source, servers.target, again, false);
                used.set(as(servers.target));
                writers.awaitCommits(20, LONG);
                System.out.println("The longest that a writer waited: " + writers.longestWait());
                assertThat(writers.stop().failures()).isEmpty();
            }
            Proof.tidy(servers.source, "app");
            Proof.tidy(servers.target, "app");
            assertThat(Proof.identities(servers.source, "app")).isEqualTo(before);
            assertThat(Proof.identities(servers.target, "app")).isEqualTo(before);
        }
    }

    /** One switch, with applications that write until the door closes; both sides are equal then. */
    private void promote(PostgresServer from, PostgresServer to, Plan plan, boolean keepsWayBack) {
        try (var run = MigrationRun.start(from, to, "app", plan, work.resolve(plan.id()))) {
            run.control.keepWayBack(keepsWayBack);
            run.await(LONG, run::compared);
            run.control.requestPromoteOnceCaughtUp(false);
            Report report = run.result(LONG);
            assertThat(report.outcome()).isEqualTo(Report.Outcome.EQUAL);
            assertThat(report.findings())
                    .filteredOn(finding -> !List.of("GW-0119", "GW-0129")
                            .contains(finding.code().id()))
                    .isEmpty();
            assertThat(run.journal.waysBack).hasValue(keepsWayBack ? 1 : 0);
            assertThat(run.journal.events).anyMatch(event -> event.startsWith("Writes waited "));
            System.out.println("Writes waited " + report.writePause() + " at the switch to " + to.major());
        }
        assertThat(Proof.differences(from, to, "app")).isEmpty();
    }

    private static Connections as(PostgresServer server) {
        return Connections.to(server, "app", "shop", "shop");
    }

    @Test
    void refusesAWayBackBeforeAnybodyWaitsAndTakesOneBackThatWasNotSwitchedTo() throws SQLException {
        Plan forth = MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL));
        try (var source = PostgresServer.start(15);
                var target =
                        PostgresServer.version(17).set("wal_level", "replica").start()) {
            source.createDatabase("app");
            target.createDatabase("app");
            source.execute("app", """
                    CREATE TABLE quiet (id serial PRIMARY KEY, v text);
                    CREATE TABLE keyless (v text);
                    INSERT INTO quiet (v) SELECT 'a' FROM generate_series(1, 100);
                    CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                    CREATE TRIGGER always BEFORE INSERT ON quiet FOR EACH ROW EXECUTE FUNCTION act();
                    ALTER TABLE quiet ENABLE ALWAYS TRIGGER always
                    """);
            try (var run = MigrationRun.start(source, target, "app", forth, work.resolve("there"))) {
                run.await(LONG, run::compared);
                run.control.keepWayBack(true);
                run.control.requestRehearsal();
                run.await(LONG, () -> !run.journal.rehearsals.isEmpty());
                assertThat(run.journal.rehearsals.getFirst().refusals())
                        .extracting(Failure::code)
                        .containsExactly(CoreFailure.WAY_BACK_REFUSED);
                assertThat(Proof.strings(target, "app", ARMED_ON_TARGET)).isEmpty();

                run.control.requestPromoteOnceCaughtUp(false);
                run.await(LONG, () -> run.journal.refusals.size() == 1);
                Failure refusal = run.journal.refusals.getFirst();
                assertThat(refusal.code()).isEqualTo(CoreFailure.WAY_BACK_REFUSED);
                assertThat(refusal.found()).contains("wal_level is 'replica' on the target", "ENABLE ALWAYS");

                target.set("wal_level", "logical");
                target.restart();
                source.execute("app", "ALTER TABLE quiet ENABLE TRIGGER always");
                // One that was left to the switch and may be there before is for a person to make.
                target.execute(
                        "app", "CREATE TRIGGER always BEFORE INSERT ON quiet FOR EACH ROW EXECUTE FUNCTION act()");
                try (Connection writer = source.connect("app")) {
                    writer.setAutoCommit(false);
                    writer.createStatement().execute("INSERT INTO quiet (v) VALUES ('open')");
                    run.await(LONG, run::compared);
                    run.control.requestPromoteOnceCaughtUp(false);
                    run.await(LONG, () -> run.journal.refusals.size() == 2);
                }
                assertThat(run.journal.refusals.getLast().code()).isEqualTo(CoreFailure.WRITERS_REMAIN);
                assertThat(run.journal.events).contains("The way back is ready to be armed");
                // Connections that the restart has ended would refuse the promotion that meets them.
                source.execute("app", "INSERT INTO quiet (v) VALUES ('after the restart')");
                run.await(
                        LONG,
                        () -> Proof.strings(target, "app", "SELECT v FROM quiet WHERE v LIKE 'after%'")
                                .equals(List.of("after the restart")));
                run.await(
                        LONG,
                        () -> Proof.strings(target, "app", ARMED_ON_TARGET).isEmpty());
                run.await(
                        LONG,
                        () -> Proof.strings(source, "app", "SELECT to_regclass('godwit.migration')::text")
                                .equals(Collections.singletonList(null)));

                run.await(LONG, run::compared);
                target.restart();
                run.control.requestPromoteOnceCaughtUp(false);
                assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
                assertThat(run.journal.waysBack).hasValue(1);
                assertThat(run.journal.events)
                        .as("the first attempt met connections that the restart had ended")
                        .anyMatch(event -> event.startsWith("The promotion is tried again in 1 s"));
                assertThat(run.journal.refusals).hasSize(2);
            }
            target.execute("app", "INSERT INTO quiet (v) VALUES ('there')");
            try (var back = MigrationRun.start(target, source, "app", forth.turned(), work.resolve("back"))) {
                back.await(
                        LONG,
                        () -> Proof.strings(source, "app", "SELECT v FROM quiet WHERE v = 'there'")
                                .equals(List.of("there")));
                // Sequences are kept ahead each few seconds, whether or not rows arrive.
                back.await(
                        LONG,
                        () -> Proof.strings(source, "app", "SELECT last_value > 900 FROM quiet_id_seq")
                                .equals(List.of("t")));
                back.control.requestStop();
                assertThat(back.result(LONG).outcome()).isEqualTo(Report.Outcome.STOPPED);
                assertThat(back.release().abandon(Ending.NORMAL)).isEmpty();
            }
            Proof.equalAndTidy(source, target, "app");
        }
    }

    @Test
    void aWayBackThatWasNotArmedNeitherBeginsNorWipes() {
        try (var servers = new TwoServers()) {
            servers.source.execute("app", "CREATE TABLE quiet (id serial PRIMARY KEY, v text)");
            servers.target.execute("app", "CREATE TABLE quiet (id serial PRIMARY KEY, v text)");
            List<String> before = Proof.state(servers.source, "app");
            try (var run = MigrationRun.start(servers.target, servers.source, "app", FORTH.turned(), work)) {
                assertThatThrownBy(() -> run.result(LONG)).hasMessageContaining(CoreFailure.WAY_BACK_ONLY_FOLLOWS.id());
                assertThatThrownBy(() -> run.release().wipe())
                        .hasMessageContaining(CoreFailure.WAY_BACK_ONLY_FOLLOWS.id());
            }
            assertThat(Proof.state(servers.source, "app")).isEqualTo(before);
        }
    }
}
