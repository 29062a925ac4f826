package dev.godwit.server;

import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.access.ApiToken;
import dev.godwit.service.access.Role;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param name of the token; "local" without one
 * @param token that proved it; null without one
 */
record Visitor(String name, Role role, @Nullable ApiToken token) {

    /** Somebody on this machine, where that is enough. */
    static final Visitor LOCAL = new Visitor("local", Role.ADMIN, null);

    private static final String ATTRIBUTE = "godwit.visitor";

    /** Whether a token proved who it is. */
    boolean signedIn() {
        return token != null;
    }

    void enter(Context request) {
        request.attribute(ATTRIBUTE, this);
    }

    /** @throws Failure {@code ROLE_TOO_LOW} when the role does not cover this one */
    void needs(Role needed) {
        if (!role.covers(needed)) {
            throw Failure.of(ServiceFailure.ROLE_TOO_LOW)
                    .found("%s has the role %s, and this needs %s", name, role.word(), needed.word())
                    .build();
        }
    }

    /** The one who passed the {@link Guard}. */
    static Visitor of(Context request) {
        @Nullable Visitor visitor = request.attribute(ATTRIBUTE);
        if (visitor == null) {
            throw new IllegalStateException("nobody looked who asks for " + request.path());
        }
        return visitor;
    }
}
