package dev.godwit.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.godwit.api.ApiPaths;
import dev.godwit.api.JobEvent;
import dev.godwit.api.Json;
import dev.godwit.api.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server that answers as it was told, and remembers what it was asked. */
final class FakeServer implements AutoCloseable {

    /** A request as it arrived. */
    record Seen(String route, String query, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private record Reply(int status, String type, String body) {}

    private final HttpServer http;
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    FakeServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::answer);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** The route is as {@code GET /jobs/orders}; told several times it answers one after the other, the last for ever. */
    FakeServer on(String route, Object answer) {
        return on(route, 200, "application/json", Json.STRICT.writeValueAsString(answer));
    }

    FakeServer text(String route, String type, String text) {
        return on(route, 200, type, text);
    }

    FakeServer refuses(String route, int status, String code, String found, String next) {
        var problem = new Problem("about:blank", "it cannot be done", status, code, found, next, null, null, "r1");
        return on(route, status, ApiPaths.PROBLEM_TYPE, Json.STRICT.writeValueAsString(problem));
    }

    FakeServer needsPassword(String route, String side) {
        var problem = new Problem(
                "about:blank", "a password is needed", 422, "GW-0003", side, "Give it.", null, List.of(side), null);
        return on(route, 422, ApiPaths.PROBLEM_TYPE, Json.STRICT.writeValueAsString(problem));
    }

    FakeServer streams(String route, JobEvent... events) {
        var text = new StringBuilder();
        for (JobEvent event : events) {
            text.append(": alive\n\nid: ").append(event.seq()).append("\ndata: ");
            text.append(Json.STRICT.writeValueAsString(event)).append("\n\n");
        }
        return on(route, 200, "text/event-stream", text.toString());
    }

    private FakeServer on(String route, int status, String type, String body) {
        replies.computeIfAbsent(route, any -> new ArrayDeque<>()).add(new Reply(status, type, body));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().replaceFirst("^" + ApiPaths.ROOT, "");
            String route = exchange.getRequestMethod() + " " + path;
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            seen.add(new Seen(route, query, Map.copyOf(exchange.getRequestHeaders()), body));
            var reply = next(route);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.getResponseHeaders().set("ETag", "\"7\"");
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply next(String route) {
        var queue = replies.get(route);
        if (queue == null) {
            var problem = new Problem(
                    "about:blank", "there is no such job", 404, "GW-0201", route, "Check its name.", null, null, null);
            return new Reply(404, ApiPaths.PROBLEM_TYPE, Json.STRICT.writeValueAsString(problem));
        }
        synchronized (queue) {
            return queue.size() > 1 ? queue.remove() : queue.getFirst();
        }
    }

    /** What was asked, in its order. */
    List<Seen> seen() {
        return seen;
    }

    List<Seen> seen(String route) {
        return seen.stream().filter(request -> request.route().equals(route)).toList();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
