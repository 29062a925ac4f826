package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.BatchResult;
import dev.godwit.api.JobPage;
import dev.godwit.core.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many jobs at one server. */
class ManyJobsIT {

    /** For a machine with much else to do. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Set<String> OVER = Set.of(Status.COMPLETED.name(), Status.FAILED.name());

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
                .good(BatchResult.class);

        assertThat(batch.done()).as(batch::toString).isEqualTo(7);
        assertThat(batch.refused()).isEqualTo(3);
        assertThat(reason(batch, "fresh")).contains("it was not started");
        assertThat(reason(batch, "ended")).contains("it was ended, for good");
        assertThat(reason(batch, "draft")).contains("it is a draft");
        running.forEach(job -> job.await(Status.STOPPED));
        assertThat(fresh.state()).isEqualTo("Not started");
        assertThat(ended.state()).isEqualTo("Ended");
        assertThat(draft.state()).isEqualTo("Draft");

        var all = site.rest().post("/jobs/actions/delete", Map.of("all", true)).good(BatchResult.class);
        assertThat(all.done()).as(all::toString).isEqualTo(10);
        Awaitility.await().atMost(LIMIT).until(() -> page("").total() == 0);
        running.forEach(job -> Proof.tidy(site.source(), "small"));
    }

    private static String reason(BatchResult batch, String name) {
        return batch.items().stream()
                .filter(item -> item.name().equals(name))
                .map(item -> Objects.requireNonNull(item.refusal()).found())
                .findFirst()
                .orElseThrow();
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
        var started = rest.post(
                        "/jobs/actions/start",
                        Map.of("jobs", running.stream().map(RemoteJob::id).toList()))
                .good(BatchResult.class);
        assertThat(started.done()).as(started::toString).isEqualTo(20);

        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            var page = page("?size=50");
            assertThat(page.total()).isEqualTo(1000);
            assertThat(page.items()).hasSize(50);
            // Newest start first: those that were started come before all others.
            var first = page.items().subList(0, 20);
            assertThat(first).allSatisfy(item -> assertThat(item.name()).startsWith("run"));
            return first.stream().allMatch(item -> OVER.contains(item.status()));
        });

        for (int i = 0; i < 20; i++) {
            running.get(i).await(Status.COMPLETED);
            Proof.equalAndTidy(site.source(), site.target(), "run%02d".formatted(i));
        }
        var item = page("?search=run07").items().getFirst();
        assertThat(item.sourceServer()).isEqualTo("127.0.0.1:" + site.source().port());
        assertThat(item.mode()).isEqualTo("ONLINE");
        assertThat(item.databases()).isOne();
        assertThat(page("?label=row%3D3").total()).isEqualTo(98);
        assertThat(page("?status=NOT_STARTED").total()).isEqualTo(980);
        assertThat(page("?sort=name&size=100&page=10").items().getLast().name()).isEqualTo("waiting979");
    }

    private JobPage page(String query) {
        return site.rest().get("/jobs" + query).good(JobPage.class);
    }
}
