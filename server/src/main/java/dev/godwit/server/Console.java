package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.console.ConsoleFiles;
import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The web console's files. They say nothing of any job: what the page shows, it asks the API for, as everybody. */
final class Console {

    private static final int NONCE_BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Its own files, its own API, its own styles, and nothing else; nobody frames it. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private static final String NOT_BUILT = """
            This server was built without its console, because Node.js was not found.
            Install Node.js 20.19 or newer with npm, see https://nodejs.org, and start the server again.
            """;

    List<Route> routes() {
        return List.of(
                Route.get("/", Console::page).by(null),
                Route.get("/assets/{file}", Console::asset).by(null));
    }

    /** Whether it is the page that answers here: people reload, keep and send addresses of what they look at. */
    static boolean answers(Context request) {
        return request.method().equals(HandlerType.GET)
                && Answers.wantsPage(request)
                && !request.path().startsWith(ApiPaths.ROOT);
    }

    static void page(Context request) {
        byte[] random = new byte[NONCE_BYTES];
        RANDOM.nextBytes(random);
        String nonce = Base64.getEncoder().encodeToString(random);
        request.header("Cross-Origin-Opener-Policy", "same-origin").header("Referrer-Policy", "no-referrer");
        ConsoleFiles.page(nonce)
                .ifPresentOrElse(
                        html -> Answers.page(request.status(200), html, POLICY.formatted(nonce)),
                        () -> request.status(200)
                                .header("Cache-Control", "no-store")
                                .contentType("text/plain; charset=utf-8")
                                .result(NOT_BUILT.getBytes(StandardCharsets.UTF_8)));
    }

    private static void asset(Context request) {
        String name = request.pathParam("file");
        byte[] content = ConsoleFiles.asset(name)
                .orElseThrow(() -> Failure.of(ServiceFailure.PATH_UNKNOWN)
                        .found("GET %s", request.path())
                        .build());
        request.header("Cache-Control", "public, max-age=31536000, immutable")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .contentType(type(name))
                .result(content);
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "woff2" -> "font/woff2";
            default -> "application/octet-stream";
        };
    }
}
