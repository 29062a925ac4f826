package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.ApiPaths;
import dev.godwit.api.Created;
import dev.godwit.api.EmbeddedServer;
import dev.godwit.api.JobEvent;
import dev.godwit.api.JobRequest;
import dev.godwit.api.JobView;
import dev.godwit.api.Json;
import dev.godwit.api.Problem;
import dev.godwit.core.spi.Engine;
import dev.godwit.service.DataFolder;
import dev.godwit.service.MigrationService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpServerTest {

    private static final String SECRET = "hunter-two";
    private static final String BODY = """
            {"source": "sample://app@old:1/shop", "target": "sample://app@new:2/shop", "promote": "auto"}""";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedServer.Running server;

    @BeforeEach
    void start() {
        var data = DataFolder.at(folder.resolve("d"));
        List<Engine> engines = List.of(new SampleEngine());
        var service = MigrationService.open(data, new ObedientRunner(), engines, Reports::document);
        server = InProcessServer.start(service, engines);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path)).header(ApiPaths.TOKEN_HEADER, server.token());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(to(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JobView created() throws IOException, InterruptedException {
        return Json.LENIENT
                .readValue(post(ApiPaths.JOBS, BODY).body(), Created.class)
                .job();
    }

    @Test
    void letsNobodyInWithoutTheToken() throws Exception {
        var job = created();
        for (String path : List.of(ApiPaths.JOBS + "/" + job.id(), ApiPaths.JOBS + "/" + job.id() + "/events", "/")) {
            var without = send(HttpRequest.newBuilder(server.address().resolve(path)));
            var wrong = send(HttpRequest.newBuilder(server.address().resolve(path))
                    .header(ApiPaths.TOKEN_HEADER, server.token().replace('a', 'b') + "0"));

            assertThat(List.of(without.statusCode(), wrong.statusCode())).containsOnly(403);
            assertThat(without.body()).contains("GW-0210").doesNotContain("shop");
        }
    }

    /** Migrations run on virtual threads, which nobody interrupts while they compute. */
    @Test
    @Timeout(300) // without a thread of its own the answer would never come
    void answersWhileEveryVirtualThreadComputes() throws Exception {
        // The first answer loads seconds' worth of classes, which is long where many others want the processors, too.
        assertThat(send(to(ApiPaths.JOBS)).statusCode()).isEqualTo(200);
        var ends = new AtomicBoolean();
        try (var migrations = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                int many = Runtime.getRuntime().availableProcessors() * 2;
                var computing = new CountDownLatch(Runtime.getRuntime().availableProcessors());
                for (int i = 0; i < many; i++) {
                    migrations.execute(() -> {
                        computing.countDown();
                        while (!ends.get()) {
                            Thread.onSpinWait();
                        }
                    });
                }
                computing.await();

                assertThat(send(to(ApiPaths.JOBS)).statusCode()).isEqualTo(200);
            } finally {
                ends.set(true);
            }
        }
    }

    @Test
    void refusesAPageOfAnotherSite() throws Exception {
        assertThat(send(to(ApiPaths.JOBS + "/x").header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(to(ApiPaths.JOBS + "/x")
                                .header("Origin", server.address().toString()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesAnotherHostName() throws Exception {
        String request = "GET /api/v1/jobs/x HTTP/1.1\r\nHost: evil.example\r\n%s: %s\r\nConnection: close\r\n\r\n"
                .formatted(ApiPaths.TOKEN_HEADER, server.token());
        try (var socket =
                new Socket(server.address().getHost(), server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"source\": \"sample://a/b\"}",
                "{\"source\": \"sample://a/b\", \"target\": \"sample://c/d\", \"mood\": \"good\"}",
                "{\"source\": \"sample://a/b\", \"target\": \"sample://c/d\", \"mode\": \"sideways\"}",
                "{\"source\": \"sample://a/b\", \"target\": \"sample://c/d\", \"parallelism\": \"many\"}",
                "{\"source\": \"sample://a/b\", \"target\": \"sample://c/d\", \"parallelism\": \"0\"}",
                "{\"source\": \"sample://a/b\", \"target\": \"sample://a/b\"}",
                "{\"source\": \"sample://a/b\", \"target\": \"unheard-of://a/b\"}"
            })
    void saysWhatIsWrongWithARequest(String body) throws Exception {
        var answer = post(ApiPaths.JOBS, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains(ApiPaths.PROBLEM_TYPE);
        var problem = Json.LENIENT.readValue(answer.body(), Problem.class);
        assertThat(problem.code()).startsWith("GW-02");
        assertThat(problem.found()).isNotBlank();
        assertThat(problem.next()).isNotBlank();
    }

    @Test
    void asksForThePasswordThatIsMissing() throws Exception {
        var answer = post(ApiPaths.JOBS + "/" + created().id() + "/actions/start", "");

        assertThat(answer.statusCode()).isEqualTo(422);
        var problem = Json.LENIENT.readValue(answer.body(), Problem.class);
        assertThat(problem.code()).isEqualTo("GW-0002");
        assertThat(problem.passwordNeeded()).containsExactly("SOURCE");
    }

    @Test
    void tellsARunAsEventsFromThePictureOfNowToTheResult() throws Exception {
        var job = created();
        String path = ApiPaths.JOBS + "/" + job.id();
        String secret = Json.STRICT.writeValueAsString(ActionRequest.passwords(SECRET, null));
        assertThat(post(path + "/actions/start", secret).statusCode()).isEqualTo(200);

        var stream = http.send(to(path + "/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            JobEvent event = next(lines);
            assertThat(event).isInstanceOf(JobEvent.Snapshot.class);
            long seq = event.seq();
            while (!(event instanceof JobEvent.Lag)) {
                event = next(lines);
                assertThat(event.seq()).isGreaterThan(seq);
                seq = event.seq();
            }
            assertThat(((JobEvent.Lag) event).waitingForUser()).isTrue();
            assertThat(post(path + "/actions/resume", secret).statusCode()).isEqualTo(409);
            assertThat(post(path + "/actions/stop", "").statusCode()).isEqualTo(200);
            while (!(event instanceof JobEvent.Result)) {
                event = next(lines);
            }
            var result = (JobEvent.Result) event;
            assertThat(result.outcome()).isEqualTo("STOPPED");
            assertThat(Path.of(String.valueOf(result.reportFile()))).exists();
        }
        assertThat(send(to(path + "/report")).body()).contains("\"outcome\":\"STOPPED\"", "\"CDC\":1000");
        assertThat(send(to(path + "/timeline")).body())
                .contains("Stop requested")
                .doesNotContain(SECRET);
        assertNoFileHolds(SECRET);
    }

    private static JobEvent next(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                return Json.LENIENT.readValue(line.substring("data: ".length()), JobEvent.class);
            }
        }
        throw new AssertionError("the stream ended");
    }

    private void assertNoFileHolds(String secret) throws IOException {
        try (var walk = Files.walk(folder)) {
            assertThat(walk.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(secret));
        }
    }

    @Test
    void acceptsEveryKeyOfTheRequestRecord() throws Exception {
        var request = new JobRequest(
                null,
                "sample://a/b",
                "sample://c/d",
                null,
                null,
                null,
                "offline",
                "migrate",
                List.of("a.*"),
                List.of("b"),
                "max",
                "DROP",
                "AUTO",
                "close",
                true,
                "none",
                "INSERT_ONLY",
                false,
                null,
                new JobRequest.Retention("2GB", "throttle", null),
                new JobRequest.GiveWay(50, null),
                null,
                null);

        assertThat(post(ApiPaths.JOBS, Json.STRICT.writeValueAsString(request)).statusCode())
                .isEqualTo(201);
        assertThat(post(ApiPaths.JOBS, Json.STRICT.writeValueAsString(request)).statusCode())
                .isEqualTo(200);
    }
}
