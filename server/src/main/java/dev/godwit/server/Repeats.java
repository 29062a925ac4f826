package dev.godwit.server;

import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A change that a client sends twice, because it got no answer, is done once: the second time it gets the first answer.
 * This remembers answers while the server runs; what was done to jobs, the store remembers beyond that.
 */
final class Repeats {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int LIMIT = 10_000;

    private record Key(String who, String id) {}

    /** @param body what was asked, as its hash */
    private record Asked(int body, Instant at, CompletableFuture<Answer> answer) {}

    private record Answer(
            int status, @Nullable String type, @Nullable String etag, String body) {

        void give(Context request) {
            if (etag != null) {
                request.header("ETag", etag);
            }
            if (type != null) {
                request.contentType(type);
            }
            request.status(status).result(body);
        }
    }

    private final Map<Key, Asked> asked = new LinkedHashMap<>();

    /** The same operation, done once for each number of a request. */
    Handler once(Handler change) {
        return request -> {
            @Nullable String id = RequestIds.own(request);
            if (id == null) {
                change.handle(request);
                return;
            }
            var key = new Key(Visitor.of(request).name(), id);
            var mine = new Asked(body(request), Instant.now(), new CompletableFuture<>());
            Optional<Asked> before = remember(key, mine);
            if (before.isPresent()) {
                again(request, before.get(), mine.body());
            } else {
                first(request, change, key, mine);
            }
        };
    }

    private static int body(Context request) {
        return Arrays.hashCode(
                (request.method() + " " + request.path() + "?" + request.queryString() + "\n" + request.body())
                        .getBytes(StandardCharsets.UTF_8));
    }

    private synchronized Optional<Asked> remember(Key key, Asked mine) {
        Instant oldest = mine.at().minus(KEPT);
        asked.values().removeIf(one -> one.at().isBefore(oldest));
        if (asked.size() >= LIMIT) {
            asked.remove(asked.keySet().iterator().next());
        }
        return Optional.ofNullable(asked.putIfAbsent(key, mine));
    }

    private static void again(Context request, Asked before, int body) {
        if (before.body() != body) {
            throw Failure.of(ServiceFailure.REQUEST_ID_REUSED)
                    .found(String.valueOf(RequestIds.own(request)))
                    .build();
        }
        try {
            before.answer().join().give(request);
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        }
    }

    /** A refusal is not kept: what was in its way may be gone the next time. */
    private void first(Context request, Handler change, Key key, Asked mine) throws Exception {
        try {
            change.handle(request);
            mine.answer()
                    .complete(new Answer(
                            request.statusCode(),
                            request.res().getContentType(),
                            request.res().getHeader("ETag"),
                            content(request)));
        } catch (Throwable e) { // an error too: whoever repeats the request waits for this answer
            synchronized (this) {
                asked.remove(key);
            }
            mine.answer().completeExceptionally(e);
            throw e;
        }
    }

    private static String content(Context request) {
        @Nullable String text = request.result();
        return text == null ? "" : text;
    }
}
