package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.ActionResult;
import dev.godwit.api.FailureView;
import dev.godwit.api.LogView;
import dev.godwit.api.RehearsalView;
import dev.godwit.api.ReportView;
import dev.godwit.api.RetentionView;
import dev.godwit.api.TablePage;
import dev.godwit.api.TableView;
import dev.godwit.api.TimelinePage;
import dev.godwit.api.TimelineView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is shown of one job. */
final class JobAnswersTest {

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private String godwit(String line) {
        return Shellful.with(server).run(line.split(" ")).out();
    }

    @Test
    void showsWhatAJobCostsItsSource() {
        var cost = new RetentionView(
                Samples.NOW,
                true,
                150L << 20,
                1L << 20,
                "NEAR",
                "the source keeps much",
                200L << 20,
                "STOP",
                null,
                null,
                "SAFE",
                1234L,
                null,
                50_000L,
                7_200_000L,
                List.of(new RetentionView.Holder("session 7 of night job, user app in database shop", 400_000)),
                3,
                0L,
                null,
                null);
        var stopped = Samples.database("shop", "STOPPED", "CDC", "Stopped in CDC");
        server.on(
                "GET /jobs/orders",
                Samples.job(
                        "orders",
                        "STOPPED",
                        "CDC",
                        "Stopped in CDC",
                        List.of("RESUME"),
                        List.of(Samples.costing(stopped, cost))));

        assertThat(godwit("job show orders"))
                .contains(
                        "source: keeps 150MiB of log of 200MiB (stop), +1.0MiB/s · budget reached in 50s · disk full in"
                                + " 2h00m · holds a view 1,234 transactions old\n",
                        "    held up by session 7 of night job, user app in database shop, open for 6m\n");
    }

    @Test
    void showsStateDatabasesTroubleAndWhatIsAllowed() {
        server.on(
                "GET /jobs/orders",
                Samples.job(
                        "orders",
                        "RUNNING_WITH_ERRORS",
                        "FULL_DUMP",
                        "Running with errors in full dump",
                        List.of("STOP", "PROMOTE"),
                        List.of(
                                Samples.database("shop", "RUNNING", "FULL_DUMP", "Running in full dump"),
                                Samples.database("hr", "FAILED", "FULL_DUMP", "Failed in full dump"))));

        assertThat(godwit("job show orders"))
                .isEqualTo("""
                orders  Running with errors in full dump: 1 of 2 databases failed
                  pg-old = pg-a:5432 (postgresql 15.4) → pg-new:5432 (postgresql) · online · validate-and-migrate · 2h04m
                  parallelism optimal · promote manual

                DATABASE  TARGET  STATUS               PROGRESS        WHY
                shop      shop    Running in full dump  61% 129/212GiB
                hr        hr      Failed in full dump  61% 129/212GiB  GW-1203 duplicate key in orders_pkey

                ✕ hr: GW-1203 a row is there already
                  found  duplicate key in orders_pkey
                  do     Empty the table.

                now: stop, promote
                not: start: it runs already
                """.replace("STATUS               PROGRESS", "STATUS                PROGRESS")
                        .replace("Failed in full dump  61%", "Failed in full dump   61%"));
    }

    @Test
    void listsTables() {
        server.on(
                "GET /jobs/orders/tables",
                new TablePage(
                        List.of(
                                new TableView("shop", "public.events", "COPYING", 1_000_000, 31L << 30, 64L << 30),
                                new TableView("shop", "public.items", "WAITING", 0, 0, 1L << 20)),
                        2,
                        1,
                        50,
                        Samples.NOW));

        assertThat(godwit("job tables orders --state copying,waiting --database shop"))
                .isEqualTo("""
                DATABASE  TABLE          STATE         ROWS     SIZE  DONE
                shop      public.events  copying  1,000,000   ~64GiB   48%
                shop      public.items   waiting          0  ~1.0MiB    0%
                """);
        assertThat(server.seen().getFirst().query()).startsWith("database=shop&state=COPYING&state=WAITING&page=1");
    }

    @Test
    void tellsTheTimeline() {
        server.on(
                "GET /jobs/orders/timeline",
                new TimelinePage(
                        List.of(
                                new TimelineView(
                                        1, Samples.NOW, "STARTING", "PREPARING", "Start requested", null, "alice"),
                                new TimelineView(2, Samples.NOW, "FAILED", "FULL_DUMP", "Failed: GW-1203", "hr", null)),
                        2,
                        1,
                        50,
                        Samples.NOW));

        assertThat(godwit("job timeline orders")).isEqualTo("""
                AT                    STATUS              DATABASE  WHO    WHAT
                2026-11-21T22:04:30Z  starting preparing  -         alice  Start requested
                2026-11-21T22:04:30Z  failed full-dump    hr        -      Failed: GW-1203
                """);
    }

    @Test
    void printsTheReportAndSaysByItsExitCodeThatDataDiffer() {
        var report = new ReportView(
                1,
                "j",
                "orders",
                "shop",
                "DIFFERENT",
                new ReportView.ServerView("postgresql", "15", "pg-a:5432", "shop"),
                new ReportView.ServerView("postgresql", "17", "pg-new:5432", "shop"),
                null,
                Samples.NOW,
                11_800,
                Map.of("FULL_DUMP", 3200L),
                List.of(new ReportView.TableView("public.a", 10, 9, false, true)),
                10,
                155189248,
                61_204,
                List.of(),
                null,
                0,
                0,
                List.of(),
                List.of("Drop slot godwit_7"),
                null);
        server.on("GET /jobs/orders/report", Samples.report("DIFFERENT", report));

        var answer = Shellful.with(server).run("job", "report", "orders");

        assertThat(answer.out()).isEqualTo("""
                orders  different

                shop  pg-a:5432 (shop, postgresql) → pg-new:5432 (shop, postgresql)
                ✓ Full dump  148MiB                                           3.2s
                ✕ Different  1 of 1 table
                  public.a: 10 rows on the source, 9 on the target
                Left for you:
                  - Drop slot godwit_7
                Took 11.8s.
                """);
        assertThat(answer.exitCode()).isEqualTo(4);
    }

    @Test
    void printsTheReportAsAPageWithoutTouchingIt() {
        String page = "<!DOCTYPE html>\n<title>émigré 🐘</title>";
        server.on("GET /jobs/orders/report", Samples.report("EQUAL"))
                .text("GET /jobs/orders/report", "text/html", page);

        assertThat(godwit("job report orders -o html")).isEqualTo(page + "\n");
        assertThat(server.seen().getLast().header("Accept")).isEqualTo("text/html");
    }

    @Test
    void tellsWhatARehearsalForetells() {
        var refusal = new FailureView("GW-0401", "applications still write", "1 still writes: billing", "Stop it.");
        var step = new RehearsalView.Step("catch up", "", 120, true, true);
        var triggers = new RehearsalView.Step("triggers", "14", 40, false, true);
        server.on("GET /jobs/orders/rehearsal", rehearsal(null, List.of(), List.of()))
                .on("GET /jobs/orders/rehearsal", rehearsal(Samples.NOW, List.of(step, triggers), List.of(refusal)))
                .on(
                        "POST /jobs/orders/actions/rehearse",
                        new ActionResult(
                                Samples.job("orders", "RUNNING", "CDC", "Running in CDC", List.of()), List.of()))
                .on("GET /jobs/orders", Samples.job("orders", "RUNNING", "CDC", "Running in CDC", List.of()));

        var answer = Shellful.with(server).run("job", "promote", "orders", "--rehearse");

        assertThat(answer.out()).isEqualTo("""
                ✕ orders  A promotion would be refused now:
                  - GW-0401 applications still write: 1 still writes: billing
                    do: Stop it.
                STEP          TIME  HOW        WRITES
                catch up      0.1s  measured   wait
                triggers  14  0.0s  estimated  wait
                Writes would wait about 0.2s: 0.1s measured, 0.0s estimated; at most 0.9s.
                """);
        assertThat(answer.exitCode()).isEqualTo(5);
    }

    private static RehearsalView rehearsal(
            @Nullable Instant at, List<RehearsalView.Step> steps, List<FailureView> refusals) {
        var one = new RehearsalView.DatabaseRehearsal("orders", false, at, 160L, 40L, 900L, steps, refusals);
        return new RehearsalView("j", "orders", Samples.NOW, List.of(one));
    }

    @Test
    void printsTheLog() {
        server.on("GET /jobs/orders/log", new LogView(List.of("one", "two\u001b[2J")));

        assertThat(godwit("job logs orders --lines 2")).isEqualTo("one\ntwo�[2J\n");
        assertThat(server.seen().getFirst().query()).isEqualTo("lines=2");
        assertThat(godwit("job logs orders --json"))
                .contains("\"type\":\"event\"", "\"text\":\"one\"", "\"job\":\"orders\"");
    }

    @Test
    void followingALogRepeatsAndLosesNothing() {
        var lines = List.of("a", "b", "b", "c", "d", "e", "f");

        for (int from = 0; from < 3; from++) {
            for (int to = 4; to <= 7; to++) {
                assertThat(JobLogs.added(lines.subList(0, 4), lines.subList(from, to)))
                        .isEqualTo(lines.subList(4, to));
            }
        }
        assertThat(JobLogs.added(List.of(), lines)).isEqualTo(lines);
        assertThat(JobLogs.added(lines, List.of("x"))).containsExactly("x");
    }
}
