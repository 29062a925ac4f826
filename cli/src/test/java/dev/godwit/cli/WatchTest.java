package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.JobEvent;
import dev.godwit.api.JobView;
import dev.godwit.api.TableView;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchTest {

    private static final Look PLAIN = new Look(false, true);

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static JobView five() {
        return Samples.job(
                "orders",
                "RUNNING_WITH_ERRORS",
                "FULL_DUMP",
                "Running with errors in full dump",
                List.of(),
                List.of(
                        Samples.database("shop", "RUNNING", "FULL_DUMP", "Running in full dump"),
                        Samples.database("crm", "RUNNING", "CDC", "Running in CDC"),
                        Samples.database("hr", "FAILED", "FULL_DUMP", "Failed in full dump"),
                        Samples.database("日本語", "RUNNING", "VALIDATING", "Running in validation")));
    }

    private static JobEvent.Snapshot snapshot(JobView view) {
        return new JobEvent.Snapshot(1, Samples.NOW, view.name(), null, view);
    }

    private static JobEvent.State state(long seq, String status, String phase) {
        return new JobEvent.State(seq, Samples.NOW, "orders", null, status, phase, status + " in " + phase, 7 + seq);
    }

    private static JobEvent.Result result(String outcome) {
        return new JobEvent.Result(
                9,
                Samples.NOW,
                "orders",
                "orders",
                outcome,
                null,
                null,
                38,
                38,
                1000L,
                2000L,
                30L,
                4000L,
                700L,
                300L,
                "/r",
                List.of());
    }

    private static List<String> lines(JobView view, int width, int height) {
        var story = new WatchStory();
        story.take(snapshot(view));
        return new WatchPart(PLAIN).lines("orders", story, width, height);
    }

    @Test
    void aBarForEachDatabase() {
        assertThat(lines(five(), 140, 40))
                .containsExactly(
                        "orders  Running with errors in full dump",
                        "  shop    Full dump  " + PLAIN.bar(61, 22)
                                + "   61%  129/212GiB  184MiB/s  about 8min  9,410/10,000 tables",
                        "  crm     Running in CDC  not delayed (0.4s, 12KiB)  8,120 rows/s  source keeps 1.1GiB",
                        "  hr      Failed in full dump",
                        "    ▲ GW-1203 a row is there already",
                        "  日本語  Running in validation");
    }

    @Test
    void oneDatabaseNeedsNoLineOfItsOwn() {
        var view = Samples.job("orders", "RUNNING", "CDC", "Running in CDC", List.of());

        assertThat(lines(view, 100, 40))
                .first()
                .isEqualTo("orders  Running in CDC  not delayed (0.4s, 12KiB)  8,120 rows/s  source keeps 1.1GiB");
        assertThat(lines(view, 100, 40)).last().asString().contains("Waiting for you: godwit job promote orders");
    }

    @Test
    void tablesInWorkAreBelowTheirDatabase() {
        var story = new WatchStory();
        story.take(snapshot(Samples.job("orders", "RUNNING", "FULL_DUMP", "Running in full dump", List.of())));
        story.take(dump(List.of(new JobEvent.Progress.InWork("public.events", 31L << 30, 64L << 30))));

        assertThat(new WatchPart(PLAIN).lines("orders", story, 120, 40))
                .containsExactly(
                        "orders  Full dump  " + PLAIN.bar(61, 22)
                                + "   61%  129/212GiB  184MiB/s  about 8min  9,410/10,000 tables",
                        "  public.events  " + PLAIN.bar(48, 14) + "   48%  31/64GiB");
        assertThat(new WatchPart(PLAIN).lines("orders", story, 40, 40))
                .containsExactly("orders  61% 129/212GiB", "  public.events 48%");
    }

    private static JobEvent.Progress dump(List<JobEvent.Progress.InWork> tables) {
        return new JobEvent.Progress(
                2,
                Samples.NOW,
                "orders",
                "orders",
                "RUNNING",
                "FULL_DUMP",
                138512695296L,
                227633266688L,
                12L,
                9410,
                10_000,
                184L << 20,
                480_000L,
                tables,
                null,
                null,
                null);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 8, 24})
    void neverFillsTheTerminal(int height) {
        assertThat(lines(five(), 80, height)).hasSizeLessThanOrEqualTo(Math.max(1, height - 2));
    }

    @Test
    void countsWhatThereIsNoRoomFor() {
        assertThat(lines(five(), 80, 5)).hasSize(3).last().isEqualTo("and 3 more");
    }

    @Test
    void anOlderStateIsNeverShownAsNew() {
        var story = new WatchStory();
        story.take(snapshot(five()));
        story.take(new JobEvent.State(5, Samples.NOW, "orders", null, "STOPPED", "CDC", "Stopped", 6));

        assertThat(story.state()).isEqualTo("Running with errors in full dump");
    }

    @Test
    void inAPipeItTellsEachChangeAndEndsWithTheJob() {
        server.streams(
                "GET /jobs/orders/events",
                snapshot(Samples.job("orders", "RUNNING", "FULL_DUMP", "Running in full dump", List.of())),
                dump(List.of()),
                state(3, "RUNNING", "CDC"),
                state(4, "COMPLETED", "COMPLETING"),
                result("EQUAL"));

        var answer = Shellful.with(server).run("job", "watch", "orders");

        assertThat(answer.err()).isEqualTo("""
                2026-11-21T22:04:30Z orders status running
                2026-11-21T22:04:30Z orders phase full-dump -> cdc
                2026-11-21T22:04:30Z orders phase cdc -> completing
                2026-11-21T22:04:30Z orders status completed
                """);
        assertThat(answer.out()).isEqualTo("""
                orders  COMPLETED in COMPLETING
                Report: godwit job report orders
                """);
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void programsGetOneResultAndItIsTheLastLine() {
        server.streams(
                "GET /jobs/orders/events",
                snapshot(Samples.job("orders", "RUNNING", "CDC", "Running in CDC", List.of())),
                new JobEvent.Tables(
                        2,
                        Samples.NOW,
                        "orders",
                        "orders",
                        List.of(new TableView("orders", "public.a", "COPYING", 1, 2, 3L))),
                state(4, "COMPLETED", "COMPLETING"),
                result("EQUAL"));

        var answer = Shellful.with(server).run("job", "watch", "orders", "--json");
        var lines = answer.out().lines().toList();

        assertThat(answer.err()).isEmpty();
        assertThat(lines).hasSize(4);
        assertThat(lines.stream().filter(line -> line.contains("\"type\":\"result\"")))
                .containsExactly(lines.getLast());
        assertThat(lines.getLast())
                .contains("\"outcome\":\"EQUAL\"", "\"exitCode\":0", "\"rows\":1000", "\"job\":\"orders\"");
    }

    @Test
    void aBrokenStreamIsTakenUpAgain() {
        server.streams(
                        "GET /jobs/orders/events",
                        snapshot(Samples.job("orders", "RUNNING", "CDC", "Running in CDC", List.of())))
                .streams(
                        "GET /jobs/orders/events",
                        snapshot(Samples.job("orders", "COMPLETED", "COMPLETING", "Completed", List.of())));

        var answer = Shellful.with(server).run("job", "watch", "orders");

        assertThat(answer.err()).contains("Not connected since", "Next try in 1s");
        assertThat(answer.out()).startsWith("orders  Completed\n");
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED,COMPLETING,EQUAL,0",
        "COMPLETED,COMPLETING,OVERRIDDEN,4",
        "FAILED,CDC,FAILED,1",
        "FAILED,CDC,DIFFERENT,4",
        "FAILED,VALIDATING,VALIDATION_FAILED,3",
        "STOPPED,CDC,STOPPED,1",
        "ENDED,CDC,ENDED,0",
        "NOT_STARTED,VALIDATING,VALIDATED,0"
    })
    void theExitCodeSaysHowItEnded(String status, String phase, String outcome, int exitCode) {
        server.streams(
                "GET /jobs/orders/events",
                snapshot(Samples.job("orders", "RUNNING", phase, "Running", List.of())),
                state(2, status, phase),
                result(outcome));

        assertThat(Shellful.with(server).run("job", "watch", "orders").exitCode())
                .isEqualTo(exitCode);
    }

    @Test
    void severalDatabasesAreNamedInLines() {
        server.streams(
                "GET /jobs/orders/events",
                snapshot(five()),
                new JobEvent.State(3, Samples.NOW, "orders", "shop", "RUNNING", "CDC", "Running in CDC", 9),
                new JobEvent.Removed(4, Samples.NOW, "orders", null));

        var answer = Shellful.with(server).run("job", "watch", "orders");

        assertThat(answer.err()).contains("orders/shop status running");
        assertThat(answer.out()).isEqualTo("orders  Deleted\n");
    }

    @Test
    void anUnknownJobIsRefused() {
        var answer = Shellful.with(server).run("job", "watch", "nobody");

        assertThat(answer.exitCode()).isEqualTo(5);
        assertThat(answer.err()).contains("GW-0201");
    }
}
