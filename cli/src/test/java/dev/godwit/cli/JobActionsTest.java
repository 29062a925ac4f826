package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.ActionResult;
import dev.godwit.api.BatchResult;
import dev.godwit.api.FailureView;
import dev.godwit.api.FindingView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.JobView;
import dev.godwit.api.ValidationView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions on one job and on many: what is sent, asked, told, and the exit codes. */
final class JobActionsTest {

    private static final List<String> NONE = List.of();

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static JobView job(String name, String status) {
        return Samples.job(name, status, "CDC", state(status), NONE);
    }

    private static String state(String status) {
        return status.charAt(0) + status.substring(1).toLowerCase(java.util.Locale.ROOT) + " in CDC";
    }

    private static ActionResult result(JobView job) {
        return new ActionResult(job, List.of());
    }

    private static BatchResult.Item stopping(String name) {
        return new BatchResult.Item("id-" + name, name, true, "Stopping", 8L, null);
    }

    private static BatchResult.Item refused(String name, String found) {
        return new BatchResult.Item(
                "id-" + name,
                name,
                false,
                null,
                null,
                new FailureView("GW-0202", "the job's state does not allow this action", found, "See it."));
    }

    @Test
    void aBatchTellsWhatWasDoneAndWhatWasRefusedAndWhy() {
        var names = List.of("orders", "crm", "shop", "web", "pay", "log", "geo", "hr", "tax", "ops");
        var items = new ArrayList<BatchResult.Item>();
        names.subList(0, 7).forEach(name -> items.add(stopping(name)));
        items.add(refused("hr", "stop refused for hr: it is failed in full dump"));
        items.add(refused("tax", "stop refused for tax: it is completed"));
        items.add(refused("ops", "stop refused for ops: it is stopping; wait until that is done"));
        server.on(
                        "GET /jobs",
                        Samples.page(names.stream()
                                .map(name -> Samples.item(name, "RUNNING", "Running in CDC", false))
                                .toArray(dev.godwit.api.JobListItem[]::new)))
                .on("POST /jobs/actions/stop", new BatchResult("stop", 7, 3, items))
                .on("GET /jobs/orders", job("orders", "STOPPING"))
                .on("GET /jobs/hr", Samples.job("hr", "FAILED", "FULL_DUMP", "Failed", List.of("RESTART", "RESUME")))
                .on("GET /jobs/tax", job("tax", "COMPLETED"))
                .on("GET /jobs/ops", job("ops", "STOPPING"));
        names.subList(0, 7).forEach(name -> server.on("GET /jobs/" + name, job(name, "STOPPED")));

        var answer = Shellful.with(server).run("job", "stop", "-l", "wave=3");

        assertThat(answer.out()).isEqualTo("""
                stopped   orders, crm, shop, web, pay, log, geo
                refused   hr   failed in full dump                do: godwit job resume hr
                refused   tax  completed
                refused   ops  stopping; wait until that is done
                7 stopped, 3 refused
                """);
        assertThat(answer.exitCode()).isEqualTo(5);
        assertThat(server.seen("GET /jobs").getFirst().query()).contains("label=wave=3");
    }

    @Test
    void validationOfManyShowsWhatWasFoundInEach() {
        var finding = new FindingView(
                "GW-0104", "source cannot stream changes", "FAILED", "SOURCE", "INSTANCE", "wal_level", "ALTER SYSTEM");
        server.on(
                        "GET /jobs",
                        Samples.page(
                                Samples.item("orders", "NOT_STARTED", "Not started", false),
                                Samples.item("crm", "NOT_STARTED", "Not started", false),
                                Samples.item("old", "COMPLETED", "Completed", false)))
                .on(
                        "POST /jobs/actions/validate",
                        new BatchResult(
                                "validate",
                                2,
                                1,
                                List.of(stopping("orders"), stopping("crm"), refused("old", "it is completed"))))
                .on("GET /jobs/orders", Samples.job("orders", "FAILED", "VALIDATING", "Failed", NONE))
                .on("GET /jobs/crm", Samples.job("crm", "NOT_STARTED", "PREPARING", "Not started", NONE))
                .on("GET /jobs/old", job("old", "COMPLETED"))
                .on("GET /jobs/orders/validation", validation("FAILED", List.of(finding)))
                .on("GET /jobs/crm/validation", validation("SUCCEEDED", List.of()));

        var answer = Shellful.with(server).run("job", "validate", "--all");

        assertThat(answer.out()).contains("""
                ✕ Failed      1 failed, 0 warnings orders
                ✕ GW-0104 source cannot stream changes (source)
                  Found: wal_level
                  Do:    ALTER SYSTEM
                ✓ Succeeded   nothing in the way crm
                """);
        assertThat(server.seen("GET /jobs/old/validation")).isEmpty();
    }

    private static ValidationView validation(String outcome, List<FindingView> findings) {
        return new ValidationView(
                outcome,
                Samples.NOW,
                List.of(new ValidationView.DatabaseValidation("shop", outcome, Samples.NOW, findings)));
    }

    @Test
    void withoutWaitingTheServerSelects() {
        server.on("POST /jobs/actions/resume", new BatchResult("resume", 1, 0, List.of(stopping("hr"))));

        var answer = Shellful.with(server).run("job", "resume", "--all", "--status", "failed", "--no-wait");

        assertThat(answer.out()).isEqualTo("resuming  hr\n");
        assertThat(server.seen()).hasSize(1);
        assertThat(server.seen().getFirst().body()).contains("\"all\":true", "\"status\":[\"FAILED\"]");
        assertThat(server.seen().getFirst().header("Request-id")).isNotEmpty();
    }

    @Test
    void oneJobIsFollowedUntilItIsThere() {
        server.on("POST /jobs/orders/actions/stop", result(job("orders", "STOPPING")))
                .on("GET /jobs/orders", job("orders", "STOPPING"))
                .on("GET /jobs/orders", job("orders", "STOPPED"));

        var answer = Shellful.with(server).run("job", "stop", "orders");

        assertThat(answer.out()).isEqualTo("stopped   orders\n");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void aJobThatFailsMeanwhileIsNoSuccess() {
        server.on("POST /jobs/orders/actions/start", result(job("orders", "STARTING")))
                .on("GET /jobs/orders", job("orders", "FAILED"));

        var answer = Shellful.with(server).run("job", "start", "orders");

        assertThat(answer.out()).contains("failed    orders", "GW-1203", "do: godwit job show orders");
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    @Test
    void oneRefusalIsExit5() {
        server.refuses("POST /jobs/tax/actions/stop", 409, "GW-0202", "it is completed", "See it.")
                .on("GET /jobs/tax", job("tax", "COMPLETED"));

        var answer = Shellful.with(server).run("job", "stop", "tax");

        assertThat(answer.out()).isEqualTo("refused   tax  completed\n");
        assertThat(answer.exitCode()).isEqualTo(5);
    }

    @Test
    void aJobThatIsNotThereIsSaidSo() {
        var answer = Shellful.with(server).run("job", "stop", "nobody");

        assertThat(answer.out())
                .startsWith("refused   nobody  there is no such job")
                .contains("do: Check its name.");
        assertThat(answer.exitCode()).isEqualTo(5);
    }

    @Test
    void answersInJsonForPrograms() {
        server.refuses("POST /jobs/tax/actions/stop", 409, "GW-0202", "it is completed", "See it.");

        assertThat(Shellful.with(server).run("job", "stop", "tax", "-o", "json").out())
                .contains("\"job\" : \"tax\"", "\"kind\" : \"REFUSED\"", "\"code\" : \"GW-0202\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop",
                "start",
                "resume",
                "retry",
                "validate",
                "promote",
                "restart --yes",
                "delete --yes",
                "end --yes"
            })
    void selectsNothingByAccident(String action) {
        var answer = Shellful.with(server).run(("job " + action).split(" "));

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("-l KEY=VALUE or --all");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void namesAndFiltersAreNotMixed() {
        assertThat(Shellful.with(server).run("job", "stop", "orders", "--all").exitCode())
                .isEqualTo(2);
        assertThat(Shellful.with(server)
                        .run("job", "stop", "--status", "failed")
                        .exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restart orders",
                "end orders",
                "delete orders",
                "remove orders --database a",
                "promote orders --override-lag --reason x",
                "delete --all"
            })
    void withoutATerminalWhatDestroysNeedsYes(String action) {
        var answer = Shellful.with(server).run(("job " + action).split(" "));

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("--yes");
        assertThat(server.seen().stream().filter(request -> request.route().startsWith("POST")))
                .isEmpty();
    }

    @Test
    void showsWhatIsLostAndWantsTheName() {
        server.on("GET /jobs/orders", job("orders", "STOPPED"))
                .on("GET /jobs/orders/actions/restart/preview", Samples.preview("RESTART", true, null, true))
                .on("POST /jobs/orders/actions/restart", result(job("orders", "RESTARTING")))
                .on("GET /jobs/orders", job("orders", "RUNNING"));

        var yes = Shellful.with(server).types("orders\n").run("job", "restart", "orders");

        assertThat(yes.err()).isEqualTo("""
                orders:
                  drops on the target: 9,998 objects, 131GiB: public.items, public.events and 9,996 more
                  not copied: 14 triggers
                  left for you: SELECT pg_drop_replication_slot('godwit_7')
                  \u001b[33m▲\u001b[0m Data are incomplete: 4,102 of 10,000 tables.
                Restart orders from the beginning? Type orders to go on:\s""");
        assertThat(yes.out()).isEqualTo("restarted orders\n");
        assertThat(yes.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "yes\n", "\n", ""})
    void anythingButTheNameDoesNothing(String typed) {
        server.on("GET /jobs/orders/actions/delete/preview", Samples.preview("DELETE", true, null, true))
                .on("GET /jobs/orders", job("orders", "STOPPED"));

        var answer = Shellful.with(server).types(typed).run("job", "delete", "orders");

        assertThat(answer.err()).endsWith("Nothing was done.\n");
        assertThat(answer.exitCode()).isEqualTo(130);
        assertThat(server.seen("POST /jobs/orders/actions/delete")).isEmpty();
    }

    @Test
    void whatIsRefusedAnywayIsNotAsked() {
        server.on(
                        "GET /jobs/orders/actions/restart/preview",
                        Samples.preview("RESTART", false, "it is completed", false))
                .on("GET /jobs/orders", job("orders", "COMPLETED"));

        var answer = Shellful.with(server).types("orders\n").run("job", "restart", "orders");

        assertThat(answer.out()).isEqualTo("refused   orders  completed\n");
        assertThat(answer.err()).doesNotContain("Type");
        assertThat(answer.exitCode()).isEqualTo(5);
    }

    @Test
    void yesAsksNothingAndNeverOverrides() {
        server.on("POST /jobs/orders/actions/end", result(job("orders", "ENDING")))
                .on("GET /jobs/orders", job("orders", "ENDED"))
                .streams(
                        "GET /jobs/orders/events",
                        LastEvents.result("ENDED", 0, null, List.of("SELECT pg_drop_replication_slot('godwit_7')")));

        var answer = Shellful.with(server).run("job", "end", "orders", "--yes", "--mode", "force");

        assertThat(answer.out()).isEqualTo("""
                ended     orders
                Left for you (orders):
                  - SELECT pg_drop_replication_slot('godwit_7')
                """);
        assertThat(server.seen("POST /jobs/orders/actions/end").getFirst().body())
                .isEqualTo("{\"mode\":\"force\"}");

        server.on("POST /jobs/orders/actions/promote", result(job("orders", "RUNNING")));
        Shellful.with(server).run("job", "promote", "orders", "--yes", "--no-wait");
        assertThat(server.seen("POST /jobs/orders/actions/promote").getFirst().body())
                .doesNotContain("override");
    }

    @Test
    void anOverrideNeedsAReason() {
        assertThat(Shellful.with(server)
                        .run("job", "promote", "orders", "--override-lag", "--yes")
                        .err())
                .contains("--reason TEXT");
        assertThat(Shellful.with(server)
                        .run("job", "promote", "--all", "--override-lag", "--reason", "x", "--yes")
                        .exitCode())
                .isEqualTo(2);

        server.on("POST /jobs/orders/actions/promote", result(job("orders", "RUNNING")));
        Shellful.with(server)
                .run("job", "promote", "orders", "--override-lag", "--reason", "CHG-1", "--yes", "--no-wait");
        assertThat(server.seen("POST /jobs/orders/actions/promote").getFirst().body())
                .contains("\"override\":{\"reason\":\"CHG-1\"}");
    }

    @Test
    void aPromotionThatGoesBackToCdcIsRefusedAndSaysWhy() {
        server.on("POST /jobs/orders/actions/promote", result(job("orders", "RUNNING")))
                .on("GET /jobs/orders", job("orders", "RUNNING"))
                .streams(
                        "GET /jobs/orders/events",
                        new JobEvent.Refused(
                                1,
                                Samples.NOW,
                                "orders",
                                "orders",
                                "PROMOTE",
                                "GW-0401",
                                "applications still write to the source",
                                "3 writers",
                                "Stop them."));

        var answer = Shellful.with(server).run("job", "promote", "orders");

        assertThat(answer.out())
                .contains(
                        "refused   orders  applications still write to the source: 3 writers (GW-0401)  do: Stop them.");
        assertThat(answer.exitCode()).isEqualTo(4);
    }

    @Test
    void aPromotionWithLagIsRefusedAtOnceAndNamesTheLag() {
        server.refuses(
                "POST /jobs/orders/actions/promote",
                409,
                "GW-0406",
                "promote refused for orders: shop is 48.0 s and 1288490188 bytes of log behind",
                "Wait.");

        var answer = Shellful.with(server).run("job", "promote", "orders");

        assertThat(answer.out())
                .contains("refused   orders  shop is 48.0 s and 1288490188 bytes of log behind (GW-0406)");
        assertThat(answer.exitCode()).isEqualTo(4);
    }

    @Test
    void passwordsAreSentOnlyWhenTheyAreMissedAndNeverInABatch() {
        server.needsPassword("POST /jobs/orders/actions/start", "SOURCE")
                .on("POST /jobs/orders/actions/start", result(job("orders", "STARTING")))
                .on("GET /jobs/orders", job("orders", "RUNNING"));

        var answer = Shellful.with(server)
                .set("GODWIT_SOURCE_PASSWORD", "hunter-two")
                .run("job", "start", "orders");

        var sent = server.seen("POST /jobs/orders/actions/start");
        assertThat(answer.exitCode()).isZero();
        assertThat(sent.getFirst().body()).doesNotContain("hunter-two");
        assertThat(sent.getLast().body()).contains("\"sourcePassword\":\"hunter-two\"");
    }

    @Test
    void aMissingPasswordThatNobodyCanBeAskedForIsExit3() {
        server.needsPassword("POST /jobs/orders/actions/start", "SOURCE");

        assertThat(Shellful.with(server).run("job", "start", "orders").exitCode())
                .isEqualTo(3);
    }

    @Test
    void aDatabaseThatWasNamedIsRefusedAndOneOfAllOnlyTold() {
        var part = new ActionResult(
                job("orders", "RUNNING"), List.of(new ActionResult.RefusedDatabase("hr", "it is completed")));
        server.on("POST /jobs/orders/actions/promote", part);

        var named = Shellful.with(server).run("job", "promote", "orders", "--database", "hr", "--no-wait");
        var all = Shellful.with(server).run("job", "promote", "orders", "--no-wait");

        assertThat(named.out()).contains("refused   orders/hr  completed");
        assertThat(named.exitCode()).isEqualTo(5);
        assertThat(all.out()).isEqualTo("promoting orders\n");
        assertThat(all.err()).isEqualTo("not orders/hr: it is completed\n");
        assertThat(all.exitCode()).isZero();
    }

    @Test
    void aSelectionOfDatabasesIsSentByName() {
        server.on("POST /jobs/orders/actions/retry", result(job("orders", "RUNNING")))
                .on("POST /jobs/orders/actions/remove", result(job("orders", "RUNNING")));

        Shellful.with(server).run("job", "retry", "orders", "--database", "crm", "--database", "hr", "--no-wait");
        Shellful.with(server).run("job", "remove", "orders", "--database", "crm", "--yes", "--no-wait");

        assertThat(server.seen("POST /jobs/orders/actions/retry").getFirst().body())
                .isEqualTo("{\"databases\":[\"crm\",\"hr\"]}");
        assertThat(server.seen("POST /jobs/orders/actions/remove").getFirst().body())
                .isEqualTo("{\"databases\":[\"crm\"]}");
        assertThat(Shellful.with(server).run("job", "remove", "orders", "--yes").exitCode())
                .isEqualTo(2);
    }
}
