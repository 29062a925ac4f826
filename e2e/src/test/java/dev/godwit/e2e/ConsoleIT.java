package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web console in a real browser, on a real server with real databases. */
class ConsoleIT {

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static Site site;

    @BeforeAll
    static void start() {
        chromium = Chromium.start(folder);
        site = Site.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        site.close();
        chromium.close();
    }

    @Test
    void showsJobsFromNoneToOneThatWaitsForAPersonWithoutAReload() {
        try (var console = chromium.open(site.service().address(), "/")) {
            console.sees(console.heading("No migrations yet"));
            console.isAccessible();

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
                    console.sees(console.page().getByText("Waiting for you"));
                    console.isAccessible();
                    assertThat(console.scrollsSideways()).isFalse();
                }
            }
        }
    }

    @Test
    void asksForATokenWhereTheServerDoesAndSaysThatItIsStaleWhenTheServerIsGone() {
        Path data = folder.resolve("locked");
        try (var server = ServiceProcess.start(data, "--require-token")) {
            var options = StandaloneServer.Options.on(data);
            String token = ServiceLoader.load(StandaloneServer.class)
                    .findFirst()
                    .orElseThrow()
                    .createToken(options, new TokenRequest("watcher", "viewer", null))
                    .secret();
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
