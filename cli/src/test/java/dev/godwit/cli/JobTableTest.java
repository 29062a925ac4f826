package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.TimelinePage;
import dev.godwit.api.TimelineView;
import dev.godwit.api.WaitingView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables that wait since their definition changed: what is shown, and what is asked of the server. */
final class JobTableTest {

    private static final Instant NOW = Samples.NOW;
    private static final String BIRD = "né 🐦 \"1\"";
    private static final String PATH = "/jobs/orders/databases/shop/waiting";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static WaitingView waits(String schema, String table, @Nullable String decided) {
        return new WaitingView(schema, table, "has another column", "OPEN", true, decided);
    }

    private static TimelineView told(String text) {
        return new TimelineView(1, NOW, "RUNNING", "CDC", text, "shop", null);
    }

    private static DatabaseView database(String name, WaitingView... tables) {
        return Samples.waiting(
                Samples.database(name, "RUNNING_WITH_ERRORS", "CDC", "Running with errors in CDC"), List.of(tables));
    }

    private void shows(DatabaseView... databases) {
        server.on(
                "GET /jobs/orders",
                Samples.job(
                        "orders",
                        "RUNNING_WITH_ERRORS",
                        "CDC",
                        "Running with errors in CDC",
                        List.of(),
                        List.of(databases)));
    }

    private Shellful.Answer run(String... words) {
        return Shellful.with(server).run(words);
    }

    @Test
    void listsTablesWithTheReasonAndWhatMayBeDone() {
        shows(database("shop", waits("shop", "items", null), waits("a.b", BIRD, null)));

        var answer = run("job", "table", "orders");

        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains(
                        "shop.items", "\"a.b\".\"né 🐦 \"\"1\"\"\"", "--apply, --copy, --exclude", "has another column")
                .contains("Decide: godwit job table orders --table shop.items --apply 'SQL'");
        assertThat(run("job", "table", "orders", "-o", "json").out()).contains("\"appliable\" : true");
        assertThat(run("job", "table", "orders", "-o", "yaml").out()).contains("appliable: true");
    }

    @Test
    void takesAnyNameAsItIsListedAndAsItIsQuoted() {
        shows(database("shop", waits("shop", "items", null), waits("a.b", BIRD, null)));
        server.on("POST " + PATH, new WaitingView[0]);

        for (String name : List.of("a.b." + BIRD, BIRD, "\"a.b\".\"né 🐦 \"\"1\"\"\"")) {
            var answer = run("job", "table", "orders", "--table", name, "--copy");
            assertThat(answer.exitCode()).as(name + answer.err()).isZero();
        }
        assertThat(server.seen("POST " + PATH))
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.body())
                        .contains("\"schema\":\"a.b\"", "\"table\":\"né 🐦 \\\"1\\\"\"", "\"decision\":\"copy\""));
    }

    @Test
    void doesNotGuessBetweenTablesOrDatabases() {
        shows(database("shop", waits("a.b", "c", null), waits("a", "b.c", null)));
        assertThat(run("job", "table", "orders", "--table", "a.b.c", "--copy").exitCode())
                .isEqualTo(ExitCode.USAGE);
        var answer = run("job", "table", "orders", "--table", "\"a\".\"b.c\"", "--exclude");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("--yes");
        assertThat(run("job", "table", "orders", "--table", "x").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("job", "table", "orders", "--copy").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(server.seen()).noneMatch(request -> request.route().startsWith("POST"));
    }

    @Test
    void saysWhatDatabaseIsToBeNamedWhereSeveralHaveTablesThatWait() {
        shows(database("shop", waits("s", "t", null)), database("crm", waits("s", "t", null)));
        server.on("POST " + PATH, new WaitingView[0]);

        var open = run("job", "table", "orders", "--table", "s.t", "--exclude", "--yes");
        assertThat(open.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(open.err()).contains("--database");
        var named = run("job", "table", "orders", "--database", "shop", "--table", "s.t", "--exclude", "--yes");
        assertThat(named.exitCode()).as(named.err()).isZero();
    }

    @Test
    void waitsUntilAStatementWasRunAndExitsWithOneWhenItWasRefused() {
        shows(database("shop", waits("s", "t", null)));
        server.on("POST " + PATH, new WaitingView[] {waits("s", "t", "APPLY")})
                .on("GET " + PATH, new WaitingView[] {waits("s", "t", "APPLY")})
                .on("GET " + PATH, new WaitingView[] {waits("s", "t", null)})
                .on(
                        "GET /jobs/orders/timeline",
                        new TimelinePage(List.of(told("Table s.t still waits: GW-0322"), told("Else")), 2, 1, 50, NOW));

        var answer = run("job", "table", "orders", "--table", "s.t", "--apply", "ALTER TABLE s.u ADD x int");

        assertThat(answer.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err()).contains("Table s.t still waits: GW-0322", "godwit job timeline orders");
        assertThat(server.seen("POST " + PATH).getFirst().body())
                .contains("\"statement\":\"ALTER TABLE s.u ADD x int\"");
    }

    @Test
    void showAndWatchNameTheTablesAndTheNextStep() {
        shows(database("shop", waits("shop", "items", null)));
        assertThat(run("job", "show", "orders").out())
                .contains("shop.items waits for a decision: has another column", "godwit job table orders");

        var story = new WatchStory();
        story.take(new JobEvent.Snapshot(
                1,
                Samples.NOW,
                "orders",
                null,
                Samples.job(
                        "orders",
                        "RUNNING",
                        "CDC",
                        "Running in CDC",
                        List.of(),
                        List.of(Samples.database("shop", "RUNNING", "CDC", "Running in CDC")))));
        story.take(new JobEvent.Waiting(2, Samples.NOW, "orders", "shop", List.of(waits("shop", "items", null))));
        assertThat(new WatchPart(new Look(false, true)).lines("orders", story, 100, 30))
                .anyMatch(line -> line.contains("shop.items waits for a decision"))
                .anyMatch(line -> line.contains("godwit job table orders"));
        story.take(new JobEvent.Waiting(3, Samples.NOW, "orders", "shop", List.of()));
        assertThat(new WatchPart(new Look(false, true)).lines("orders", story, 100, 30))
                .noneMatch(line -> line.contains("job table"));
    }
}
