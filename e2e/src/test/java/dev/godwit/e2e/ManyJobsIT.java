package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Many jobs at one server. */
class ManyJobsIT {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    Path data;

    private Site site;

    @BeforeEach
    void start() {
        site = Site.start(data);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void stopsSevenOfTenAndSaysWhyNotTheOthers() {
        var running = IntStream.rangeClosed(1, 7)
                .mapToObj(i -> site.job("run" + i, Map.of("labels", Map.of("wave", "one"))))
                .toList();
        running.forEach(job -> job.act("start"));
        var fresh = site.job("fresh", Map.of("labels", Map.of("wave", "one")));
        var ended = site.job("ended", Map.of("labels", Map.of("wave", "one")));
        var draft = site.rest().create(Map.of("name", "draft", "source", Site.SOURCE, "labels", Map.of("wave", "one")));
        ended.act("start");
        ended.awaitCaughtUp();
        ended.act("end");
        ended.await(Status.ENDED);
        running.forEach(RemoteJob::awaitCaughtUp);

        var batch = site.rest()
                .post("/jobs/actions/stop", Map.of("labels", Map.of("wave", "one")))
                .good();

        assertThat(batch.path("done").asInt()).as(batch::toString).isEqualTo(7);
        assertThat(batch.path("refused").asInt()).isEqualTo(3);
        assertThat(reason(batch, "fresh")).contains("it was not started");
        assertThat(reason(batch, "ended")).contains("it was ended, for good");
        assertThat(reason(batch, "draft")).contains("it is a draft");
        running.forEach(job -> job.await(Status.STOPPED));
        assertThat(fresh.state()).isEqualTo("Not started");
        assertThat(ended.state()).isEqualTo("Ended");
        assertThat(draft.state()).isEqualTo("Draft");

        var all = site.rest().post("/jobs/actions/delete", Map.of("all", true)).good();
        assertThat(all.path("done").asInt()).as(all::toString).isEqualTo(10);
        Awaitility.await().atMost(LIMIT).until(() -> total("") == 0);
        running.forEach(job -> Proof.tidy(site.source(), "small"));
    }

    private static String reason(JsonNode batch, String name) {
        return batch.path("items")
                .valueStream()
                .filter(item -> item.path("name").asString().equals(name))
                .map(item -> item.path("refusal").path("found").asString())
                .findFirst()
                .orElse("");
    }

    @Test
    void listsAThousandJobsWhileTwentyRunToTheirEnd() {
        var rest = site.rest();
        for (int i = 0; i < 980; i++) {
            rest.create(Map.of(
                    "name", "waiting%03d".formatted(i),
                    "source", Site.SOURCE,
                    "target", Site.TARGET,
                    "databases", List.of("none%03d".formatted(i)),
                    "labels", Map.of("row", Integer.toString(i % 10))));
        }
        var running = IntStream.range(0, 20)
                .mapToObj(i -> site.job("run%02d".formatted(i), Map.of("promote", "auto", "parallelism", "1")))
                .toList();
        var idle = new ArrayList<Double>();
        for (int i = 0; i < 40; i++) {
            page(rest, idle);
        }
        var started = rest.post(
                        "/jobs/actions/start",
                        Map.of("jobs", running.stream().map(RemoteJob::id).toList()))
                .good();
        assertThat(started.path("done").asInt()).as(started::toString).isEqualTo(20);

        var loaded = new ArrayList<Double>();
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            var page = page(rest, loaded);
            assertThat(page.path("total").asInt()).isEqualTo(1000);
            assertThat(page.path("items").size()).isEqualTo(50);
            // Newest start first: those that were started come before all others.
            assertThat(page.path("items").valueStream().limit(20))
                    .allSatisfy(item -> assertThat(item.path("name").asString()).startsWith("run"));
            return page.path("items")
                    .valueStream()
                    .limit(20)
                    .allMatch(item ->
                            RemoteJob.status(item) == Status.COMPLETED || RemoteJob.status(item) == Status.FAILED);
        });
        tell("idle", idle);
        tell("while 20 run", loaded);

        for (int i = 0; i < 20; i++) {
            running.get(i).await(Status.COMPLETED);
            Proof.equalAndTidy(site.source(), site.target(), "run%02d".formatted(i));
        }
        var item = rest.get("/jobs?search=run07").good().path("items").get(0);
        assertThat(item.path("sourceServer").asString())
                .isEqualTo("127.0.0.1:" + site.source().port());
        assertThat(item.path("mode").asString()).isEqualTo("ONLINE");
        assertThat(item.path("databases").asInt()).isOne();
        assertThat(total("?label=row%3D3")).isEqualTo(98);
        assertThat(total("?status=NOT_STARTED")).isEqualTo(980);
        var last = rest.get("/jobs?sort=name&size=100&page=10").good();
        assertThat(Objects.requireNonNull(last.path("items").get(99))
                        .path("name")
                        .asString())
                .isEqualTo("waiting979");
    }

    /** The first page of the list, and how long it took. */
    private static JsonNode page(Rest rest, List<Double> millis) {
        long begin = System.nanoTime();
        var page = rest.get("/jobs?size=50").good();
        millis.add((System.nanoTime() - begin) / 1e6);
        return page;
    }

    /** For people: what a page takes depends on what else the machine does. */
    private static void tell(String when, List<Double> millis) {
        var sorted = millis.stream().sorted().toList();
        System.out.printf(
                "pages of 50 of 1,000 jobs, %s: median %.0f ms, 9 of 10 below %.0f ms, longest %.0f ms, of %d%n",
                when,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 9 / 10),
                sorted.getLast(),
                sorted.size());
    }

    private int total(String query) {
        return site.rest().get("/jobs" + query).good().path("total").asInt();
    }
}
