package dev.godwit.e2e;

import dev.godwit.api.BatchResult;
import dev.godwit.api.JobPage;
import dev.godwit.core.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How long a page of the list of jobs takes, beside the server's sign of life; run by hand. */
final class ListBenchmark {

    private static final int JOBS = 1000;
    private static final int RUNNING = 20;
    private static final int WARM = 200;
    private static final int SAMPLES = 500;
    private static final String PAGE = "/jobs?size=50";
    private static final String LIFE = "/me";

    private ListBenchmark() {}

    /** Makes the jobs, measures while some run and after they have ended. */
    public static void main(String[] arguments) throws IOException {
        try (var site = Site.start(Files.createTempDirectory("godwit-benchmark"))) {
            Rest rest = site.rest();
            for (int i = RUNNING; i < JOBS; i++) {
                rest.create(Map.of(
                        "name",
                        "waiting" + i,
                        "source",
                        Site.SOURCE,
                        "target",
                        Site.TARGET,
                        "databases",
                        List.of("none" + i)));
            }
            var running = IntStream.range(0, RUNNING)
                    .mapToObj(i -> site.job("run" + i, Map.of("promote", "auto", "parallelism", "1")))
                    .toList();
            repeat(rest, PAGE, WARM);
            repeat(rest, LIFE, WARM);
            measure(rest, "nothing runs");
            rest.post(
                            "/jobs/actions/start",
                            Map.of("jobs", running.stream().map(RemoteJob::id).toList()))
                    .good(BatchResult.class);
            measureUntilOver(rest);
            running.forEach(job -> job.await(Status.COMPLETED));
            measure(rest, "all have ended");
        }
    }

    private static void measureUntilOver(Rest rest) {
        var pages = new ArrayList<Duration>();
        var lives = new ArrayList<Duration>();
        while (rest.get("/jobs?size=1&status=COMPLETED").good(JobPage.class).total() < RUNNING) {
            pages.addAll(repeat(rest, PAGE, 10));
            lives.addAll(repeat(rest, LIFE, 10));
        }
        print(RUNNING + " run", pages, lives);
    }

    private static void measure(Rest rest, String when) {
        print(when, repeat(rest, PAGE, SAMPLES), repeat(rest, LIFE, SAMPLES));
    }

    private static List<Duration> repeat(Rest rest, String path, int times) {
        var took = new ArrayList<Duration>();
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            rest.get(path).good();
            took.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return took;
    }

    private static void print(String when, List<Duration> pages, List<Duration> lives) {
        System.out.printf(
                "%-14s page of 50 of %d: median %.1f ms, 95 %% under %.1f ms, longest %.1f ms; sign of life: median %.1f ms, 95 %% under %.1f ms, longest %.1f ms; %.1f times%n",
                when,
                JOBS,
                at(pages, 0.5),
                at(pages, 0.95),
                at(pages, 1),
                at(lives, 0.5),
                at(lives, 0.95),
                at(lives, 1),
                at(pages, 0.5) / at(lives, 0.5));
    }

    private static double at(List<Duration> took, double share) {
        Collections.sort(took);
        return took.get((int) Math.min(took.size() - 1, took.size() * share)).toNanos() / 1e6;
    }
}
