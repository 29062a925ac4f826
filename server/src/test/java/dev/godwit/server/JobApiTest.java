package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.api.ActionResult;
import dev.godwit.api.BatchResult;
import dev.godwit.api.Created;
import dev.godwit.api.DraftView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.JobListItem;
import dev.godwit.api.JobPage;
import dev.godwit.api.JobView;
import dev.godwit.api.Json;
import dev.godwit.api.LogView;
import dev.godwit.api.PreviewView;
import dev.godwit.api.SeriesView;
import dev.godwit.api.TimelinePage;
import dev.godwit.api.TimelineView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class JobApiTest {

    private static final String JOBS = "/api/v1/jobs";
    private static final String PASSWORD = "{\"sourcePassword\": \"hunter-two\"}";

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.at(folder.resolve("d"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JobView create(String name, String more) throws Exception {
        String body = """
                {"name": "%1$s", "source": "sample://app@old:1/%1$s", "target": "sample://app@new:2/%1$s"%2$s}""".formatted(name, more);
        return server.read(server.send("POST", JOBS, body), Created.class).job();
    }

    private JobView start(String name) throws Exception {
        var result =
                server.read(server.send("POST", JOBS + "/" + name + "/actions/start", PASSWORD), ActionResult.class);
        await().until(() -> job(name).state().equals("Running in CDC"));
        return result.job();
    }

    private JobView job(String name) throws IOException, InterruptedException {
        return server.read(JOBS + "/" + name, JobView.class);
    }

    /** A resumed run tells of its dump before it follows again. */
    @Test
    void knowsTheLagAfterTheServerStartedAgain() throws Exception {
        create("alpha", "");
        start("alpha");
        server.close();
        server = TestServer.at(folder.resolve("d"));

        await().until(() -> job("alpha").databases().getFirst().lag() != null);
        assertThat(job("alpha").databases().getFirst().progress()).isNull();
    }

    @Test
    void listsPagesFilteredAndSortedNewestStartFirst() throws Exception {
        create("alpha", ", \"labels\": {\"wave\": \"1\"}");
        create("beta", ", \"labels\": {\"wave\": \"2\"}, \"mode\": \"offline\"");
        create("gamma", ", \"labels\": {\"wave\": \"2\"}");
        start("alpha");

        assertThat(names("")).containsExactly("alpha", "gamma", "beta");
        assertThat(names("?sort=name")).containsExactly("alpha", "beta", "gamma");
        assertThat(names("?sort=-name&size=2&page=2")).containsExactly("alpha");
        assertThat(names("?label=wave=2&mode=online")).containsExactly("gamma");
        assertThat(names("?status=running,stopped&phase=cdc")).containsExactly("alpha");
        assertThat(names("?search=AMM")).containsExactly("gamma");
        var first = server.read(JOBS + "?size=1", JobPage.class);
        assertThat(first.total()).isEqualTo(3);
        JobListItem alpha = first.items().getFirst();
        assertThat(alpha.state()).isEqualTo("Running in CDC");
        assertThat(alpha.sourceServer()).isEqualTo("old:1");
        assertThat(alpha.databases()).isEqualTo(1);
        assertThat(alpha.lagBytes()).isZero();
        assertThat(alpha.waitingForUser()).isTrue();
        server.problem(server.get(JOBS + "?sort=colour"), 400);
        server.problem(server.get(JOBS + "?page=0"), 400);
    }

    private List<String> names(String query) throws Exception {
        return server.read(JOBS + query, JobPage.class).items().stream()
                .map(JobListItem::name)
                .toList();
    }

    @Test
    void editsOnlyWhatTheClientHasSeen() throws Exception {
        create("shop", "");
        var seen = server.get(JOBS + "/shop");
        String etag = seen.headers().firstValue("ETag").orElseThrow();
        String body =
                Json.STRICT.writeValueAsString(server.read(seen, JobView.class).settings());

        assertThat(server.problem(server.send("PUT", JOBS + "/shop", body), 428).code())
                .isEqualTo("GW-0257");
        var changed = server.send("PATCH", JOBS + "/shop", "{\"parallelism\": 4}", "If-Match", etag);
        assertThat(server.read(changed, JobView.class).settings().parallelism()).isEqualTo("4");
        assertThat(server.problem(server.send("PUT", JOBS + "/shop", body, "If-Match", etag), 412)
                        .code())
                .isEqualTo("GW-0256");
        assertThat(job("shop").settings().parallelism()).isEqualTo("4");
        String next = changed.headers().firstValue("ETag").orElseThrow();
        assertThat(server.read(server.send("PUT", JOBS + "/shop", body, "If-Match", next), JobView.class)
                        .settings()
                        .parallelism())
                .isEqualTo("optimal");
        assertThat(server.send(server.to(JOBS + "/shop").header("If-None-Match", "\"3\""))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void doesARequestOnceHoweverOftenItIsSent() throws Exception {
        String body = "{\"source\": \"sample://a/x\", \"target\": \"sample://b/x\"}";
        var first = server.send("POST", JOBS, body, "Request-Id", "r-1");
        var again = server.send("POST", JOBS, body, "Request-Id", "r-1");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(server.read(JOBS, JobPage.class).total()).isEqualTo(1);
        assertThat(server.problem(server.send("POST", JOBS, "{}", "Request-Id", "r-1"), 409)
                        .code())
                .isEqualTo("GW-0258");

        start("x");
        var stop = server.send("POST", JOBS + "/x/actions/stop", "", "Request-Id", "r-2");
        await().until(() -> job("x").state().equals("Stopped in CDC"));
        assertThat(server.send("POST", JOBS + "/x/actions/stop", "", "Request-Id", "r-2")
                        .body())
                .isEqualTo(stop.body());
        server.problem(server.send("POST", JOBS + "/x/actions/stop", ""), 409);
    }

    @Test
    void remembersWhatWasAskedAcrossARestart() throws Exception {
        create("x", "");
        start("x");
        server.read(server.send("POST", JOBS + "/x/actions/stop", "", "Request-Id", "r-9"), ActionResult.class);
        await().until(() -> job("x").state().equals("Stopped in CDC"));
        server.close();
        server = TestServer.at(folder.resolve("d"));

        var again = server.send("POST", JOBS + "/x/actions/stop", "", "Request-Id", "r-9");

        assertThat(server.read(again, ActionResult.class).job().state()).isEqualTo("Stopped in CDC");
    }

    @Test
    void answersForEachJobOfABatch() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            create(name, ", \"labels\": {\"wave\": \"3\"}");
        }
        start("a");
        start("b");

        var result = server.read(
                server.send("POST", JOBS + "/actions/stop", "{\"labels\": {\"wave\": \"3\"}}"), BatchResult.class);

        assertThat(result.done()).isEqualTo(2);
        assertThat(result.refused()).isEqualTo(1);
        assertThat(result.items()).extracting(BatchResult.Item::name).containsExactly("a", "b", "c");
        assertThat(String.valueOf(result.items().getLast().refusal())).contains("not started");
        assertThat(job("c").status()).isEqualTo("NOT_STARTED");
        var named = server.read(
                server.send("POST", JOBS + "/actions/delete", "{\"jobs\": [\"c\", \"nobody\"]}"), BatchResult.class);
        assertThat(named.done()).isEqualTo(1);
        assertThat(named.items().getLast().refusal()).isNotNull();
        server.problem(server.send("POST", JOBS + "/actions/stop", "{}"), 400);
    }

    @Test
    void takesADocumentAndGivesItBack() throws Exception {
        String document = """
                name: orders
                source: sample://app@old:1/orders
                target: sample://app@new:2/orders
                mode: offline
                parallelism: 3
                labels:
                  wave: 3
                """;
        var created = server.send("POST", JOBS, document, "Content-Type", "application/yaml");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        var back = server.get(JOBS + "/orders/document");
        assertThat(back.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/yaml");
        assertThat(back.body()).contains("name: orders", "mode: offline", "parallelism: \"3\"", "wave: \"3\"");
        assertThat(server.problem(server.send("POST", JOBS, "sorce: x", "Content-Type", "application/yaml"), 400)
                        .found())
                .contains("line 1", "source");
        var draft = server.read(
                server.send("POST", JOBS + "/draft", "{\"name\": \"crm\", \"source\": \"sample://a/crm\"}"),
                DraftView.class);
        assertThat(draft.command()).isEqualTo("godwit job create -f crm.yaml");
        assertThat(draft.missing()).containsExactly("target");
        assertThat(draft.document()).contains("source: sample://a/crm");
    }

    @Test
    void refusesWithACodeAndWhatToDo() throws Exception {
        create("shop", "");

        assertThat(server.problem(server.get(JOBS + "/nobody"), 404).code()).isEqualTo("GW-0201");
        assertThat(server.problem(server.get("/api/v1/nothing"), 404).code()).isEqualTo("GW-0261");
        assertThat(server.problem(server.send("POST", JOBS + "/shop/actions/dance", ""), 400)
                        .found())
                .contains("promote");
        var refusal = server.problem(server.send("POST", JOBS + "/shop/actions/promote", ""), 409);
        assertThat(refusal.code()).isEqualTo("GW-0202");
        assertThat(server.problem(server.send("POST", JOBS + "/shop/actions/start", ""), 422)
                        .passwordNeeded())
                .containsExactly("SOURCE");
    }

    @Test
    void tellsTheTimelineOldestFirstInPages() throws Exception {
        create("shop", "");
        start("shop");

        var all = server.read(JOBS + "/shop/timeline", TimelinePage.class);
        assertThat(all.items()).extracting(TimelineView::text).startsWith("Created");
        assertThat(all.items().getFirst().who()).isEqualTo("local");
        var rest = server.read(JOBS + "/shop/timeline?size=2&page=2", TimelinePage.class);
        assertThat(rest.items())
                .isEqualTo(all.items().subList(2, Math.min(4, all.items().size())));
    }

    @Test
    void snapshotsAJobThenTellsWhatFollows() throws Exception {
        create("shop", "");
        try (var events = stream(JOBS + "/shop/events")) {
            var snapshot = Json.LENIENT.readValue(data(events, "snapshot"), JobEvent.class);
            assertThat(((JobEvent.Snapshot) snapshot).view().status()).isEqualTo("NOT_STARTED");
            start("shop");
            var lag = (JobEvent.Lag) Json.LENIENT.readValue(data(events, "lag"), JobEvent.class);
            assertThat(lag.database()).isEqualTo("shop");
            assertThat(lag.waitingForUser()).isTrue();
            long version = job("shop").version();
            server.send("POST", JOBS + "/shop/actions/stop", "");
            var state = (JobEvent.State) Json.LENIENT.readValue(data(events, "state"), JobEvent.class);
            assertThat(state.version()).isGreaterThanOrEqualTo(version);
            data(events, "result");
            server.problem(server.send("DELETE", JOBS + "/shop", ""), 422);
            server.read(server.send("POST", JOBS + "/shop/actions/delete", PASSWORD), ActionResult.class);
            data(events, "removed");
        }
    }

    @Test
    void tellsTheWholeListAndThenEachLineThatChanges() throws Exception {
        create("shop", "");
        try (var events = stream("/api/v1/events")) {
            assertThat(Json.LENIENT
                            .readValue(data(events, "snapshot"), JobPage.class)
                            .items())
                    .extracting(JobListItem::name)
                    .containsExactly("shop");
            create("crm", "");
            assertThat(Json.LENIENT
                            .readValue(data(events, "job"), JobListItem.class)
                            .name())
                    .isEqualTo("crm");
            server.send("DELETE", JOBS + "/crm", "");
            assertThat(data(events, "removed")).contains("\"id\"");
        }
    }

    @Test
    void keepsAStreamAliveWithAHeartbeat() throws Exception {
        create("shop", "");
        try (var events = stream(JOBS + "/shop/events")) {
            data(events, "snapshot");
            String line = events.readLine();
            while (line != null && !line.startsWith(":")) {
                line = events.readLine();
            }
            assertThat(line).isEqualTo(": heartbeat");
        }
    }

    private BufferedReader stream(String path) throws IOException, InterruptedException {
        var answer = server.http.send(server.to(path).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** Data of the next event of this type. */
    private static String data(BufferedReader events, String type) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.equals("event: " + type)) {
                return events.readLine().substring("data: ".length());
            }
        }
        throw new AssertionError("the stream ended");
    }

    @Test
    void measuresForPrometheusAndOverTime() throws Exception {
        create("shop", "");
        start("shop");
        await().untilAsserted(() -> {
            var metrics = server.get("/metrics").body();
            assertThat(metrics)
                    .contains(
                            "godwit_jobs{status=\"RUNNING\"} 1.0",
                            "godwit_lag_bytes{database=\"shop\",job=\"shop\"} 0.0",
                            "godwit_retained_log_bytes{database=\"shop\",job=\"shop\"} 4096.0",
                            "godwit_bytes_copied_total{database=\"shop\",job=\"shop\"} 50.0",
                            "godwit_database_state{database=\"shop\",job=\"shop\",phase=\"CDC\",status=\"RUNNING\"} 1.0",
                            "jvm_memory_heap_used_bytes");
        });
        await().untilAsserted(() -> {
            var series = server.read(JOBS + "/shop/series?metric=retainedBytes", SeriesView.class);
            assertThat(series.lines().getFirst().points())
                    .extracting(SeriesView.Point::value)
                    .contains(4096.0);
        });
        server.problem(server.get(JOBS + "/shop/series?metric=mood"), 400);
    }

    @Test
    void givesTheEndOfTheLogAndWhatAnActionWouldDo() throws Exception {
        create("shop", "");
        start("shop");
        Files.writeString(
                folder.resolve("d").resolve("godwit.log"),
                "one job=shop\ntwo job=other\nthree job=shop\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        assertThat(server.read(JOBS + "/shop/log?lines=1", LogView.class).lines())
                .containsExactly("three job=shop");
        assertThat(server.read(JOBS + "/shop/log", LogView.class).lines())
                .contains("one job=shop", "three job=shop")
                .doesNotContain("two job=other");
        server.problem(server.get(JOBS + "/shop/log?lines=many"), 400);

        var preview = server.read(
                server.send("POST", JOBS + "/shop/actions/end/preview", "{\"mode\": \"force\"}"), PreviewView.class);
        assertThat(preview.allowed()).isTrue();
        assertThat(preview.loses()).isTrue();
        assertThat(job("shop").state()).isEqualTo("Running in CDC");
        server.problem(server.send("POST", JOBS + "/shop/actions/end/preview", "{\"mood\": 1}"), 400);
    }

    @Test
    void saysThatItLivesAndThatItsStoreAnswers() throws Exception {
        assertThat(server.get("/health/live").body()).contains("\"UP\"");
        assertThat(server.get("/health/ready").body()).contains("\"UP\"");
        assertThat(server.get("/api/v1/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void leavesRunningJobsAsTheyAreWhenItShutsDownAndGoesOnWithThem() throws Exception {
        create("shop", "");
        start("shop");
        server.running.shutDown(Duration.ofSeconds(20));
        server.close();
        server = TestServer.at(folder.resolve("d"));

        await().until(() -> job("shop").state().equals("Running in CDC"));
        assertThat(server.get(JOBS + "/shop/timeline").body()).doesNotContain("Stopped;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            parallelism        | {"parallelism": "many"}
            retention.bytes    | {"retention": {"bytes": "much"}}
            retention.bytes    | {"retention": {"policy": "stop"}}
            retention.policy   | {"retention": {"policy": "shrug"}}
            throttles          | {"throttles": [{"from": "22:00"}]}
            throttles[0].dump  | {"throttles": [{"dump": "slowly"}]}
            giveWay            | {"giveWay": {"activeSessions": -1}}
            mode               | {"mode": "sideways"}
            startAt            | {"startAt": "soon"}
            fallback           | {"fallback": true, "mode": "offline"}
            renames            | {"renames": {"nobody": "somebody"}}
            databases          | {"databases": ["no*"]}
            name               | {"name": " "}
            source             | {"source": "nothing://a/shop"}
            """)
    void namesTheValueThatItRefuses(String about, String values) throws Exception {
        String rest = values.contains("\"source\"") ? "{" : "{\"source\": \"sample://app@old:1/shop\", ";
        String body = rest + "\"target\": \"sample://app@new:2/shop\", " + values.substring(1);

        assertThat(server.problem(server.send("POST", JOBS, body), 400).about()).isEqualTo(about);
    }

    @Test
    void namesWhatIsTakenOrUnknown() throws Exception {
        create("shop", "");

        String again =
                "{\"name\": \"shop\", \"source\": \"sample://app@old:1/crm\", \"target\": \"sample://app@new:2/crm\"}";
        assertThat(server.problem(server.send("POST", JOBS, again), 409).about())
                .isEqualTo("name");
        String unknown = "{\"source\": \"sample://app@old:1/crm\", \"target\": \"nobody\"}";
        assertThat(server.problem(server.send("POST", JOBS, unknown), 404).about())
                .isEqualTo("target");
    }
}
