package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.godwit.api.Json;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The console where there is much of everything: what the server would say in hours comes at once. */
class ConsoleScaleIT extends ConsoleOnASite {

    private static final int JOBS = 1_000;
    private static final int SECONDS = 3_600;
    /** A list of which only what is in view is drawn has about as many rows as fit twice. */
    private static final int DRAWN = 60;
    /** Hours after the first, in which nothing more may be kept. */
    private static final int HOURS = 3;

    private static final double LITTLE = 3e6;

    private static RemoteJob job;

    @BeforeAll
    static void start() {
        job = site.job("night", Map.of());
        job.act("start");
        job.awaitCaughtUp();
    }

    @Test
    void drawsOfAThousandMigrationsOnlyThoseInViewAndKeepsNothingOfHoursOfEvents() {
        var one = site.rest().get("/jobs?size=1").good().path("items").get(0);
        try (var console = chromium.open(site.service().address(), "/settings")) {
            var hours = new Hours(hour -> listHour(one, hour));
            console.page().route("**/api/v1/events", hours);
            console.page()
                    .navigate(site.service().address().resolve("/?sort=name").toString());
            console.sees(console.row("job 0000"));
            console.sees(console.page().getByText("1,000 migrations"));
            var rows = console.page().getByRole(AriaRole.ROW);
            assertThat(rows.count()).isBetween(5, DRAWN);
            hours.keepsNothing(console.page());
            console.page()
                    .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Migrations"))
                    .press("End");
            console.sees(console.row("job 0999"));
            assertThat(rows.count()).isBetween(5, DRAWN);
            assertThat(console.row("job 0999").getAttribute("aria-rowindex")).isEqualTo("1001");
            console.page().getByLabel("Search migrations").fill("job 0500");
            console.sees(console.row("job 0500"));
            console.seesNot(console.row("job 0999"));
        }
    }

    /** A thousand jobs, and what one of them says each second. */
    private static String listHour(JsonNode one, int hour) {
        var body = new StringBuilder();
        var page = Json.LENIENT.createObjectNode();
        var items = page.putArray("items");
        for (int i = 0; i < JOBS; i++) {
            items.add(item(one, i, hour * SECONDS));
        }
        append(body, "snapshot", page.put("total", JOBS));
        for (int second = 1; second < SECONDS; second++) {
            append(body, "job", item(one, second % JOBS, hour * SECONDS + second));
        }
        return body.toString();
    }

    private static ObjectNode item(JsonNode one, int number, int version) {
        return ((ObjectNode) one.deepCopy())
                .put("id", "job-" + number)
                .put("name", "job %04d".formatted(number))
                .put("version", version)
                .put("lagBytes", version * 100L)
                .put("lagMs", version)
                .put("caughtUp", false);
    }

    @Test
    void keepsNothingOfHoursOfEventsOfOneMigration() {
        var view = site.rest().get("/jobs/" + job.id()).good();
        try (var console = chromium.open(site.service().address(), "/settings")) {
            var hours = new Hours(hour -> jobHour(view, hour));
            console.page().route("**/api/v1/jobs/*/events", hours);
            console.page()
                    .navigate(site.service()
                            .address()
                            .resolve("/jobs/" + job.id())
                            .toString());
            console.seesText(console.stage("CDC"), "behind");
            hours.keepsNothing(console.page());
            assertThat(console.page().getByRole(AriaRole.ROW).count()).isLessThan(DRAWN);
        }
    }

    private static String jobHour(JsonNode view, int hour) {
        var body = new StringBuilder();
        append(body, "snapshot", event("snapshot", 0).set("view", view));
        for (int second = 1; second < SECONDS; second++) {
            append(body, "lag", lag(view, second, hour * SECONDS + second));
        }
        return body.toString();
    }

    private static JsonNode lag(JsonNode view, int second, int moment) {
        var told = event("lag", second);
        view.path("databases")
                .get(0)
                .path("lag")
                .properties()
                .forEach(each -> told.set(each.getKey(), each.getValue()));
        return told.put("lagBytes", 5_000_000L + moment)
                .put("lagMs", 20_000L + moment)
                .put("caughtUp", false)
                .put("received", moment)
                .put("database", "night");
    }

    private static ObjectNode event(String type, int seq) {
        return Json.LENIENT
                .createObjectNode()
                .put("v", 1)
                .put("seq", seq)
                .put("at", "2026-11-22T01:00:00Z")
                .put("type", type)
                .put("job", "night");
    }

    private static void append(StringBuilder body, String type, JsonNode data) {
        body.append("event: ").append(type).append("\ndata: ").append(data).append("\n\n");
    }

    @Test
    void asksForAndDrawsOfTenThousandTablesOnlyThoseInViewAndLetsTheServerSearchAndSort() {
        try (var console = chromium.open(site.service().address(), "/settings")) {
            var tables = new ManyTables(10_000);
            console.page().route("**/api/v1/jobs/*/tables?*", tables);
            console.page()
                    .navigate(site.service()
                            .address()
                            .resolve("/jobs/" + job.id() + "?tab=tables")
                            .toString());
            console.sees(console.row("public.t00000"));
            console.sees(console.page().getByText("10,000 tables: in work, then different"));
            assertThat(console.page().locator("table").last().getAttribute("aria-rowcount"))
                    .isEqualTo("10001");
            var rows = console.page().getByRole(AriaRole.ROW);
            assertThat(rows.count()).isBetween(5, DRAWN);
            var list = console.page().getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Tables"));
            list.press("End");
            console.sees(console.row("public.t09999"));
            assertThat(console.row("public.t09999").getAttribute("aria-rowindex"))
                    .isEqualTo("10001");
            assertThat(rows.count()).isBetween(5, DRAWN);
            // Those between were never in view; on the way there some may have been.
            assertThat(tables.pages()).contains(1, 100).hasSizeLessThan(20);
            console.isAccessible();

            list.press("/");
            var search = console.page().getByLabel("Search tables");
            PlaywrightAssertions.assertThat(search).isFocused();
            console.page().keyboard().type("t0500");
            console.sees(console.page().getByText("10 tables"));
            console.sees(console.row("public.t05009"));
            console.seesNot(console.row("public.t09999"));
            console.page().keyboard().type("/");
            console.sees(console.page().getByText("No table matches “t0500/”"));
            search.fill("");
            console.sees(console.row("public.t00000"));
            var head = console.in(console.page().locator("body"), "Table");
            for (int click = 0; click < 2; click++) {
                head.press("Enter");
            }
            console.sees(console.row("public.t09999"));
            PlaywrightAssertions.assertThat(head).isFocused();
            assertThat(console.page().url()).contains("sort=-name");
        }
    }

    /** What a server says of so many tables. */
    private static final class ManyTables implements Consumer<Route> {

        private final Set<Integer> pages = new HashSet<>();
        private final int total;

        ManyTables(int total) {
            this.total = total;
        }

        /** That were asked for without a search. */
        Set<Integer> pages() {
            return pages;
        }

        @Override
        public void accept(Route route) {
            var asked = asked(route.request().url());
            String search = asked.getOrDefault("search", "");
            var names = IntStream.range(0, total)
                    .mapToObj("t%05d"::formatted)
                    .filter(name -> name.contains(search))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (asked.getOrDefault("sort", "").startsWith("-")) {
                Collections.reverse(names);
            }
            int page = Integer.parseInt(asked.getOrDefault("page", "1"));
            int size = Integer.parseInt(asked.getOrDefault("size", "50"));
            if (search.isEmpty()) {
                pages.add(page);
            }
            var body = Json.LENIENT
                    .createObjectNode()
                    .put("total", names.size())
                    .put("page", page)
                    .put("size", size)
                    .put("asOf", "2026-11-22T01:00:00Z");
            var items = body.putArray("items");
            names.stream()
                    .skip((page - 1L) * size)
                    .limit(size)
                    .forEach(name -> items.addObject()
                            .put("database", "night")
                            .put("table", "public." + name)
                            .put("state", "FOLLOWED")
                            .put("rows", 7)
                            .put("bytesDone", 900)
                            .put("bytesTotal", 900));
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(body.toString()));
        }

        private static Map<String, String> asked(String url) {
            return Arrays.stream(URI.create(url).getQuery().split("&"))
                    .map(each -> each.split("=", 2))
                    .collect(Collectors.toMap(each -> each[0], each -> each[1]));
        }
    }

    /** A stream of events that brings an hour at once and ends; asked again, the next, or rests while it is looked at. */
    private static final class Hours implements Consumer<Route> {

        private final Function<Integer, String> body;
        private final Deque<Route> asked = new ArrayDeque<>();
        private int allowed = Integer.MAX_VALUE;
        private int brought;

        Hours(Function<Integer, String> body) {
            this.body = body;
        }

        @Override
        public void accept(Route route) {
            asked.add(route);
            bring();
        }

        private void bring() {
            while (brought < allowed && !asked.isEmpty()) {
                asked.remove()
                        .fulfill(new Route.FulfillOptions()
                                .setContentType("text/event-stream")
                                .setBody(body.apply(brought)));
                brought++;
            }
        }

        /** What is in memory after the first hours is not less than after some more. */
        void keepsNothing(Page page) {
            var devtools = page.context().newCDPSession(page);
            double first = after(HOURS, page, devtools);
            double last = after(HOURS, page, devtools);
            assertThat(last - first).as("%,.0f bytes, then %,.0f", first, last).isLessThan(LITTLE);
        }

        private double after(int hours, Page page, CDPSession devtools) {
            allowed = brought + hours;
            page.waitForCondition(
                    () -> brought == allowed && !asked.isEmpty(),
                    new Page.WaitForConditionOptions().setTimeout(120_000));
            devtools.send("HeapProfiler.collectGarbage");
            JsonObject usage = devtools.send("Runtime.getHeapUsage");
            allowed = Integer.MAX_VALUE;
            bring();
            return usage.get("usedSize").getAsDouble();
        }
    }
}
