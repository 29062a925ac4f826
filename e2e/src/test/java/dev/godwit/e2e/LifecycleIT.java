package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.testkit.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row of the action table, done to real jobs on real servers by the REST API. */
class LifecycleIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    static Path data;

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(data);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void goesThroughTheWholeLife() {
        var job = site.job("whole", Map.of());
        var before = Proof.state(site.source(), "whole");
        job.allows("START", "DELETE", "EDIT", "VALIDATE", "REMOVE");
        job.refuses("stop", "it was not started");
        job.refuses("resume", "it was not started");
        job.refuses("restart", "it was not started");
        job.refuses("promote", "it was not started");
        job.refuses("end", "it was not started");
        assertThat(Proof.state(site.source(), "whole")).isEqualTo(before);

        job.act("start");
        job.awaitCaughtUp();
        job.allows("STOP", "VERIFY", "REHEARSE", "PROMOTE", "END", "DELETE", "EDIT");
        job.refuses("start", "it runs already");
        job.refuses("resume", "it runs already");
        job.refuses("restart", "it runs; stop it first");
        job.refuses("validate", "it runs; stop it first");

        job.act("stop");
        job.await(Status.STOPPED, Phase.CDC);
        job.allows("RESUME", "RESTART", "VERIFY", "PROMOTE", "END", "DELETE", "EDIT", "VALIDATE", "REMOVE");
        job.refuses("start", "resume it");
        job.refuses("stop", "it does not run");
        job.refuses("rehearse", "it does not run; resume it, and rehearse in CDC");
        site.source().execute("whole", "INSERT INTO item VALUES (-1, 'while it is stopped')");
        var edited = job.edit(Map.of("parallelism", "max")).good();
        assertThat(edited.path("settings").path("parallelism").asString()).isEqualTo("max");

        job.act("resume");
        job.awaitCaughtUp();
        job.edit(Map.of("parallelism", "1")).good();
        assertThat(job.view().settings().parallelism()).isEqualTo("1");
        site.source().execute("whole", "INSERT INTO note VALUES ('and live')");

        job.act("promote");
        job.await(Status.COMPLETED);
        job.allows("VERIFY", "DELETE");
        for (String action : List.of("start", "stop", "resume", "restart", "promote", "end", "validate")) {
            job.refuses(action, "it is completed");
        }
        job.edit(Map.of("parallelism", "2")).problem(409, "GW-0202");

        job.act("delete");
        job.awaitGone();
        Proof.equalAndTidy(site.source(), site.target(), "whole");
    }

    @Test
    void endsForGoodAndSaysWhatIsLeftWhenTheSourceIsDown() throws IOException {
        var auto = site.job("auto", Map.of());
        var stopped = site.job("normal", Map.of());
        try (var proxy = FaultProxy.to(site.source().port())) {
            site.database("forced");
            site.profile("far", site.source(), proxy.port());
            var forced = site.rest()
                    .create(Map.of(
                            "name", "forced", "source", "far", "target", Site.TARGET, "databases", List.of("forced")));
            List.of(auto, stopped, forced).forEach(job -> job.act("start"));
            List.of(auto, stopped, forced).forEach(RemoteJob::awaitCaughtUp);

            auto.act("end");
            assertEnded(auto, "auto");
            stopped.act("stop");
            stopped.await(Status.STOPPED);
            stopped.act("end", Map.of("mode", "normal"));
            assertEnded(stopped, "normal");
            assertThat(Proof.strings(site.target(), "normal", "SELECT last_value FROM number"))
                    .as("a normal end synchronises sequences")
                    .containsExactly("7");

            forced.act("stop");
            forced.await(Status.STOPPED);
            proxy.refuse();
            forced.act("end", Map.of("mode", "force"));
            var left = forced.await(Status.ENDED).databases().getFirst().leftToDo();
            assertThat(left).anyMatch(line -> line.contains("pg_drop_replication_slot"));
            forced.allows("VERIFY", "DELETE");
            for (String action : List.of("start", "stop", "resume", "restart", "promote", "end", "validate")) {
                forced.refuses(action, "it was ended, for good");
            }
            forced.act("delete", Map.of("mode", "force"));
            forced.awaitGone();
            proxy.heal();
        }
        assertThat(slots("forced")).as("what is left to do by hand").hasSize(2);
        site.source()
                .execute(
                        "forced",
                        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()");
    }

    private static void assertEnded(RemoteJob job, String database) {
        var view = job.await(Status.ENDED);
        assertThat(view.databases().getFirst().leftToDo()).noneMatch(line -> line.contains("slot"));
        job.act("delete");
        job.awaitGone();
        Proof.tidy(site.target(), database);
        assertThat(slots(database)).isEmpty();
    }

    private static List<String> slots(String database) {
        return Proof.strings(
                site.source(),
                database,
                "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()"
                        + " UNION ALL SELECT pubname FROM pg_publication");
    }

    @Test
    void failsInValidationThenIsMendedAndStarted() {
        var job = site.job("invalid", Map.of());
        site.target().execute("invalid", "CREATE TABLE item (id int PRIMARY KEY)", "INSERT INTO item VALUES (1)");
        job.act("start");
        job.await(Status.FAILED, Phase.VALIDATING);
        assertThat(job.state()).isEqualTo("Failed in validation");
        assertThat(Objects.requireNonNull(job.view().failure()).next()).isNotBlank();
        job.refuses("start", "resume it");
        job.refuses("stop", "it does not run");
        job.refuses("promote", "it is not in CDC but failed in validation");

        job.act("validate");
        job.await("failed again", view -> RemoteJob.status(view) == Status.FAILED);
        site.target().execute("invalid", "DROP TABLE item");
        job.act("validate");
        job.await(Status.NOT_STARTED);
        assertThat(job.rest().get(job.path() + "/validation").good().toString()).doesNotContain("\"FAILED\"");
        job.act("start");
        job.awaitCaughtUp();
        job.act("delete");
        job.awaitGone();
        assertThat(slots("invalid")).isEmpty();
        Proof.tidy(site.target(), "invalid");
    }

    @Test
    void restartWipesTheTargetAndBeginsAgain() {
        var job = site.job("again", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        job.act("stop");
        job.await(Status.STOPPED);
        site.target().execute("again", "DELETE FROM item", "INSERT INTO item VALUES (-5, 'not from the source')");
        job.act("restart");
        job.awaitCaughtUp();
        job.act("promote");
        job.await(Status.COMPLETED);
        Proof.equalAndTidy(site.source(), site.target(), "again");
    }

    @Test
    void stopWhilePromotingGoesBackToFollowing() throws SQLException {
        var job = site.job("abort", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        try (var holder = site.target().connect("abort");
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE scratch IN ROW SHARE MODE"); // the switch truncates it, and waits
            job.act("promote");
            job.await(Status.RUNNING, Phase.PROMOTING);
            job.allows("STOP", "END", "DELETE");
            for (String action : List.of("start", "resume", "restart", "promote", "validate")) {
                job.refuses(action, "it is being promoted");
            }
            job.ask("end", Map.of("mode", "normal")).problem(409, "GW-0202");
            job.act("stop");
            job.await(Status.RUNNING, Phase.CDC);
        }
        assertThat(job.state()).isEqualTo("Running in CDC");
        site.source().execute("abort", "INSERT INTO item VALUES (-1, 'after the abort')");
        job.awaitCaughtUp();
        job.act("promote");
        job.await(Status.COMPLETED);
        Proof.equalAndTidy(site.source(), site.target(), "abort");
    }

    @Test
    void stopsInTheDumpAndTakesEditsThere() {
        var slow = List.of(Map.of("dump", Map.of("rowsPerSecond", 100)));
        var job = site.job("slow", Map.of("throttles", slow));
        job.act("start");
        job.await(Status.RUNNING, Phase.FULL_DUMP);
        job.refuses("promote", "it is not in CDC yet but running in full dump");
        job.edit(Map.of("mode", "offline")).problem(409, "GW-0202");
        job.act("stop");
        job.await(Status.STOPPED, Phase.FULL_DUMP);
        job.refuses("promote", "it is not in CDC but stopped in full dump");
        job.edit(Map.of("labels", Map.of("team", "blue"))).good();
        job.act("resume");
        job.await(Status.RUNNING);
        job.edit(Map.of("throttles", List.of())).good();
        job.awaitCaughtUp();
        job.act("promote");
        job.await(Status.COMPLETED);
        Proof.equalAndTidy(site.source(), site.target(), "slow");
    }

    @Test
    void startsByItselfAtItsTime() {
        var at = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        var job = site.job("scheduled", Map.of("startAt", at.toString(), "promote", "auto"));
        job.allows("START", "DELETE", "EDIT", "VALIDATE", "REMOVE");
        Awaitility.await().atMost(LIMIT).until(() -> RemoteJob.status(job.view()) != Status.NOT_STARTED);
        var done = job.await(Status.COMPLETED);
        assertThat(done.startedAt()).isAfterOrEqualTo(at);
        Proof.equalAndTidy(site.source(), site.target(), "scheduled");
    }

    @Test
    void completesADraftByAnEdit() {
        site.database("later");
        var job = site.rest().create(Map.of("name", "later", "source", Site.SOURCE, "databases", List.of("later")));
        assertThat(job.state()).isEqualTo("Draft");
        job.allows("DELETE", "EDIT");
        for (String action : List.of("start", "stop", "resume", "restart", "promote", "end", "validate")) {
            job.refuses(action, "it is a draft: complete it first");
        }
        job.edit(Map.of("target", Site.TARGET)).good();
        assertThat(job.state()).isEqualTo("Not started");
        job.act("validate");
        job.await("validated", view -> job.timeline().toString().contains("Validated"));
        job.await(Status.NOT_STARTED);
        job.act("delete");
        job.awaitGone();
        Proof.tidy(site.source(), "later");
        Proof.tidy(site.target(), "later");
    }
}
