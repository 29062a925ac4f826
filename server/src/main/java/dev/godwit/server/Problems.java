package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.Json;
import dev.godwit.api.Problem;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import dev.godwit.core.FailureKind;
import dev.godwit.core.Side;
import dev.godwit.service.ServiceFailure;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Refusals as answers. */
final class Problems {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int UNPROCESSABLE = 422;
    private static final int PRECONDITION_REQUIRED = 428;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    private Problems() {}

    static void answer(Context request, Failure failure) {
        answer(request, status(failure.code()), failure, null);
    }

    /** Asks for passwords. */
    static void passwordNeeded(Context request, Collection<Side> sides) {
        var failure = Failure.of(CoreFailure.PASSWORD_NEEDED)
                .found(String.join(
                        " and ",
                        sides.stream()
                                .map(side -> side.name().toLowerCase(Locale.ROOT))
                                .toList()))
                .build();
        answer(request, UNPROCESSABLE, failure, sides.stream().map(Side::name).toList());
    }

    private static void answer(Context request, int status, Failure failure, @Nullable List<String> sides) {
        var code = failure.code();
        var problem = new Problem(
                "about:blank",
                code.title(),
                status,
                code.id(),
                failure.found(),
                failure.next(),
                failure.about(),
                sides,
                RequestIds.of(request));
        if (status == UNAUTHORIZED) {
            request.header("WWW-Authenticate", "Bearer realm=\"godwit\"");
        }
        request.status(status).contentType(ApiPaths.PROBLEM_TYPE).result(Json.STRICT.writeValueAsBytes(problem));
    }

    private static int status(FailureCode code) {
        if (code instanceof ServiceFailure refusal) {
            return status(refusal);
        }
        if (code == CoreFailure.UNEXPECTED) {
            return SERVER_ERROR;
        }
        if (code == CoreFailure.URL_NOT_UNDERSTOOD) {
            return BAD_REQUEST;
        }
        if (code == CoreFailure.LAG_REMAINS || code == CoreFailure.WAY_BACK_REFUSED) {
            return CONFLICT;
        }
        if (code == CoreFailure.PASSWORD_NEEDED) {
            return UNPROCESSABLE;
        }
        // A source or target that was asked on behalf of the client.
        return code.kind() == FailureKind.BUG ? SERVER_ERROR : BAD_GATEWAY;
    }

    private static int status(ServiceFailure refusal) {
        return switch (refusal) {
            case SAME_DATABASE,
                    ENGINE_UNKNOWN,
                    REQUEST_INVALID,
                    NO_DATABASE,
                    CERTIFICATE_REFUSED,
                    PRIVATE_KEY_REFUSED,
                    TLS_FILES_REFUSED -> BAD_REQUEST;
            case NOT_SIGNED_IN -> UNAUTHORIZED;
            case ACCESS_REFUSED, ROLE_TOO_LOW, BIND_REFUSED -> FORBIDDEN;
            case JOB_NOT_FOUND,
                    VERIFICATION_NOT_FOUND,
                    VALUES_NOT_KEPT,
                    PROFILE_NOT_FOUND,
                    TOKEN_NOT_FOUND,
                    PATH_UNKNOWN -> NOT_FOUND;
            case ACTION_REFUSED,
                    DECISION_REFUSED,
                    RUNNING_ELSEWHERE,
                    CHANGED_MEANWHILE,
                    SETTING_FIXED,
                    JOB_EXISTS,
                    NAME_TAKEN,
                    PROFILE_NAME_TAKEN,
                    PROFILE_IN_USE,
                    TOKEN_NAME_TAKEN,
                    REQUEST_ID_REUSED -> CONFLICT;
            case VERSION_STALE, PROFILE_CHANGED -> PRECONDITION_FAILED;
            case VERSION_MISSING -> PRECONDITION_REQUIRED;
            case SIGN_IN_LIMIT -> TOO_MANY;
            case STORE_UNUSABLE -> UNAVAILABLE;
            case SERVER_GONE, ADDRESS_IN_USE, KEY_MISSING, KEY_WRONG, KEY_EXPOSED, KEY_UNREADABLE, SECRET_DAMAGED ->
                SERVER_ERROR;
            case TUNNEL_UNREACHABLE,
                    TUNNEL_HOST_UNKNOWN,
                    TUNNEL_HOST_CHANGED,
                    TUNNEL_SIGN_IN_REFUSED,
                    TUNNEL_BLOCKED,
                    TUNNEL_FAILED,
                    TEST_TIMED_OUT -> BAD_GATEWAY;
        };
    }
}
