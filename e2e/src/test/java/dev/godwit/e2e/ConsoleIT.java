package dev.godwit.e2e;

import static dev.godwit.e2e.ManyDatabasesIT.STRICTER;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.godwit.api.StandaloneServer;
import dev.godwit.api.TokenRequest;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The web console in a real browser, on a real server with real databases. */
class ConsoleIT extends ConsoleOnASite {

    /** The clock of somebody who watches. */
    private static final String AN_HOUR_AHEAD = "const now = Date.now; Date.now = () => now() + 3_600_000;";

    @Test
    void showsAJobFromItsBeginningUntilItWaitsForAPersonWithoutAReload() {
        try (var console = chromium.open(site.service().address(), "/")) {
            console.sees(console.page().getByText("Live", new Page.GetByTextOptions().setExact(true)));
            var job = site.job("orders", Map.of("labels", Map.of("wave", "3")));
            console.seesText(console.row("orders"), "Not started");
            job.act("start");
            job.awaitCaughtUp();
            var row = console.row("orders");
            console.seesText(row, "Running in CDC");
            console.seesText(row, "Waiting for you");
            console.seesText(row, "not delayed");
            for (String word : List.of("Online", "Validate, migrate", "PostgreSQL 15", "127.0.0.1:")) {
                console.seesText(row, word);
            }
            console.isAccessible();
            looksRightElsewhere();

            site.job("other", Map.of());
            console.sees(console.row("other"));
            console.page().getByLabel("Search migrations").fill("wave=3");
            console.seesNot(console.row("other"));
            console.sees(console.row("orders"));
            assertThat(console.page().url()).contains("q=wave");
            console.page().reload();
            console.sees(console.row("orders"));
            console.seesNot(console.row("other"));
            console.page().getByLabel("Search migrations").fill("no such");
            console.sees(console.heading("No migration matches"));

            job.act("stop");
            job.await(Status.STOPPED, Phase.CDC);
            console.button("Clear filters").first().click();
            console.seesText(console.row("orders"), "Stopped in CDC");
        }
    }

    /** In the dark, and on a telephone, where the list is one of cards. */
    private static void looksRightElsewhere() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 360}) {
                try (var console = chromium.open(site.service().address(), "/", scheme, width)) {
                    console.sees(console.page().getByText("Waiting for you").first());
                    console.isAccessible();
                    assertThat(console.scrollsSideways()).isFalse();
                }
            }
        }
    }

    @Test
    void showsAJobInDetailAndActsOnItAfterAsking() {
        var job = site.job("night", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        try (var console = chromium.open(site.service().address(), "/?q=night")) {
            console.page().addInitScript(AN_HOUR_AHEAD);
            console.page().reload();
            console.seesText(console.row("night"), "ago");
            assertThat(console.row("night").textContent())
                    .as("by the server's clock")
                    .doesNotContain("1h");
            console.link("night").click();
            console.sees(console.heading("night"));
            console.seesText(console.stage("CDC"), "not delayed");
            console.isTitled("night: Running in CDC, waiting for you · Godwit");
            console.seesText(console.row("received"), "applied");
            console.isAccessible();
            console.tab("Tables").click();
            console.seesText(console.row("public.item"), "2,000");
            console.tab("Timeline").click();
            console.sees(console.page().getByText("created").first());
            console.tab("Validation").click();
            console.sees(console.heading("night").nth(1));
            console.isAccessible();

            console.button("Stop…").click();
            console.sees(console.dialog("Stop night?"));
            console.isAccessible();
            console.dialog("Stop night?").getByText("Keep running").click();
            assertThat(job.state()).isEqualTo("Running in CDC");
            console.button("Stop…").click();
            console.in(console.dialog("Stop night?"), "Stop").click();
            job.await(Status.STOPPED, Phase.CDC);
            console.seesText(console.page().locator("h1 + *"), "Stopped in CDC");

            console.button("Actions of night").first().click();
            console.sees(console.item("Start").getByText("it was started before"));
            console.isAccessible();
            console.item("Delete").click();
            var delete = console.dialog("Delete night?");
            assertThat(console.in(delete, "Delete").isDisabled()).isTrue();
            delete.getByLabel("Type night to go on").fill("night");
            console.in(delete, "Delete").click();
            job.awaitGone();
            console.sees(console.heading("This migration was deleted"));
        }
    }

    @Test
    void actsOnManyAndTellsWhatCameOfEach() {
        var running = site.job("batch-1", Map.of());
        running.act("start");
        running.awaitCaughtUp();
        var stopped = site.job("batch-2", Map.of());
        stopped.act("start");
        stopped.awaitCaughtUp();
        stopped.act("stop");
        stopped.await(Status.STOPPED, Phase.CDC);
        var fresh = List.of("batch-3", "batch-4", "batch-5").stream()
                .map(name -> site.job(name, Map.of("option", "validate")))
                .toList();
        try (var console = chromium.open(site.service().address(), "/?q=batch")) {
            console.sees(console.row("batch-5"));
            console.page().getByLabel("Select all that are shown").check();
            console.button("Actions").click();
            console.seesText(console.item("Start"), "3 can, 2 can’t");
            console.item("Start").click();
            var dialog = console.dialog("Start: 5 migrations");
            console.seesText(dialog, "batch-1: Running in CDC");
            console.in(dialog, "Start 3").click();
            console.seesText(dialog, "3 done, 2 refused.");
            console.seesText(dialog, "start refused for batch-1");
            console.seesText(dialog, "start refused for batch-2");
            console.isAccessible();
            console.in(dialog, "Close").last().click();
            fresh.forEach(job -> job.await("started", view -> view.startedAt() != null));
            assertThat(stopped.state()).isEqualTo("Stopped in CDC");
        }
    }

    @Test
    void removesTheOneDatabaseThatFailed() {
        site.database("sound");
        site.database("broken");
        site.source().execute("broken", "ALTER TABLE item ADD kind int NOT NULL DEFAULT 1");
        site.target().execute("broken", STRICTER);
        var job = site.job("pair", Map.of(), "sound", "broken");
        job.act("start");
        job.await(Status.RUNNING_WITH_ERRORS);
        try (var console = chromium.open(site.service().address(), "/jobs/" + job.id())) {
            console.seesText(console.row("broken").first(), "Failed in");
            console.sees(console.page().getByText("duplicate key").first());
            console.isAccessible();
            console.button("Actions of broken").click();
            console.item("Remove").click();
            var dialog = console.dialog("Remove broken from the migration?");
            console.sees(dialog);
            console.isAccessible();
            dialog.getByLabel("Type broken to go on").fill("broken");
            console.in(dialog, "Remove database").click();
            console.seesText(console.row("broken").first(), "Removed");
            job.await(Status.RUNNING);
            console.seesText(console.page().locator("h1 + *"), "Running in CDC");
        }
    }

    @Test
    void aPageThatIsOpenOutlivesItsServer() {
        var job = site.job("survivor", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        try (var console = chromium.open(site.service().address(), "/jobs/" + job.id())) {
            console.seesText(console.stage("CDC"), "not delayed");
            var banner = console.page()
                    .getByRole(AriaRole.STATUS)
                    .filter(new Locator.FilterOptions().setHasText("Not connected since"));
            site.service().freeze();
            console.sees(banner);
            site.service().thaw();
            console.seesNot(banner);
            site.service().kill9();
            console.sees(banner);
            console.button("Actions of survivor").first().click();
            console.seesText(console.item("Stop"), "nobody knows what is possible now");
            console.page().keyboard().press("Escape");
            site.service().startWhereItWas();
            job.await(Status.RUNNING, Phase.CDC);
            job.act("stop");
            job.await(Status.STOPPED, Phase.CDC);
            console.seesNot(banner);
            console.seesText(console.page().locator("h1 + *"), "Stopped in CDC");
            console.button("Resume…").click();
            console.in(console.dialog("Resume survivor?"), "Resume").click();
            console.seesText(console.page().locator("h1 + *"), "Running in CDC");
        }
    }

    @Test
    void actsOnceForTwoClicksAndTellsTheSecondOfTwoPeopleThatTheFirstWasFaster() {
        var job = site.job("pressed", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        String details = "/jobs/" + job.id();
        try (var first = chromium.open(site.service().address(), details);
                var second = chromium.open(site.service().address(), details)) {
            var sent = new AtomicInteger();
            first.page().onRequest(request -> sent.addAndGet(request.url().endsWith("/actions/stop") ? 1 : 0));
            for (var each : List.of(first, second)) {
                // What a browser says when the machine has lost its network: its own server is there all the same.
                each.page().evaluate("window.dispatchEvent(new Event('offline'))");
                each.button("Stop…").click();
                each.sees(each.in(each.dialog("Stop pressed?"), "Stop"));
            }
            first.in(first.dialog("Stop pressed?"), "Stop").dblclick();
            first.seesNot(first.dialog("Stop pressed?"));
            job.await(Status.STOPPED, Phase.CDC);
            second.seesText(second.page().locator("h1 + *"), "Stopped in CDC");
            second.in(second.dialog("Stop pressed?"), "Stop").click();
            second.seesText(second.dialog("Stop pressed?"), "GW-0202");
            second.isAccessible();
            assertThat(sent).hasValue(1);
        }
    }

    @Test
    void tellsAViewerWhyNothingCanBeDone() {
        site.job("looked-at", Map.of());
        String token = token(folder.resolve("data"), "guest");
        try (var console = chromium.open(site.service().address(), "/?q=looked-at", token)) {
            console.sees(console.page().getByText("guest · viewer"));
            console.link("looked-at").click();
            console.button("Actions of looked-at").first().click();
            console.seesText(console.item("Start"), "this needs an operator’s");
            // In spite of what it says of itself.
            console.item("Start").click(new Locator.ClickOptions().setForce(true));
            console.seesNot(console.page().getByRole(AriaRole.DIALOG));
        }
    }

    private static String token(Path data, String viewer) {
        return token(data, viewer, "viewer");
    }

    /** The secret of a new token. */
    static String token(Path data, String name, String role) {
        return ServiceLoader.load(StandaloneServer.class)
                .findFirst()
                .orElseThrow()
                .createToken(StandaloneServer.Options.on(data), new TokenRequest(name, role, null))
                .secret();
    }

    @Test
    void asksForATokenWhereTheServerDoesAndSaysThatItIsStaleWhenTheServerIsGone() {
        Path data = folder.resolve("locked");
        try (var server = ServiceProcess.start(data, "--require-token")) {
            String token = token(data, "watcher");
            try (var console = chromium.open(server.address(), "/?q=deep")) {
                console.sees(console.heading("Sign in to Godwit"));
                console.isAccessible();
                var field = console.page().getByLabel("Token", new Page.GetByLabelOptions().setExact(true));
                field.fill("godwit_wrong");
                console.button("Sign in").click();
                console.sees(console.page().getByText("GW-0250"));
                field.fill(token);
                console.button("Sign in").click();
                console.sees(console.heading("No migrations yet"));
                console.isAccessible();
                console.sees(console.page().getByText("watcher · viewer"));
                assertThat(console.page().context().cookies()).allMatch(cookie -> cookie.httpOnly);

                server.kill9();
                var banner = console.page()
                        .getByRole(AriaRole.STATUS)
                        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Not connected since"));
                console.sees(banner);
                console.isAccessible();
            }
        }
    }
}
