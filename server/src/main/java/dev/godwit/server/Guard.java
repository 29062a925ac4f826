package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every path: no page of another site, no name that was pointed at this machine afterwards, and nobody who
 * does not say who they are.
 */
final class Guard {

    private final HostNames names;
    private final SignIn signIn;
    private final boolean console;

    /** @param console whether the console is behind it, whose pages are for everybody */
    Guard(HostNames names, SignIn signIn, boolean console) {
        this.names = names;
        this.signIn = signIn;
        this.console = console;
    }

    void check(Context request) {
        @Nullable String host = request.header("Host");
        if (host == null || !names.covers(host)) {
            throw refused("the request names another host");
        }
        boolean open = open(request.path());
        @Nullable String origin = request.header("Origin");
        if ((origin != null && !sameSite(origin, host)) || (crossSite(request) && !(open && followsLink(request)))) {
            throw refused("the request comes from a page of another site");
        }
        if (!open) {
            signIn.visitor(request).enter(request);
            Stay.enter(request, signIn);
        }
    }

    /**
     * Health and the console's own files, which hold nothing of anybody's. A route that needs a role and is not behind
     * this would answer nobody at all.
     */
    private boolean open(String path) {
        return console
                ? !path.startsWith(ApiPaths.ROOT) && !path.equals(ApiPaths.METRICS)
                : path.equals(ApiPaths.LIVE) || path.equals(ApiPaths.READY);
    }

    private static boolean crossSite(Context request) {
        return "cross-site".equals(request.header("Sec-Fetch-Site"));
    }

    /** A person who follows a link in a chat or a ticket comes from another site, too. */
    private static boolean followsLink(Context request) {
        return request.method().equals(HandlerType.GET)
                && "navigate".equals(request.header("Sec-Fetch-Mode"))
                && "document".equals(request.header("Sec-Fetch-Dest"));
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
