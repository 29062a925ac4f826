package dev.godwit.cli;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.ActionResult;
import dev.godwit.api.ApiPaths;
import dev.godwit.api.Created;
import dev.godwit.api.JobReport;
import dev.godwit.api.JobRequest;
import dev.godwit.api.JobView;
import dev.godwit.api.Json;
import dev.godwit.api.Problem;
import dev.godwit.api.ReportView;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Speaks to a server. Every method throws a {@link Refusal} when the server refuses, or does not answer. */
final class Client implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String token;

    Client(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    Created create(JobRequest request) {
        return read(post(ApiPaths.JOBS, request), Created.class);
    }

    JobView job(String idOrName) {
        return read(get(path(idOrName)), JobView.class);
    }

    JobView act(String id, String action, ActionRequest request) {
        return read(post(path(id) + "/actions/" + action.toLowerCase(Locale.ROOT), request), ActionResult.class)
                .job();
    }

    ReportView report(String id) {
        return read(get(path(id) + "/report"), JobReport.class).databases().getFirst();
    }

    /** The events of a job, from now on; the caller closes it. */
    EventReader events(String id) {
        HttpResponse<InputStream> response = send(get(path(id) + "/events"), HttpResponse.BodyHandlers.ofInputStream());
        return new EventReader(response.body());
    }

    private static String path(String id) {
        return ApiPaths.JOBS + "/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header(ApiPaths.TOKEN_HEADER, token);
    }

    private HttpRequest get(String path) {
        return to(path).GET().build();
    }

    private HttpRequest post(String path, @Nullable Object body) {
        return to(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.STRICT.writeValueAsString(body)))
                .build();
    }

    private <T> T read(HttpRequest request, Class<T> type) {
        HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw Refusal.of(problem(response.body(), response.statusCode()));
        }
        return Json.LENIENT.readValue(response.body(), type);
    }

    private static Problem problem(String body, int status) {
        try {
            return Json.LENIENT.readValue(body, Problem.class);
        } catch (JacksonException e) {
            throw Refusal.noServer("it answered with status " + status);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw Refusal.noServer(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.noServer("interrupted");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
