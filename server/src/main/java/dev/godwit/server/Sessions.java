package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.access.ApiToken;
import dev.godwit.service.access.Role;
import dev.godwit.service.access.Tokens;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A browser's stream of events cannot carry a token, so the console trades it for a cookie that no script reads and no
 * other site sends. It holds a secret of its own, which ends by itself, and with the token.
 */
final class Sessions {

    private static final int NO_CONTENT = 204;
    private static final String COOKIE = "godwit-session";

    private final Tokens tokens;

    Sessions(Tokens tokens) {
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(
                Route.post(ApiPaths.SESSION, this::open).by(Role.VIEWER),
                Route.delete(ApiPaths.SESSION, this::close).by(Role.VIEWER));
    }

    /** Where no token is needed, none was shown, and no cookie either. */
    private void open(Context request) {
        @Nullable ApiToken token = Visitor.of(request).token();
        if (token != null) {
            set(request, tokens.openSession(token), Tokens.SESSION.toSeconds());
        }
        request.status(NO_CONTENT);
    }

    private void close(Context request) {
        @Nullable String secret = request.cookie(COOKIE);
        if (secret != null) {
            tokens.closeSession(secret);
            set(request, "", 0);
        }
        request.status(NO_CONTENT);
    }

    private static void set(Context request, String value, long seconds) {
        request.header(
                "Set-Cookie",
                "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                        .formatted(
                                COOKIE,
                                value,
                                ApiPaths.ROOT,
                                seconds,
                                request.req().isSecure() ? "; Secure" : ""));
    }

    /**
     * Whom the cookie proves; empty without one, or when it is over.
     *
     * @throws Failure {@code ACCESS_REFUSED} for a change that a page of another site could have sent
     */
    static Optional<Visitor> visitor(Context request, Tokens tokens) {
        Optional<Visitor> visitor = Optional.ofNullable(request.cookie(COOKIE))
                .flatMap(tokens::session)
                .map(known -> new Visitor(known.name(), known.role(), known));
        boolean reads =
                request.method().equals(HandlerType.GET) || request.method().equals(HandlerType.HEAD);
        if (visitor.isPresent() && !reads && request.header(ApiPaths.CONSOLE_HEADER) == null) {
            throw Failure.of(ServiceFailure.ACCESS_REFUSED)
                    .found("a change by cookie needs the header " + ApiPaths.CONSOLE_HEADER)
                    .build();
        }
        return visitor;
    }
}
