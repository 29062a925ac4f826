package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.Json;
import dev.godwit.api.Problem;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
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
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int SERVER_ERROR = 500;

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
                "about:blank", code.title(), status, code.id(), failure.found(), failure.next(), sides, null);
        request.status(status).contentType(ApiPaths.PROBLEM_TYPE).result(Json.STRICT.writeValueAsBytes(problem));
    }

    private static int status(FailureCode code) {
        if (code instanceof ServiceFailure refusal) {
            return switch (refusal) {
                case JOB_NOT_FOUND, PROFILE_NOT_FOUND -> NOT_FOUND;
                case ACTION_REFUSED, RUNNING_ELSEWHERE, CHANGED_MEANWHILE, SETTING_FIXED, JOB_EXISTS, NAME_TAKEN ->
                    CONFLICT;
                case PROFILE_NAME_TAKEN, PROFILE_CHANGED, PROFILE_IN_USE -> CONFLICT;
                case SAME_DATABASE, ENGINE_UNKNOWN, REQUEST_INVALID, NO_DATABASE -> BAD_REQUEST;
                case CERTIFICATE_REFUSED, PRIVATE_KEY_REFUSED -> BAD_REQUEST;
                case STORE_UNUSABLE, SERVER_GONE -> SERVER_ERROR;
                case KEY_MISSING, KEY_WRONG, KEY_EXPOSED, KEY_UNREADABLE, SECRET_DAMAGED -> SERVER_ERROR;
                case TUNNEL_UNREACHABLE,
                        TUNNEL_HOST_UNKNOWN,
                        TUNNEL_HOST_CHANGED,
                        TUNNEL_SIGN_IN_REFUSED,
                        TUNNEL_BLOCKED,
                        TUNNEL_FAILED,
                        TEST_TIMED_OUT -> UNPROCESSABLE;
                case ACCESS_REFUSED -> FORBIDDEN;
            };
        }
        return code == CoreFailure.URL_NOT_UNDERSTOOD ? BAD_REQUEST : SERVER_ERROR;
    }
}
