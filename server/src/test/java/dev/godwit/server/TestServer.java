package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.Json;
import dev.godwit.api.Problem;
import dev.godwit.api.StandaloneServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server of its own on a free port, with an engine without servers, and a client of it. */
final class TestServer implements AutoCloseable {

    final StandaloneServer software = new GodwitServer(() -> List.of(new SampleEngine()), ObedientRunner::new);
    final StandaloneServer.Options options;
    final StandaloneServer.Running running;
    final HttpClient http;

    private TestServer(StandaloneServer.Options options, HttpClient http) {
        this.options = options;
        this.http = http;
        this.running = software.start(options);
    }

    static TestServer at(Path data) {
        return with(options(data, "127.0.0.1"));
    }

    static TestServer with(StandaloneServer.Options options) {
        return new TestServer(options, HttpClient.newHttpClient());
    }

    static TestServer with(StandaloneServer.Options options, HttpClient http) {
        return new TestServer(options, http);
    }

    static StandaloneServer.Options options(Path data, String bind) {
        return new StandaloneServer.Options(data, null, bind, 0, null, null, List.of(), false);
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(running.address() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = to(path).method(method, HttpRequest.BodyPublishers.ofString(body));
        var all = new ArrayList<>(List.of(headers));
        if (all.isEmpty() || !all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        return send(request.headers(all.toArray(String[]::new)));
    }

    <T> T read(HttpResponse<String> answer, Class<T> type) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return Json.LENIENT.readValue(answer.body(), type);
    }

    <T> T read(String path, Class<T> type) throws IOException, InterruptedException {
        return read(get(path), type);
    }

    /** What a refusal says; each says what to do and under which number to look it up. */
    Problem problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains(ApiPaths.PROBLEM_TYPE);
        var problem = Json.LENIENT.readValue(answer.body(), Problem.class);
        assertThat(problem.next()).isNotBlank();
        assertThat(problem.requestId())
                .isEqualTo(answer.headers().firstValue(ApiPaths.REQUEST_ID).orElseThrow());
        return problem;
    }

    @Override
    public void close() {
        running.close();
    }
}
