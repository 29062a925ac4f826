package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.Created;
import dev.godwit.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The REST API of a server as any client sees it: documents in, documents out. */
final class Rest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final ServiceProcess server;

    Rest(ServiceProcess server) {
        this.server = server;
    }

    /**
     * What came back.
     *
     * @param body a missing node when there is none
     */
    record Answer(int status, Map<String, List<String>> headers, JsonNode body) {

        /** The body of an answer that has to be a success. */
        JsonNode good() {
            assertThat(status).as(() -> body.toString()).isBetween(200, 299);
            return body;
        }

        /** The same, read as what the API says it is. */
        <T> T good(Class<T> type) {
            return Json.LENIENT.treeToValue(good(), type);
        }

        /** The problem, which has to have this status and code. */
        JsonNode problem(int expected, String code) {
            assertThat(status).as(() -> body.toString()).isEqualTo(expected);
            assertThat(body.path("code").asString()).as(() -> body.toString()).isEqualTo(code);
            assertThat(body.path("next").asString()).as("the next step").isNotBlank();
            return body;
        }

        String etag() {
            return Objects.requireNonNull(headers.get("etag")).getFirst();
        }
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, Object body) {
        return send("POST", path, body, Map.of());
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, body, Map.of());
    }

    Answer delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    /** @param path below the root of the API */
    Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(server.address().resolve(ApiPaths.ROOT + path))
                .timeout(LIMIT);
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.STRICT.writeValueAsBytes(body)));
        }
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().map(), parsed(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " of " + told(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parsed(String body) {
        return body.isBlank() ? JsonNodeFactory.instance.missingNode() : Json.LENIENT.readTree(body);
    }

    /** All that the server has said, for people who look for a cause. */
    String told() {
        return server.output();
    }

    /** A job by its id or name. */
    RemoteJob job(String name) {
        return new RemoteJob(this, name);
    }

    /** Makes a job. */
    RemoteJob create(Map<String, ?> settings) {
        return job(post("/jobs", settings).good(Created.class).job().id());
    }

    /** Makes a connection profile; answers with its id. */
    String profile(String name, String url, String password) {
        return post("/profiles", Map.of("name", name, "url", url, "password", password))
                .good()
                .path("id")
                .asString();
    }
}
