package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import io.javalin.http.Context;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every path: no page of another site, no name that was pointed at this machine afterwards, and nobody who
 * does not say who they are.
 */
final class Guard {

    private final HostNames names;
    private final SignIn signIn;

    Guard(HostNames names, SignIn signIn) {
        this.names = names;
        this.signIn = signIn;
    }

    void check(Context request) {
        @Nullable String host = request.header("Host");
        if (host == null || !names.covers(host)) {
            throw refused("the request names another host");
        }
        @Nullable String origin = request.header("Origin");
        if ((origin != null && !sameSite(origin, host)) || "cross-site".equals(request.header("Sec-Fetch-Site"))) {
            throw refused("the request comes from a page of another site");
        }
        if (!open(request.path())) {
            signIn.visitor(request).enter(request);
        }
    }

    /** Who asks for a server's health has no token, and learns nothing else. */
    private static boolean open(String path) {
        return path.equals(ApiPaths.LIVE) || path.equals(ApiPaths.READY);
    }

    private static boolean sameSite(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Failure refused(String found) {
        return Failure.of(ServiceFailure.ACCESS_REFUSED).found(found).build();
    }
}
