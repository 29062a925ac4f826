package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.HealthView;
import dev.godwit.api.MeView;
import dev.godwit.api.VersionView;
import dev.godwit.core.Failure;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What is asked of the server itself: who it is, how it is, what it can. */
final class ServerRoutes {

    private static final int API = 1;
    private static final int UNAVAILABLE = 503;

    private final Runnable store;
    private final Metrics metrics;
    private final List<String> engines;

    /**
     * @param store throws a {@link Failure} when the store does not answer
     * @param engines their ids
     */
    ServerRoutes(Runnable store, Metrics metrics, List<String> engines) {
        this.store = store;
        this.metrics = metrics;
        this.engines = List.copyOf(engines);
    }

    List<Route> routes() {
        return List.of(
                Route.get(ApiPaths.ME, ServerRoutes::me),
                Route.get(ApiPaths.VERSION, request -> Answers.json(request, new VersionView(version(), API, engines))),
                Route.get(ApiPaths.OPENAPI, ServerRoutes::openapi),
                Route.get(ApiPaths.METRICS, request -> metrics.answer(request)),
                Route.get(ApiPaths.LIVE, request -> Answers.json(request, new HealthView("UP", null)))
                        .by(null),
                Route.get(ApiPaths.READY, this::ready).by(null));
    }

    private static void me(Context request) {
        var visitor = Visitor.of(request);
        Answers.json(request, new MeView(visitor.name(), visitor.role().word(), visitor.signedIn(), version()));
    }

    private static void openapi(Context request) {
        try (InputStream document = Objects.requireNonNull(ApiPaths.class.getResourceAsStream("openapi.yaml"))) {
            request.contentType(ApiPaths.YAML_TYPE).result(document.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(Context request) {
        try {
            store.run();
            Answers.json(request, new HealthView("UP", null));
        } catch (RuntimeException e) {
            request.status(UNAVAILABLE);
            Answers.json(request, new HealthView("DOWN", "the store does not answer"));
        }
    }

    /** From the jar's manifest. */
    static String version() {
        return Objects.requireNonNullElse(ServerRoutes.class.getPackage().getImplementationVersion(), "development");
    }
}
