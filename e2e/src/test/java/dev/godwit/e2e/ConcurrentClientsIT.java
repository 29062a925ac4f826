package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several people, impatient ones and those who come too late, at one server with real profiles. */
class ConcurrentClientsIT {

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
    void namesTheWrongPasswordAndKeepsAProfileThatIsUsed() {
        var rest = site.rest();
        String wrong = rest.profile("wrong", Site.url(site.source()), "not it");
        var refused = rest.post("/profiles/" + wrong + "/test", Map.of()).good();
        assertThat(refused.path("ok").asBoolean()).as(refused::toString).isFalse();
        var step = refused.path("steps").get(refused.path("steps").size() - 1);
        assertThat(step.path("name").asString()).isEqualTo("PASSWORD");
        assertThat(step.path("failure").path("next").asString()).isNotBlank();

        var seen = rest.get("/profiles/" + wrong);
        assertThat(seen.body().toString())
                .doesNotContain("not it")
                .doesNotContain(site.source().password());
        rest.send(
                        "PUT",
                        "/profiles/" + wrong,
                        Map.of(
                                "name",
                                "right",
                                "url",
                                Site.url(site.source()),
                                "password",
                                site.source().password()),
                        Map.of("If-Match", seen.etag()))
                .good();
        var good = rest.post("/profiles/" + wrong + "/test", Map.of()).good();
        assertThat(good.path("ok").asBoolean()).as(good::toString).isTrue();
        assertThat(good.path("serverVersion").asString()).contains("15");

        site.database("used");
        var job = rest.create(
                Map.of("name", "used", "source", "right", "target", Site.TARGET, "databases", List.of("used")));
        var kept = rest.delete("/profiles/" + wrong).problem(409, "GW-0223");
        assertThat(kept.path("found").asString()).contains("used");
        job.act("delete");
        job.awaitGone();
        rest.delete("/profiles/" + wrong).good();
        rest.get("/profiles/" + wrong).problem(404, "GW-0220");
    }

    @Test
    void doesARepeatedRequestOnce() {
        var job = site.job("repeated", Map.of());
        var header = Map.of("Request-Id", "start-it-once");
        var first = site.rest().send("POST", job.path() + "/actions/start", Map.of(), header);
        var again = site.rest().send("POST", job.path() + "/actions/start", Map.of(), header);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.good().path("job").path("status").asString()).isEqualTo("STARTING");
        job.ask("start", Map.of()).problem(409, "GW-0202");
        job.awaitCaughtUp();
        assertThat(job.timeline())
                .filteredOn(entry -> entry.text().equals("Started"))
                .hasSize(1);
        job.act("delete");
        job.awaitGone();
    }

    @Test
    void remembersARequestWhenItStartsAgain() {
        var job = site.job("remembered", Map.of());
        var header = Map.of("Request-Id", "start-it-once-in-all");
        site.rest()
                .send("POST", job.path() + "/actions/start", Map.of(), header)
                .good();
        var stopped = site.rest().job(job.id());
        stopped.awaitCaughtUp();
        stopped.act("stop");
        stopped.await(Status.STOPPED);
        long version = stopped.view().version();
        try (var second = ServiceProcess.start(data)) {
            // A second server on the same store has none of the first one's memory.
            var answer = second.rest().send("POST", job.path() + "/actions/start", Map.of(), header);
            answer.good();
            assertThat(second.rest().job(job.id()).view().version()).isEqualTo(version);
        }
        stopped.act("delete");
        stopped.awaitGone();
    }

    @Test
    void refusesAnEditOfWhatChangedMeanwhile() {
        var job = site.job("edited", Map.of());
        String etag = site.rest().get(job.path()).etag();
        site.rest()
                .send("PATCH", job.path(), Map.of("parallelism", "3"), Map.of("If-Match", etag))
                .good();
        site.rest()
                .send("PATCH", job.path(), Map.of("parallelism", "4"), Map.of("If-Match", etag))
                .problem(412, "GW-0256");
        site.rest()
                .send("PUT", job.path(), Map.of("source", Site.SOURCE, "target", Site.TARGET), Map.of())
                .problem(428, "GW-0257");
        assertThat(job.view().settings().parallelism()).isEqualTo("3");
        job.act("delete");
        job.awaitGone();
    }

    @Test
    void letsOneOfTwoSimultaneousActionsWin() {
        for (int round = 0; round < 5; round++) {
            var job = site.job("race" + round, Map.of());
            var ready = new CountDownLatch(2);
            try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = List.of("start", "start").stream()
                        .map(action -> CompletableFuture.supplyAsync(
                                () -> {
                                    ready.countDown();
                                    awaitAll(ready);
                                    return job.ask(action, Map.of()).status();
                                },
                                people))
                        .toList();
                assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 409);
            }
            job.act("delete");
            job.awaitGone();
        }
    }

    private static void awaitAll(CountDownLatch ready) {
        try {
            ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
