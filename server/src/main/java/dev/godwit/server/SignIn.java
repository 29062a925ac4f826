package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.access.ApiToken;
import dev.godwit.service.access.Tokens;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who asks. */
@FunctionalInterface
interface SignIn {

    /**
     * Who asks.
     *
     * @throws Failure when it cannot be said, or is not enough
     */
    Visitor visitor(Context request);

    /** Only the process that started the server knows this token. */
    static SignIn embedded(String token) {
        byte[] known = token.getBytes(StandardCharsets.US_ASCII);
        return request -> {
            @Nullable String given = request.header(ApiPaths.TOKEN_HEADER);
            if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), known)) {
                throw Failure.of(ServiceFailure.ACCESS_REFUSED)
                        .found("the request carries no token, or another one")
                        .build();
            }
            return Visitor.LOCAL;
        };
    }

    /**
     * Bearer tokens, and the cookies they were traded for.
     *
     * @param trustsMachine whether none is needed; one that is given has to be right all the same
     */
    static SignIn tokens(Tokens tokens, boolean trustsMachine, FailedSignIns failed) {
        return request -> {
            @Nullable String header = request.header("Authorization");
            Optional<Visitor> session = header == null ? Sessions.visitor(request, tokens) : Optional.empty();
            if (session.isPresent()) {
                return session.get();
            }
            if (header == null && trustsMachine) {
                return Visitor.LOCAL;
            }
            if (header == null) {
                throw Failure.of(ServiceFailure.NOT_SIGNED_IN)
                        .found("the request carries no token")
                        .build();
            }
            Optional<ApiToken> token = bearer(header).flatMap(tokens::signIn);
            return token.map(known -> new Visitor(known.name(), known.role(), known))
                    .orElseThrow(() -> failed.refusal(request.ip()));
        };
    }

    private static Optional<String> bearer(String header) {
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(header.substring(7).strip())
                : Optional.empty();
    }
}
