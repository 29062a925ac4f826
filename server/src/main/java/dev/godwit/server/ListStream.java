package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.JobListItem;
import dev.godwit.api.JobPage;
import dev.godwit.core.Failure;
import dev.godwit.service.Job;
import dev.godwit.service.JobQuery;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Page;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.Subscription;
import dev.godwit.service.Update;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All jobs for one client: a snapshot of the list, then each line that changes, at most each second. */
final class ListStream {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 1000;

    private final MigrationService service;
    private final JobViews views;

    ListStream(MigrationService service, JobViews views) {
        this.service = service;
        this.views = views;
    }

    Route route() {
        return Route.stream(ApiPaths.EVENTS, this::serve);
    }

    /** A job that is no more. */
    private record Removed(String id) {}

    private void serve(Context request) throws IOException {
        var client = new Client(Sse.to(request));
        try {
            boolean stays = true;
            while (stays) {
                try (Subscription updates = service.watchAll()) {
                    client.snapshot();
                    while (stays && !updates.lost()) {
                        stays = client.wait(updates);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one client was told, and what it is still to be told. */
    private final class Client {

        private final Sse sse;
        private final Map<String, Long> versions = new HashMap<>();
        private final Set<String> changed = new LinkedHashSet<>();
        private long id;

        Client(Sse sse) {
            this.sse = sse;
        }

        void snapshot() throws IOException {
            var items = new ArrayList<JobListItem>();
            Page<Job> page;
            int number = 1;
            do {
                page = service.jobs(JobQuery.ALL.at(number++, PAGE));
                items.addAll(views.items(page.items()));
                page.items().forEach(job -> versions.put(job.id(), job.version()));
            } while (items.size() < page.total() && !page.items().isEmpty());
            sse.event(++id, "snapshot", new JobPage(items, items.size(), 1, Math.max(1, items.size()), Instant.now()));
            sse.flush();
        }

        /** False when the client is no longer let in. */
        boolean wait(Subscription updates) throws IOException, InterruptedException {
            long end = System.nanoTime() + PAUSE.toNanos();
            boolean soon = false;
            while (!soon && System.nanoTime() < end) {
                var update = updates.next(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
                update.ifPresent(news -> changed.add(news.job()));
                soon = update.filter(news -> news.what() instanceof Update.Changed)
                        .isPresent();
            }
            for (String job : List.copyOf(changed)) {
                tell(job);
            }
            changed.clear();
            return sse.flush();
        }

        /** Never an older version after a newer one. */
        private void tell(String job) throws IOException {
            try {
                var now = service.job(job);
                if (now.version() >= versions.getOrDefault(job, 0L)) {
                    versions.put(job, now.version());
                    sse.event(++id, "job", views.item(now));
                }
            } catch (Failure e) {
                if (e.code() != ServiceFailure.JOB_NOT_FOUND) {
                    throw e;
                }
                versions.remove(job);
                sse.event(++id, "removed", new Removed(job));
            }
        }
    }
}
