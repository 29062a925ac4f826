package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only who knows the token and asks for this server by its own name: no other user of this machine, no page of
 * another site, no name that was pointed at the loopback address afterwards.
 */
final class Guard {

    private final Set<String> names;
    private final byte[] token;

    /** @param port that the server listens on */
    Guard(int port, String token) {
        this.names = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        this.token = token.getBytes(StandardCharsets.US_ASCII);
    }

    void check(Context request) {
        @Nullable String host = request.header("Host");
        if (host == null || !names.contains(host)) {
            throw refused("the request names another host");
        }
        @Nullable String origin = request.header("Origin");
        if (origin != null && !names.contains(origin.replaceFirst("^https?://", ""))) {
            throw refused("the request comes from a page of another site");
        }
        @Nullable String given = request.header(ApiPaths.TOKEN_HEADER);
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token)) {
            throw refused("the request carries no token, or another one");
        }
    }

    private static Failure refused(String found) {
        return Failure.of(ServiceFailure.ACCESS_REFUSED).found(found).build();
    }
}
