package dev.godwit.server;

import dev.godwit.api.JobEvent;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Subscription;
import dev.godwit.service.Update;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A job's events for one client: a snapshot, then all that follows, until one side has enough. */
final class EventStream {

    private final MigrationService service;
    private final JobViews views;

    EventStream(MigrationService service, JobViews views) {
        this.service = service;
        this.views = views;
    }

    Route route() {
        return Route.stream(JobRoutes.JOB + "/events", this::serve);
    }

    private void serve(Context request) throws IOException {
        String id = service.job(JobRoutes.job(request)).id();
        var client = Sse.to(request);
        try {
            // A client that was too slow, and one that comes back, starts again with the whole.
            boolean more = true;
            while (more) {
                more = follow(id, client);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when nothing can follow. */
    private boolean follow(String id, Sse client) throws IOException, InterruptedException {
        try (Subscription updates = service.watch(id)) {
            var job = service.job(id);
            var translator = new EventTranslator(job);
            boolean first = true;
            while (!updates.lost()) {
                Optional<Update> update = updates.next(Sse.HEARTBEAT);
                if (update.isPresent()) {
                    if (first) {
                        var news = update.get();
                        tell(
                                client,
                                List.of(new JobEvent.Snapshot(
                                        news.seq() - 1, news.at(), job.name(), null, views.job(job))));
                        first = false;
                    }
                    tell(client, translator.events(update.get()));
                    if (update.get().what() instanceof Update.Gone) {
                        client.flush();
                        return false;
                    }
                }
                if (!client.flush()) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void tell(Sse client, List<JobEvent> events) throws IOException {
        for (JobEvent event : events) {
            client.event(event.seq(), event.type(), event);
        }
    }
}
