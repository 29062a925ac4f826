package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.ActionResult;
import dev.godwit.api.Created;
import dev.godwit.api.DraftView;
import dev.godwit.api.JobView;
import dev.godwit.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JobCreateTest {

    private static final String DOCUMENT = "name: orders\nsource: pg-old\ntarget: pg-new\n";

    private final FakeServer server = new FakeServer();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private static JobView created(String status) {
        return Samples.job("orders", status, "PREPARING", status.equals("DRAFT") ? "Draft" : "Not started", List.of());
    }

    @Test
    void optionsAreTheKeysOfTheDocument() throws IOException {
        server.on("POST /jobs", new Created(created("NOT_STARTED"), false));

        var answer = Shellful.with(server)
                .run(
                        "job",
                        "create",
                        "--name",
                        "orders",
                        "--source",
                        "pg-old",
                        "--target",
                        "pg-new",
                        "--database",
                        "shop",
                        "--database",
                        "crm_*",
                        "--rename",
                        "shop=shop2",
                        "--rename-schema",
                        "a\"b=app 😀",
                        "--mode",
                        "offline",
                        "--option",
                        "migrate",
                        "--parallelism",
                        "max",
                        "--existing-target",
                        "drop",
                        "--roles",
                        "on",
                        "--keyless",
                        "insert-only",
                        "--throttle",
                        "8:00-20:00 dump=10MiB/s cdc=5000rows/s",
                        "--throttle",
                        "dump=1GiB/s",
                        "--retain",
                        "20GB",
                        "--when-full",
                        "stop",
                        "--source-disk",
                        "100GiB",
                        "--give-way",
                        "sessions=50 standby-lag=10s",
                        "--start-at",
                        "2026-11-21T22:00:00Z",
                        "-l",
                        "wave=3");

        var sent = server.seen().getFirst();
        assertThat(Json.STRICT.readTree(sent.body())).isEqualTo(Json.STRICT.readTree("""
                {"name":"orders","source":"pg-old","target":"pg-new","databases":["shop","crm_*"],"renames":{"shop":"shop2"},
                 "schemaRenames":{"a\\"b":"app 😀"},
                 "mode":"offline","option":"migrate","parallelism":"max","existingTarget":"drop","roles":true,
                 "keyless":"insert-only","throttles":[
                   {"from":"08:00","to":"20:00","dump":{"bytesPerSecond":10485760},"cdc":{"rowsPerSecond":5000}},
                   {"dump":{"bytesPerSecond":1073741824}}],
                 "retention":{"bytes":"20GB","policy":"stop","disk":"100GiB"},"giveWay":{"activeSessions":50,"standbyLagMs":10000},
                 "startAt":"2026-11-21T22:00:00Z","labels":{"wave":"3"}}
                """));
        assertThat(sent.header("Content-type")).isEqualTo("application/json");
        assertThat(answer.out()).isEqualTo("""
                created   orders  not started, 1 database
                Next: godwit job validate orders, or godwit job start orders
                """);
    }

    @Test
    void theServerReadsTheDocument() throws IOException {
        server.on("POST /jobs", new Created(created("NOT_STARTED"), false));
        var file = Files.writeString(folder.resolve("job.yaml"), DOCUMENT);

        Shellful.with(server).run("job", "create", "-f", file.toString());
        Shellful.with(server).pipes(DOCUMENT).run("job", "create", "-f", "-");

        assertThat(server.seen()).hasSize(2).allSatisfy(request -> {
            assertThat(request.body()).isEqualTo(DOCUMENT);
            assertThat(request.header("Content-type")).isEqualTo("application/yaml");
        });
    }

    @Test
    void anUnknownKeyIsUsageAndTheNearestIsNamed() {
        server.refuses("POST /jobs", 400, "GW-0209", "there is no key 'sorce'", "Did you mean 'source'?");

        var answer = Shellful.with(server).pipes("sorce: x").run("job", "create", "-f", "-");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("'sorce'", "Did you mean 'source'?");
    }

    @Test
    void theDocumentComesBack() {
        server.text("GET /jobs/orders/document", "application/yaml", DOCUMENT);

        assertThat(Shellful.with(server)
                        .run("job", "show", "orders", "-o", "yaml")
                        .out())
                .isEqualTo(DOCUMENT);
    }

    @Test
    void aDryRunMakesNothing() {
        server.on("POST /jobs/draft", new DraftView("godwit job create -f orders.yaml", DOCUMENT, List.of()));

        var answer = Shellful.with(server).run("job", "create", "--source", "a", "--target", "b", "--dry-run");

        assertThat(answer.out()).isEqualTo(DOCUMENT + "# godwit job create -f orders.yaml\n");
        assertThat(server.seen("POST /jobs")).isEmpty();
    }

    @Test
    void aDraftIsToBeCompleted() {
        server.on("POST /jobs", new Created(created("DRAFT"), false));

        assertThat(Shellful.with(server)
                        .run("job", "create", "--name", "orders")
                        .out())
                .contains("draft", "godwit job edit orders");
    }

    @Test
    void startsWhatItMade() {
        server.on("POST /jobs", new Created(created("NOT_STARTED"), false))
                .on(
                        "POST /jobs/orders/actions/start",
                        new ActionResult(
                                Samples.job("orders", "STARTING", "PREPARING", "Starting", List.of()), List.of()))
                .on("GET /jobs/orders", Samples.job("orders", "RUNNING", "VALIDATING", "Running", List.of()));

        assertThat(Shellful.with(server)
                        .run("job", "create", "--source", "a", "--target", "b", "--start")
                        .out())
                .isEqualTo("""
                        created   orders
                        started   orders
                        Watch it: godwit job watch orders
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create",
                "create -f a.yaml --mode offline",
                "create -f /no/such/file",
                "create --throttle fast",
                "create --throttle dump=10",
                "create --give-way busy",
                "create --when-full sometimes",
                "create --start-at tomorrow",
                "create --mode sideways",
                "edit orders",
                "edit orders -f a.yaml --mode offline"
            })
    void whatCannotBeMeantIsUsage(String line) {
        assertThat(Shellful.with(server).run(("job " + line).split(" ")).exitCode())
                .isEqualTo(2);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void aPasswordInTheListOfProcessesIsRefusedAndNotRepeated() {
        var answer =
                Shellful.with(server).run("job", "create", "--source", "x://app:hunter-two@old/shop", "--target", "b");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("profile").doesNotContain("hunter-two");
    }

    @Test
    void anEditSendsWhatIsGivenAndNoMore() {
        server.on("GET /jobs/orders", created("STOPPED")).on("PATCH /jobs/orders", created("STOPPED"));

        Shellful.with(server).run("job", "edit", "orders", "--parallelism", "8", "--unset", "throttles");
        Shellful.with(server).run("job", "edit", "orders", "--add-database", "billing");

        var sent = server.seen("PATCH /jobs/orders");
        assertThat(sent.getFirst().body()).isEqualTo("{\"parallelism\":\"8\",\"throttles\":null}");
        assertThat(sent.getLast().body()).isEqualTo("{\"databases\":[\"orders\",\"billing\"]}");
    }

    @Test
    void aDocumentReplacesTheVersionThatWasSeen() {
        server.on("GET /jobs/orders", created("STOPPED")).on("PUT /jobs/orders", created("STOPPED"));

        Shellful.with(server).pipes(DOCUMENT).run("job", "edit", "orders", "-f", "-");

        assertThat(server.seen("PUT /jobs/orders").getFirst().header("If-match"))
                .isEqualTo("\"7\"");
    }

    @Test
    void aPersonEditsTheDocument() {
        server.on("GET /jobs/orders", created("STOPPED"))
                .text("GET /jobs/orders/document", "application/yaml", DOCUMENT)
                .on("PUT /jobs/orders", created("STOPPED"));

        var same = Shellful.with(server).types("").set("EDITOR", "true").run("job", "edit", "orders");
        Shellful.with(server)
                .types("")
                .set("EDITOR", "sed -i s/pg-new/pg-newer/")
                .run("job", "edit", "orders");

        assertThat(same.err()).contains("Nothing was changed.");
        assertThat(server.seen("PUT /jobs/orders")).hasSize(1);
        assertThat(server.seen("PUT /jobs/orders").getFirst().body()).contains("target: pg-newer");
    }
}
