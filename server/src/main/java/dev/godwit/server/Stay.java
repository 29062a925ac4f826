package dev.godwit.server;

import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.access.ApiToken;
import io.javalin.http.Context;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether whoever asked for an answer that goes on would still be let in: a token that was revoked or has expired, and a
 * session that is over, must not go on listening.
 */
final class Stay {

    private static final String ATTRIBUTE = "godwit.stay";

    private final Context request;
    private final SignIn signIn;
    private final @Nullable String token;

    private Stay(Context request, SignIn signIn) {
        this.request = request;
        this.signIn = signIn;
        this.token = token(Visitor.of(request));
    }

    /** For whoever has just passed the {@link Guard}. */
    static void enter(Context request, SignIn signIn) {
        request.attribute(ATTRIBUTE, new Stay(request, signIn));
    }

    static Stay of(Context request) {
        @Nullable Stay stay = request.attribute(ATTRIBUTE);
        return Objects.requireNonNull(stay, "nobody looked who asks");
    }

    private static @Nullable String token(Visitor visitor) {
        @Nullable ApiToken token = visitor.token();
        return token == null ? null : token.id();
    }

    boolean over() {
        try {
            return !Objects.equals(token(signIn.visitor(request)), token);
        } catch (Failure e) {
            return refused(e.code()); // a store that does not answer says nothing of the token
        }
    }

    private static boolean refused(FailureCode code) {
        return code == ServiceFailure.NOT_SIGNED_IN || code == ServiceFailure.SIGN_IN_LIMIT;
    }
}
