package dev.godwit.server;

import dev.godwit.service.access.Role;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API.
 *
 * @param role needed for it; null when not even a token is
 * @param endless whether its answer goes on until one side has enough
 */
record Route(HandlerType method, String path, @Nullable Role role, boolean endless, Handler handler) {

    private Route(HandlerType method, String path, Role role, Handler handler) {
        this(method, path, role, false, handler);
    }

    static Route get(String path, Handler handler) {
        return new Route(HandlerType.GET, path, Role.VIEWER, handler);
    }

    /** An answer that goes on until one side has enough. */
    static Route stream(String path, Handler handler) {
        return new Route(HandlerType.GET, path, Role.VIEWER, true, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route(HandlerType.POST, path, Role.OPERATOR, handler);
    }

    static Route put(String path, Handler handler) {
        return new Route(HandlerType.PUT, path, Role.OPERATOR, handler);
    }

    static Route patch(String path, Handler handler) {
        return new Route(HandlerType.PATCH, path, Role.OPERATOR, handler);
    }

    static Route delete(String path, Handler handler) {
        return new Route(HandlerType.DELETE, path, Role.OPERATOR, handler);
    }

    /** The same for others. */
    Route by(@Nullable Role other) {
        return new Route(method, path, other, endless, handler);
    }

    /** @param streams for answers without an end, which would keep the threads of all others */
    Endpoint endpoint(ExecutorService streams) {
        return new Endpoint(method, path, request -> serve(request, streams), Set.of());
    }

    private void serve(Context request, ExecutorService streams) throws Exception {
        if (role != null) {
            Visitor.of(request).needs(role);
        }
        if (endless) {
            request.async(task -> task.executor = streams, () -> handle(request));
        } else {
            handle(request);
        }
    }

    /** An error of the machine is answered as every other failure, instead of by a page of the web server's. */
    private void handle(Context request) throws Exception {
        try {
            handler.handle(request);
        } catch (Error e) {
            throw new IllegalStateException(e.toString(), e);
        }
    }
}
