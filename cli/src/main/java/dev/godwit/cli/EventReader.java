package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import dev.godwit.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.exc.InvalidTypeIdException;

/** Reads events out of a stream of server-sent events. */
final class EventReader implements AutoCloseable {

    private static final String DATA = "data: ";

    private final InputStream body;
    private final BufferedReader lines;
    private volatile Instant lastSign = Instant.now();

    EventReader(InputStream body) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** The next event, waiting for it; null when the server ends the stream. */
    @Nullable JobEvent next() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lastSign = Instant.now();
                JobEvent event = line.startsWith(DATA) ? event(line.substring(DATA.length())) : null;
                if (event != null) {
                    return event;
                }
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    /** When the server said something last, if only that it is there. */
    Instant lastSign() {
        return lastSign;
    }

    /** Null for a type that only a newer client knows. */
    private static @Nullable JobEvent event(String json) {
        try {
            return Json.LENIENT.readValue(json, JobEvent.class);
        } catch (InvalidTypeIdException e) {
            return null;
        }
    }

    /** May be called while another thread waits for the next event, which then gets none. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // Nothing is lost: all that was wanted is read.
        }
    }
}
