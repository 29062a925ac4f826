package dev.godwit.server;

import dev.godwit.api.JobEvent;
import dev.godwit.api.Json;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Subscription;
import dev.godwit.service.Update;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A job's events for one client: the picture of now, then all that follows, until one side has enough. */
final class EventStream {

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final MigrationService service;

    EventStream(MigrationService service) {
        this.service = service;
    }

    void serve(Context request) throws IOException {
        String id = request.pathParam("id");
        var translator = new EventTranslator(service.job(id));
        try (var updates = service.watch(id)) {
            var response = request.res();
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            write(updates, translator, response.getOutputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Subscription updates, EventTranslator translator, OutputStream out)
            throws IOException, InterruptedException {
        while (!updates.lost()) {
            Optional<Update> update = updates.next(HEARTBEAT);
            if (update.isPresent()) {
                for (JobEvent event : translator.events(update.get())) {
                    write(out, event);
                }
            } else {
                out.write(": heartbeat\n\n".getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
        }
    }

    private static void write(OutputStream out, JobEvent event) throws IOException {
        String text = "id: %d\nevent: %s\ndata: %s\n\n"
                .formatted(event.seq(), event.type(), Json.STRICT.writeValueAsString(event));
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
