package dev.godwit.server;

import dev.godwit.api.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Server-sent events to one client. */
final class Sse {

    /** A client that has heard nothing for twice this long knows that what it shows is stale. */
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final OutputStream out;
    private final Stay stay;
    private long heardAt = System.nanoTime();
    private long lookedAt = System.nanoTime();

    private Sse(OutputStream out, Stay stay) {
        this.out = out;
        this.stay = stay;
    }

    static Sse to(Context request) throws IOException {
        var response = request.res();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        return new Sse(response.getOutputStream(), Stay.of(request));
    }

    void event(long id, String type, Object data) throws IOException {
        write("id: %d\nevent: %s\ndata: %s\n\n".formatted(id, type, Json.STRICT.writeValueAsString(data)));
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        heardAt = System.nanoTime();
    }

    /** Sends what was written; a comment when nothing was for long. False when the client is no longer let in. */
    boolean flush() throws IOException {
        if (System.nanoTime() - heardAt >= HEARTBEAT.toNanos()) {
            write(": heartbeat\n\n");
        }
        out.flush();
        return staysIn();
    }

    private boolean staysIn() {
        if (System.nanoTime() - lookedAt < HEARTBEAT.toNanos()) {
            return true;
        }
        lookedAt = System.nanoTime();
        return !stay.over();
    }
}
