package dev.godwit.server;

import dev.godwit.api.Json;
import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How answers are written, and the versions in their headers. */
final class Answers {

    private Answers() {}

    static void json(Context request, Object answer) {
        request.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(Json.STRICT.writeValueAsBytes(answer));
    }

    static void json(Context request, Object answer, long version) {
        request.header("ETag", etag(version));
        json(request, answer);
    }

    /** Whether the client is one for pages, as browsers are. */
    static boolean wantsPage(Context request) {
        @Nullable String accepted = request.header("Accept");
        return accepted != null && accepted.contains("text/html");
    }

    /** @param policy what the page may load and do */
    static void page(Context request, String html, String policy) {
        request.header("Cache-Control", "no-store")
                .header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .contentType("text/html; charset=utf-8")
                .result(html.getBytes(StandardCharsets.UTF_8));
    }

    private static String etag(long version) {
        return "\"" + version + "\"";
    }

    /** Whether the client has this version already; then the answer is that it has. */
    static boolean unchanged(Context request, long version) {
        if (!etag(version).equals(request.header("If-None-Match"))) {
            return false;
        }
        request.header("ETag", etag(version)).status(304);
        return true;
    }

    /**
     * The version that the client saw; null when it does not say.
     *
     * @throws Failure {@code REQUEST_INVALID}
     */
    static @Nullable Long seen(Context request) {
        @Nullable String header = request.header("If-Match");
        if (header == null || header.equals("*")) {
            return null;
        }
        try {
            return Long.valueOf(header.replace("W/", "").replace("\"", ""));
        } catch (NumberFormatException e) {
            throw stale(header);
        }
    }

    /**
     * The same where the client has to say it.
     *
     * @throws Failure {@code VERSION_MISSING}
     */
    static long seenAtLast(Context request) {
        @Nullable Long seen = seen(request);
        if (seen == null) {
            throw Failure.of(ServiceFailure.VERSION_MISSING)
                    .found("no If-Match")
                    .build();
        }
        return seen;
    }

    private static Failure stale(Object header) {
        return Failure.of(ServiceFailure.VERSION_STALE)
                .found("If-Match is %s", header)
                .build();
    }

    /** @throws Failure {@code VERSION_STALE} unless the client saw this version, or does not say */
    static void current(Context request, long version) {
        @Nullable Long seen = seen(request);
        if (seen != null && seen != version) {
            throw Failure.of(ServiceFailure.VERSION_STALE)
                    .found("it was version %d and is %d now", seen, version)
                    .build();
        }
    }
}
