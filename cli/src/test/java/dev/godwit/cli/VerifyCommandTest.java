package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.DifferencePage;
import dev.godwit.api.VerdictPage;
import dev.godwit.api.VerificationPage;
import dev.godwit.api.VerificationView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of the server, and what is shown of its answer. */
final class VerifyCommandTest {

    private static final String ONE = "GET /jobs/orders/verifications/v1";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static VerificationView view(
            String state, boolean continuous, VerificationView.@Nullable Coverage coverage) {
        var result = new VerificationView.Result(
                true, 2, 1, 1, 0, 0, 10, 10, 1, 0, 1, 0, 4, null, List.of(), List.of(), List.of());
        return new VerificationView(
                "v1",
                "orders",
                "shop",
                state,
                "alice",
                new VerificationView.Scope(
                        List.of(), List.of(), List.of(), List.of(), false, false, continuous, 0, 16_777_216),
                Samples.NOW,
                null,
                null,
                state.equals("RUNNING") ? null : result,
                null,
                coverage);
    }

    private static VerificationPage page(VerificationView view) {
        return new VerificationPage(List.of(view), 1, 1, 50, Samples.NOW);
    }

    @Test
    void namesTheRowsThatDifferByKeyAndColumnAndExitsWithFour() {
        server.on("POST /jobs/orders/verify", page(view("RUNNING", false, null)))
                .on(ONE, view("DIFFERENT", false, null))
                .on(
                        ONE + "/tables",
                        new VerdictPage(
                                List.of(new VerdictPage.Verdict(
                                        "public.item", "DIFFERENT", 5, 5, 1, 0, 1, 0, 4, 9, "")),
                                1,
                                1,
                                1000,
                                Samples.NOW))
                .on(
                        ONE + "/differences",
                        new DifferencePage(
                                List.of(new DifferencePage.Difference(
                                        "public.item",
                                        "CHANGED",
                                        List.of(new DifferencePage.Part("id", "7")),
                                        List.of("body", "n"),
                                        1,
                                        null)),
                                1,
                                1,
                                1000,
                                Samples.NOW));

        var answer = Shellful.with(server)
                .run("job", "verify", "orders", "--table", "public.item", "--range", "1..100", "--rows");

        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(answer.out())
                .contains("orders/shop", "different: 1/2 tables equal")
                .containsPattern("public.item +changed +id=7 +body, n");
        assertThat(server.seen("POST /jobs/orders/verify").getFirst().body())
                .contains("\"from\":[\"1\"]", "\"to\":[\"100\"]", "\"tables\":[\"public.item\"]");
    }

    @Test
    void beginsAContinuousOneAndShowsItsCoverageAndAge() {
        var coverage =
                new VerificationView.Coverage(38, 38, 4, 12_000L, 7, 0, new VerificationView.Definitions(31_000, 2));
        server.on("POST /jobs/orders/verify", page(view("RUNNING", true, null)))
                .on("GET /jobs/orders/verifications", page(view("RUNNING", true, coverage)));

        var begun = Shellful.with(server).run("job", "verify", "orders", "--continuous", "--max-rows", "500");
        assertThat(begun.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(begun.err()).contains("--stop");
        assertThat(server.seen("POST /jobs/orders/verify").getFirst().body())
                .contains("\"continuous\":true", "\"rowsPerSecond\":500");
        assertThat(Shellful.with(server)
                        .run("job", "verify", "orders", "--list")
                        .out())
                .contains("38/38 tables, eldest 12s ago, 0 differ; definitions 31s ago, 2 differ");
    }

    @Test
    void wantsOneTableForARange() {
        var answer = Shellful.with(server).run("job", "verify", "orders", "--range", "1..2");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("name it with --table");
    }
}
