package dev.godwit.cli;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.Json;
import dev.godwit.api.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** HTTP to one server. Every method throws a {@link Refusal} when the server refuses, or does not answer. */
final class Wire implements AutoCloseable {

    private static final String JSON = "application/json";
    /** Tests of connections and previews ask other servers, which may take their time. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final URI base;
    private final Map<String, String> headers;
    private final boolean own;
    private final Duration patience;
    private final @Nullable SSLContext trust;

    private Wire(
            HttpClient http,
            URI base,
            Map<String, String> headers,
            boolean own,
            Duration patience,
            @Nullable SSLContext trust) {
        this.http = http;
        this.base = base;
        this.headers = headers;
        this.own = own;
        this.patience = patience;
        this.trust = trust;
    }

    /** To the server in this process. */
    static Wire toOwn(URI base, String token) {
        return new Wire(client(null), base, Map.of(ApiPaths.TOKEN_HEADER, token), true, PATIENCE, null);
    }

    /**
     * To a server of its own.
     *
     * @param token null for none
     * @param trust who may have signed its certificate; null for those that Java trusts
     */
    static Wire to(URI base, @Nullable String token, @Nullable SSLContext trust) {
        Map<String, String> headers = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
        return new Wire(client(trust), base, headers, false, PATIENCE, trust);
    }

    private static HttpClient client(@Nullable SSLContext trust) {
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_PATIENCE);
        return trust == null ? builder.build() : builder.sslContext(trust).build();
    }

    /** The same with less patience. */
    Wire within(Duration time) {
        return new Wire(http, base, headers, own, time, trust);
    }

    /**
     * An answer that nobody waits for: the server has this long to accept, and this long to say something. The time that
     * this process needs to get going does not count, so a cold start is no reason for silence.
     *
     * @throws IOException also for every refusal
     */
    <T> T quickly(String path, Duration each, Class<T> type) throws IOException {
        var connection = (HttpURLConnection) uri(path).toURL().openConnection();
        if (trust != null && connection instanceof HttpsURLConnection tls) {
            tls.setSSLSocketFactory(trust.getSocketFactory());
        }
        headers.forEach(connection::setRequestProperty);
        connection.setConnectTimeout((int) each.toMillis());
        connection.setReadTimeout((int) each.toMillis());
        try (InputStream body = connection.getInputStream()) {
            return Json.LENIENT.readValue(body, type);
        } finally {
            connection.disconnect();
        }
    }

    URI base() {
        return base;
    }

    /** A request for this path, which begins with a slash and may have a query. */
    HttpRequest.Builder to(String path) {
        var request = HttpRequest.newBuilder(uri(path));
        headers.forEach(request::header);
        return request;
    }

    private URI uri(String path) {
        return URI.create(base.toString().replaceFirst("/$", "") + path);
    }

    <T> T get(String path, Class<T> type) {
        return read(to(path).GET(), type);
    }

    String text(String path) {
        return sent(to(path).GET()).body();
    }

    /** The same as a page for people. */
    String page(String path) {
        return sent(to(path).header("Accept", "text/html").GET()).body();
    }

    /** An answer with the version of what it shows. */
    record Versioned<T>(T value, String etag) {}

    <T> Versioned<T> versioned(String path, Class<T> type) {
        var response = sent(to(path).GET());
        String etag = response.headers().firstValue("ETag").orElse("");
        return new Versioned<>(Json.LENIENT.readValue(response.body(), type), etag);
    }

    <T> T post(String path, @Nullable Object body, Class<T> type) {
        return change("POST", path, JSON, Json.STRICT.writeValueAsString(body), "", type);
    }

    /** @param etag what has to be the version still; empty for any */
    <T> T change(String method, String path, String mediaType, String body, String etag, Class<T> type) {
        var request = to(path).header("Content-Type", mediaType)
                .header(ApiPaths.REQUEST_ID, UUID.randomUUID().toString())
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return read(etag.isEmpty() ? request : request.header("If-Match", etag), type);
    }

    void delete(String path) {
        sent(to(path).header(ApiPaths.REQUEST_ID, UUID.randomUUID().toString()).DELETE());
    }

    private <T> T read(HttpRequest.Builder request, Class<T> type) {
        String body = sent(request).body();
        try {
            return Json.LENIENT.readValue(body, type);
        } catch (JacksonException e) {
            throw Refusal.noServer(base, "what answers is not Godwit, or another version of it");
        }
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) {
        var response = twice(request.timeout(patience).build());
        if (response.statusCode() >= 300) {
            throw refused(response.body(), response.statusCode());
        }
        return response;
    }

    /** A change carries its id, so that sending it again after a broken connection does it once. */
    private HttpResponse<String> twice(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException | HttpTimeoutException | SSLException e) {
            throw gone(e);
        } catch (IOException e) {
            return send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Sends it, whatever the answer takes. */
    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw gone(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private Refusal interrupted() {
        Thread.currentThread().interrupt();
        return Refusal.noServer("interrupted");
    }

    private Refusal gone(IOException e) {
        if (own) {
            return Refusal.noServer(e.getClass().getSimpleName());
        }
        return switch (e) {
            case SSLException tls -> Refusal.notTrusted(base, String.valueOf(tls.getMessage()));
            case HttpConnectTimeoutException _ -> Refusal.noServer(base, "no answer within 10 s");
            case HttpTimeoutException _ ->
                Refusal.noServer(base, "it takes longer than " + patience.toSeconds() + " s");
            case ConnectException _ -> Refusal.noServer(base, "nothing listens there");
            default ->
                Refusal.noServer(base, "the connection broke (" + e.getClass().getSimpleName() + ")");
        };
    }

    Refusal refused(String body, int status) {
        @Nullable Problem problem = null;
        try {
            problem = Json.LENIENT.readValue(body, Problem.class);
        } catch (JacksonException e) {
            // Not one of ours.
        }
        if (problem != null && problem.code() != null) {
            return Refusal.of(problem);
        }
        return own
                ? Refusal.noServer("it answered with status " + status)
                : Refusal.noServer(base, "what answers is not Godwit: status " + status);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
