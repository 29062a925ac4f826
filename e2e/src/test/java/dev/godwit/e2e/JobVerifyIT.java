package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Verification of jobs over REST, and the gate that it is for the promotion. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JobVerifyIT {

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

    private static JsonNode differences(RemoteJob job, JsonNode verification, String query) {
        return job.rest()
                .get(job.path() + "/verifications/" + verification.path("id").asString() + "/differences" + query)
                .good()
                .path("items");
    }

    private static List<String> verdicts(RemoteJob job, JsonNode verification) {
        return job.rest()
                .get(job.path() + "/verifications/" + verification.path("id").asString() + "/tables")
                .good()
                .path("items")
                .valueStream()
                .map(each -> each.path("table").asString() + " "
                        + each.path("verdict").asString())
                .toList();
    }

    @Test
    @Order(1)
    void aDifferenceThatItFindsKeepsThePromotionBackUntilSomebodyOverrides() {
        var job = site.job("gate", Map.of());
        job.refuses("verify", "nothing is on the target yet");
        job.act("start");
        job.awaitCaughtUp();
        var whole = job.verified(Map.of());
        assertThat(whole.path("state").asString()).as(whole.toString()).isEqualTo("EQUAL");
        assertThat(verdicts(job, whole))
                .as("what no log holds is compared at the switch")
                .containsExactly("public.scratch NOT_FOLLOWED", "public.item EQUAL", "public.note EQUAL");
        assertThat(job.verified(Map.of("tables", List.of("scratch")))
                        .path("state")
                        .asString())
                .as("nothing was compared")
                .isEqualTo("UNSETTLED");
        unlikeDefinitionsKeepThePromotionBack(job);
        var clean = job.verified(Map.of("tables", List.of("item", "note")));
        assertThat(clean.path("state").asString()).as(clean.toString()).isEqualTo("EQUAL");

        site.target().execute("gate", "UPDATE item SET body = 'from elsewhere' WHERE id = 7");
        var found = job.verified(Map.of("tables", List.of("public.item"), "values", true));
        assertThat(found.path("state").asString()).isEqualTo("DIFFERENT");
        assertThat(differences(job, found, "").toString())
                .contains("\"id\"", "\"7\"", "body", "CHANGED")
                .doesNotContain("from elsewhere");
        assertThat(differences(job, found, "?values=true").toString()).contains("from elsewhere", "item 7");

        var shown = GodwitProcess.start(
                data,
                "",
                "",
                List.of(
                        "job",
                        "verify",
                        "gate",
                        "--server",
                        site.service().address().toString(),
                        "--table",
                        "item",
                        "--range",
                        "5..8",
                        "--show-values"));
        assertThat(shown.exitCode(LIMIT)).as(shown.output()).isEqualTo(4);
        assertThat(shown.output())
                .containsPattern("public.item +changed +id=7 +body: 'item 7' / 'from elsewhere'")
                .contains("0/1 tables equal, 3 rows, while changes were applied");

        job.act("promote");
        job.await("refused", view -> job.timeline().toString().contains("Not promoted: 1 of"));
        job.await(Status.RUNNING, Phase.CDC);
        job.act("promote", Map.of("override", Map.of("reason", "CHG-4711")));
        job.await(Status.COMPLETED);

        var report = job.rest().get(job.path() + "/report").good();
        assertThat(report.path("outcome").asString()).isEqualTo("OVERRIDDEN");
        assertThat(report.path("databases").get(0).path("gap").path("different").toString())
                .contains("public.item");
        assertThat(report.path("verifications")).hasSize(6);
        assertThat(report.path("timeline").toString()).contains("overridden: CHG-4711");
        assertThat(report.path("databases").get(0).path("changedValues").isArray())
                .as("said, though there is none")
                .isTrue();

        assertThat(job.verified(Map.of()).path("state").asString())
                .as("after the switch both sides are compared as they are")
                .isEqualTo("DIFFERENT");
    }

    @Test
    @Order(2)
    void resultsSurviveAKillOfTheServerAndWhatRanBeginsAnew() throws SQLException {
        var job = site.job("kept", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        site.target().execute("kept", "DELETE FROM item WHERE id = 8");
        var found = job.verified(Map.of("tables", List.of("item"), "values", true));
        assertThat(found.path("state").asString()).isEqualTo("DIFFERENT");
        String running;
        String continuous;
        try (Connection holder = site.target().connect("kept")) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE item IN ACCESS EXCLUSIVE MODE");
            running = begun(job, Map.of("tables", List.of("item")));
            continuous = begun(job, Map.of("continuous", true));
            Awaitility.await("running")
                    .atMost(LIMIT)
                    .until(() -> state(job, running).equals("RUNNING"));
            var refused = job.rest().post(job.path() + "/verify", Map.of()).problem(409, "GW-0202");
            assertThat(refused.path("found").asString()).contains("is being verified");
            site.service().kill9();
        }
        site.target().execute("kept", "ALTER TABLE item ALTER body SET DEFAULT 'x'");

        try (var next = ServiceProcess.start(data)) {
            var again = next.rest().job(job.id());
            Awaitility.await("verified by the next server")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> !List.of("REQUESTED", "RUNNING").contains(state(again, running)));
            assertThat(state(again, running))
                    .as(() -> again.rest().get(running).good() + again.told())
                    .isEqualTo("DIFFERENT");
            assertThat(again.timeline().toString()).contains("Server started again; verifies from the beginning");
            assertThat(differences(again, found, "").toString()).contains("MISSING", "\"8\"");
            again.rest()
                    .get(again.path() + "/verifications/" + found.path("id").asString() + "/differences?values=true")
                    .problem(404, "GW-0216");
            awaitDifferent(again, continuous, 1);
            Awaitility.await("definitions compared")
                    .atMost(LIMIT)
                    .until(() -> again.rest()
                                    .get(continuous)
                                    .good()
                                    .path("coverage")
                                    .path("definitions")
                                    .path("different")
                                    .asInt()
                            == 1);
            assertThat(again.timeline().toString()).contains("Definitions differ: column body of public.item");

            var repaired = again.verified(Map.of("tables", List.of("item"), "repair", true));
            assertThat(repaired.path("state").asString())
                    .as(repaired.toString())
                    .isEqualTo("EQUAL");
            assertThat(repaired.path("result").path("repaired").asLong()).isEqualTo(1);
            assertThat(Proof.strings(site.target(), "kept", "SELECT body FROM item WHERE id = 8"))
                    .containsExactly("item 8");
            awaitDifferent(again, continuous, 0);
            assertThat(again.timeline().toString())
                    .contains("public.item differs: 1 rows missing", "public.item is equal again");
            assertThat(again.rest().get(again.path() + "/report").good().path("verifications"))
                    .hasSize(4);
        }
    }

    /** Also those of a table that is not followed. */
    private static void unlikeDefinitionsKeepThePromotionBack(RemoteJob job) {
        site.target().execute("gate", "ALTER TABLE scratch ALTER body SET DEFAULT 5");
        var unlike = job.verified(Map.of());
        assertThat(unlike.path("state").asString()).isEqualTo("DIFFERENT");
        assertThat(unlike.path("result").path("definitions").toString())
                .contains("column body of public.scratch", "FAILED");
        job.act("promote");
        job.await(
                "refused",
                view -> job.timeline()
                        .toString()
                        .contains("Not promoted: column body of public.scratch is not the same"));
        job.await(Status.RUNNING, Phase.CDC);
        site.target().execute("gate", "ALTER TABLE scratch ALTER body DROP DEFAULT");
    }

    private static String begun(RemoteJob job, Map<String, ?> request) {
        var answer = job.rest().post(job.path() + "/verify", request).good();
        return job.path() + "/verifications/"
                + answer.path("items").get(0).path("id").asString();
    }

    private static void awaitDifferent(RemoteJob job, String continuous, int tables) {
        Awaitility.await("continuously verified")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    var coverage = job.rest().get(continuous).good().path("coverage");
                    return coverage.path("covered").asInt() == 2
                            && coverage.path("different").asInt() == tables;
                });
    }

    private static String state(RemoteJob job, String verification) {
        return job.rest().get(verification).good().path("state").asString();
    }
}
