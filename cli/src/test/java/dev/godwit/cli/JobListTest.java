package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.JobPage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JobListTest {

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsStatesAndWhatWaitsForAPerson() {
        server.on(
                "GET /jobs",
                Samples.page(
                        Samples.item("orders", "RUNNING", "Running in CDC", true),
                        Samples.item("hr", "FAILED", "Failed in full dump", false)));

        var answer = Shellful.with(server).run("job", "list");

        assertThat(answer.out()).isEqualTo("""
                NAME    STATUS               MODE     SOURCE  DBS  LAG          DURATION  STARTED
                orders  Running in CDC *     online   pg-a      5  not delayed  2h04m     2h ago
                hr      Failed in full dump  offline  my-c      1  -            12m       1d ago
                * waiting for you: godwit job promote orders
                """);
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void asksTheServerForWhatWasSelected() {
        server.on("GET /jobs", Samples.page());

        var answer = Shellful.with(server)
                .run(
                        "job",
                        "list",
                        "--status",
                        "failed,running-with-errors",
                        "-l",
                        "wave=3",
                        "--search",
                        "a b&c",
                        "--sort",
                        "name",
                        "--page",
                        "2",
                        "--size",
                        "10");

        assertThat(server.seen().getFirst().query())
                .isEqualTo(
                        "status=FAILED&status=RUNNING_WITH_ERRORS&label=wave=3&search=a b&c&sort=name&page=2&size=10");
        assertThat(answer.out()).isEqualTo("No job matches.\n");
    }

    @Test
    void saysHowToBeginWhereThereIsNothing() {
        server.on("GET /jobs", Samples.page());

        assertThat(Shellful.with(server).run("job", "list").out()).contains("No jobs yet", "godwit job create");
    }

    @Test
    void saysWhichPartItShows() {
        var items = List.of(Samples.item("orders", "RUNNING", "Running in CDC", false));
        server.on("GET /jobs", new JobPage(items, 1000, 3, 1, Samples.NOW));

        assertThat(Shellful.with(server).run("job", "list").out()).endsWith("3-3 of 1,000; the next: --page 4\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders-😀-emoji", "日本語のデータベース移行", "e\u0301e\u0301e\u0301", "שלום"})
    void columnsStayInLineWhateverTheNames(String name) {
        server.on(
                "GET /jobs",
                Samples.page(
                        Samples.item(name, "RUNNING", "Running in CDC", false),
                        Samples.item("hr", "FAILED", "Failed in full dump", false)));

        var lines = Shellful.with(server).run("job", "list").out().lines().toList();

        assertThat(lines.stream()
                        .map(line ->
                                Cells.width(line.substring(0, Math.max(line.indexOf("ago"), line.indexOf("STARTED")))))
                        .distinct()
                        .count())
                .isLessThanOrEqualTo(2);
        assertThat(Cells.width(before(lines.get(1), "Running in CDC")))
                .isEqualTo(Cells.width(before(lines.get(2), "Failed in")));
    }

    private static String before(String line, String text) {
        return line.substring(0, line.indexOf(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 200})
    void noLineIsWiderThanTheTerminal(int width) {
        server.on(
                "GET /jobs",
                Samples.page(Samples.item(
                        "a-name-that-is-much-too-long-😀-日本語-for-it", "RUNNING", "Running in CDC", false)));

        assertThat(Shellful.with(server).wide(width).run("job", "list").out().lines())
                .allSatisfy(line -> assertThat(Cells.width(line)).isLessThanOrEqualTo(width));
    }

    @Test
    void cutsNamesInTheMiddle() {
        server.on(
                "GET /jobs",
                Samples.page(Samples.item("begin-of-a-long-name-and-its-end", "RUNNING", "Running in CDC", false)));

        assertThat(Shellful.with(server).wide(86).run("job", "list").out()).containsPattern("begin\\S*…\\S*end ");
    }

    @Test
    void aNameCannotMoveTheCursor() {
        server.on("GET /jobs", Samples.page(Samples.item("a\u001b[2Jb\u202ec\nd", "RUNNING", "Running in CDC", false)));

        assertThat(Shellful.with(server).run("job", "list").out())
                .contains("a�[2Jb�c�d")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void answersInJsonAndYaml() {
        server.on("GET /jobs", Samples.page(Samples.item("orders", "RUNNING", "Running in CDC", true)));

        assertThat(Shellful.with(server).run("job", "list", "-o", "json").out())
                .contains("\"name\" : \"orders\"", "\"waitingForUser\" : true")
                .doesNotContain("* waiting");
        assertThat(Shellful.with(server).run("job", "list", "-o", "yaml").out())
                .contains("- id: orders\n", "  waitingForUser: true\n");
    }
}
