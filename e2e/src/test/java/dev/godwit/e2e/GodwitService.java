package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.ApiPaths;
import dev.godwit.api.Created;
import dev.godwit.api.DatabaseView;
import dev.godwit.api.JobView;
import dev.godwit.api.Json;
import dev.godwit.api.ProfileRequest;
import dev.godwit.api.TimelinePage;
import dev.godwit.api.TimelineView;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** {@code godwit server} in a process of its own, which can be killed and started again, and a client of its REST API. */
final class GodwitService implements AutoCloseable {

    /** Generous for a machine that does other things too. */
    static final Duration LONG = Duration.ofMinutes(3);

    private static final String LISTENS = "Godwit listens on ";

    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();
    private GodwitProcess process;
    private URI address;

    private GodwitService(Path data) {
        this.data = data;
        start();
    }

    /** Starts it, on a free port; all it knows is in this folder. */
    static GodwitService on(Path data) {
        return new GodwitService(data);
    }

    /** A new process on the same folder. */
    void start() {
        process = GodwitProcess.start(data, "", "", List.of("server", "--port", "0"));
        process.awaitLine(LONG, line -> line.startsWith(LISTENS));
        address = process.answers().stream()
                .filter(line -> line.startsWith(LISTENS))
                .map(line -> URI.create(line.substring(LISTENS.length())))
                .findFirst()
                .orElseThrow();
    }

    void kill9() {
        process.kill9();
    }

    /** What a service manager does; waits for its end. */
    int terminate() {
        process.terminate();
        return process.exitCode(LONG);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(LONG)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " of " + process.output(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T read(HttpResponse<String> answer, Class<T> type) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return Json.LENIENT.readValue(answer.body(), type);
    }

    /** A profile of this name for a server, which may be behind something else on this port. */
    void profile(String name, PostgresServer server, int port) {
        String url = server.url("postgres").replace(":" + server.port() + "/", ":" + port + "/");
        var request = new ProfileRequest(name, url, server.password(), null, null);
        var answer = send("POST", ApiPaths.PROFILES, Json.STRICT.writeValueAsString(request));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** Profiles "from" and "to" of two servers. */
    void profiles(PostgresServer source, PostgresServer target) {
        profile("from", source, source.port());
        profile("to", target, target.port());
    }

    /** A job between the profiles "from" and "to". */
    JobView create(String name, List<String> databases, String more) {
        String body = """
                {"name": "%s", "source": "from", "target": "to", "databases": %s%s}""".formatted(name, Json.STRICT.writeValueAsString(databases), more);
        return read(send("POST", ApiPaths.JOBS, body), Created.class).job();
    }

    JobView job(String name) {
        return read(send("GET", ApiPaths.JOBS + "/" + name, ""), JobView.class);
    }

    DatabaseView database(String job, String source) {
        return job(job).databases().stream()
                .filter(each -> each.source().equals(source) && !each.removed())
                .findFirst()
                .orElseThrow();
    }

    /** An action that is allowed; none named means all databases. */
    void act(String job, String action, String... databases) {
        var answer = ask(job, action, databases);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    /** The same, whatever comes of it. */
    HttpResponse<String> ask(String job, String action, String... databases) {
        var request = new ActionRequest(null, null, databases.length == 0 ? null : List.of(databases), null, null);
        return send("POST", ApiPaths.JOBS + "/" + job + "/actions/" + action, Json.STRICT.writeValueAsString(request));
    }

    /** Changes single settings. */
    void edit(String job, String patch) {
        String path = ApiPaths.JOBS + "/" + job;
        String etag = send("GET", path, "").headers().firstValue("ETag").orElseThrow();
        var answer = send("PATCH", path, patch, "If-Match", etag);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The whole timeline, oldest first. */
    List<TimelineView> timeline(String job) {
        var entries = new ArrayList<TimelineView>();
        for (int page = 1; ; page++) {
            var part = read(
                    send("GET", ApiPaths.JOBS + "/" + job + "/timeline?size=200&page=" + page, ""), TimelinePage.class);
            entries.addAll(part.items());
            if (part.items().isEmpty() || entries.size() >= part.total()) {
                entries.sort(Comparator.comparing(TimelineView::at));
                return entries;
            }
        }
    }

    JobView awaitState(String job, String state) {
        return await(job, state, view -> view.state().equals(state));
    }

    JobView await(String job, String what, Predicate<JobView> wanted) {
        try {
            return Awaitility.await()
                    .atMost(LONG)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(40))
                    .until(() -> job(job), wanted);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("No " + what + ": " + told(job), e);
        }
    }

    /** For people who look for the cause. */
    String told(String job) {
        var lines =
                new StringBuilder(Json.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(job(job)));
        timeline(job)
                .forEach(entry -> lines.append('\n')
                        .append(entry.at())
                        .append(' ')
                        .append(entry.database())
                        .append(' ')
                        .append(entry.status())
                        .append(' ')
                        .append(entry.phase())
                        .append(' ')
                        .append(entry.text()));
        return lines.append('\n').append(process.output()).toString();
    }

    @Override
    public void close() {
        process.close();
    }
}
