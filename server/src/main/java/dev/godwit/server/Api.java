package dev.godwit.server;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole REST API, as in openapi.yaml, behind its guard. */
final class Api implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private static final int NOT_FOUND = 404;

    private final Guard guard;
    private final List<Route> routes;
    private final boolean console;
    private final ExecutorService streams = Executors.newVirtualThreadPerTaskExecutor();

    Api(Guard guard, List<Route> routes) {
        this.guard = guard;
        this.routes = List.copyOf(routes);
        this.console = routes.stream().anyMatch(route -> route.path().equals("/"));
    }

    List<Route> routes() {
        return routes;
    }

    void addTo(RoutesConfig config) {
        config.before(RequestIds::enter);
        config.before(guard::check);
        routes.forEach(route -> config.addEndpoint(route.endpoint(streams)));
        config.exception(Failure.class, (failure, request) -> Problems.answer(request, failure));
        config.exception(HttpResponseException.class, this::refusedByHttp);
        config.exception(Exception.class, Api::unforeseen);
    }

    private void refusedByHttp(HttpResponseException e, Context request) {
        if (console && e.getStatus() == NOT_FOUND && Console.answers(request)) {
            Console.page(request);
            return;
        }
        Problems.answer(
                request,
                e.getStatus() == 413
                        ? Bodies.invalid("the body is too large")
                        : Failure.of(ServiceFailure.PATH_UNKNOWN)
                                .found("%s %s", request.method(), request.path())
                                .build());
    }

    private static void unforeseen(Exception e, Context request) {
        LOG.atError()
                .addKeyValue("request", String.valueOf(RequestIds.of(request)))
                .setCause(e)
                .log("A request failed unforeseen");
        Problems.answer(
                request,
                Failure.of(CoreFailure.UNEXPECTED)
                        .found("%s in %s %s", e.getClass().getSimpleName(), request.method(), request.path())
                        .build());
    }

    /** Ends the answers that would go on. */
    @Override
    public void close() {
        streams.shutdownNow();
    }
}
