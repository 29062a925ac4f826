package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The number under which a request is found again: in its answer, in the log, on the audit trail. */
final class RequestIds {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final String ATTRIBUTE = "godwit.request";

    private RequestIds() {}

    /** Gives a request its number, the client's own if it has one. */
    static void enter(Context request) {
        @Nullable String own = request.header(ApiPaths.REQUEST_ID);
        String id = own != null && FORM.matcher(own).matches()
                ? own
                : UUID.randomUUID().toString();
        request.attribute(ATTRIBUTE, id);
        request.header(ApiPaths.REQUEST_ID, id);
        if (own != null && !own.equals(id)) {
            throw Bodies.invalid("Request-Id is 1 to 64 letters, digits, dots, colons, hyphens and underscores");
        }
    }

    /** Null before it has one. */
    static @Nullable String of(Context request) {
        return request.attribute(ATTRIBUTE);
    }

    /** The client's own; null when it gave none, and does not mean to repeat the request. */
    static @Nullable String own(Context request) {
        return request.header(ApiPaths.REQUEST_ID);
    }
}
