package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.api.AuditPage;
import dev.godwit.api.DecisionRequest;
import dev.godwit.api.JobView;
import dev.godwit.api.Json;
import dev.godwit.api.TimelinePage;
import dev.godwit.api.TimelineView;
import dev.godwit.api.WaitingView;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables that wait since their definition changed, over the API. */
@Timeout(300)
final class WaitingApiTest {

    private static final String JOB = "/api/v1/jobs/moved";
    private static final String WAITING = JOB + "/databases/moved/waiting";
    private static final String ALTER = "ALTER TABLE \"a.b\".\"né \"\"1\"\" 🐦\" ADD COLUMN x int";

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.at(folder.resolve("d"));
        server.send(
                "POST", "/api/v1/jobs", "{\"source\": \"sample://a@old/moved\", \"target\": \"sample://a@new/moved\"}");
        server.send("POST", JOB + "/actions/start", "{\"sourcePassword\": \"hunter-two\"}");
        await().until(() -> job().state().equals("Running with errors in CDC"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JobView job() throws Exception {
        return server.read(JOB, JobView.class);
    }

    private HttpResponse<String> decide(String table, String decision, @Nullable String statement, String request)
            throws Exception {
        String body = Json.STRICT.writeValueAsString(new DecisionRequest("a.b", table, decision, statement));
        return server.send("POST", WAITING, body, "Content-Type", "application/json", "Request-Id", request);
    }

    @Test
    void showsTheTableAndTakesOneDecisionForEachRequest() throws Exception {
        String name = ObedientRunner.MOVED.name();
        var expected = new WaitingView("a.b", name, "has another column", "OPEN", true, null);
        assertThat(server.read(WAITING, WaitingView[].class)).containsExactly(expected);
        assertThat(job().databases().getFirst().waiting()).containsExactly(expected);
        assertThat(server.get("/metrics").body())
                .contains("godwit_waiting_tables{database=\"moved\",job=\"moved\"} 1.0");

        assertThat(decide(name, "apply", ALTER, "r1").statusCode()).isEqualTo(202);
        assertThat(decide(name, "apply", ALTER, "r1").statusCode()).isEqualTo(202);

        await().until(() -> job().state().equals("Running in CDC"));
        assertThat(server.read(WAITING, WaitingView[].class)).isEmpty();
        assertThat(server.read(JOB + "/timeline", TimelinePage.class).items())
                .filteredOn(entry -> entry.text().endsWith(": " + ALTER))
                .singleElement()
                .extracting(TimelineView::who)
                .isEqualTo("local");
        assertThat(server.read("/api/v1/audit", AuditPage.class).items())
                .anyMatch(entry -> entry.action().equals("decide")
                        && entry.outcome().endsWith(": " + ALTER)
                        && "r1".equals(entry.requestId()));
    }

    @Test
    void refusesWhatCannotBeDecidedAndWritesThatDown() throws Exception {
        String name = ObedientRunner.MOVED.name();
        assertThat(server.problem(decide("other", "copy", null, "r1"), 409).code())
                .isEqualTo("GW-0217");
        assertThat(server.read("/api/v1/audit", AuditPage.class).items())
                .anyMatch(entry ->
                        entry.action().equals("decide") && entry.outcome().startsWith("Refused: GW-0217"));
        server.problem(decide(name, "forget", null, "r2"), 400);
        server.problem(decide(name, "apply", " ", "r3"), 400);
        server.problem(decide(name, "copy", ALTER, "r4"), 400);
        server.problem(server.get(JOB + "/databases/other/waiting"), 400);

        server.send("POST", JOB + "/actions/stop", "");
        await().until(() -> job().state().equals("Stopped in CDC"));
        var refused = server.problem(decide(name, "copy", null, "r5"), 409);
        assertThat(refused.found()).contains("stopped in CDC");
    }
}
