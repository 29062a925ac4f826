package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** More windows of one browser on the console than the six connections that it makes to a server. */
class ConsoleWindowsIT extends ConsoleOnASite {

    /** What a browser does to a window that somebody covers, or turns to again; here all count as seen. */
    private static final String SHOW_AS = """
            state => {
                Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true });
                document.dispatchEvent(new Event('visibilitychange'));
            }
            """;

    private static final String BORN_HIDDEN =
            "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });";

    @Test
    void sevenThatAreAllInViewFollowAJobAndActOnIt() {
        var job = site.job("seen", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        var windows = new ArrayList<ConsolePage>();
        try (var first = chromium.open(site.service().address(), "/?q=seen")) {
            windows.add(first);
            first.seesText(first.row("seen"), "Running in CDC");
            for (int i = 1; i < 6; i++) {
                windows.add(another(first, "/?q=seen"));
                windows.getLast().seesText(windows.getLast().row("seen"), "Running in CDC");
            }
            var sixth = windows.getLast();
            sixth.sees(says(sixth, "Live, every 3 s"));
            assertThat(windows.stream().filter(each -> says(each, "Live").isVisible()))
                    .as("windows that listen")
                    .hasSize(4);

            var seventh = another(first, "/jobs/" + job.id());
            seventh.button("Stop…").click();
            seventh.in(seventh.dialog("Stop seen?"), "Stop").click();
            seventh.seesText(seventh.page().locator("h1 + *"), "Stopped in CDC");
            windows.forEach(each -> each.seesText(each.row("seen"), "Stopped in CDC"));

            // Who works in it has it live; another window goes without.
            sixth.page().keyboard().press("Tab");
            sixth.sees(says(sixth, "Live"));
            windows.add(seventh);
        }
        windows.forEach(ConsolePage::close);
    }

    @Test
    void oneThatNobodySeesHoldsNoConnectionAndTakesTheWholePictureWhenItIsSeenAgain() {
        var job = site.job("hidden", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        try (var console = chromium.open(site.service().address(), "/jobs/" + job.id())) {
            console.seesText(console.page().locator("h1 + *"), "Running in CDC");
            var given = new ArrayList<String>();
            console.page().onRequestFailed(request -> given.add(request.url()));
            console.page().evaluate(SHOW_AS, "hidden");
            console.sees(console.page().getByText("Not connected since").first());
            console.page().waitForCondition(() -> given.stream().anyMatch(url -> url.endsWith("/events")));
            job.act("stop");
            job.await(Status.STOPPED, Phase.CDC);
            console.page().evaluate(SHOW_AS, "visible");
            console.seesText(console.page().locator("h1 + *"), "Stopped in CDC");
            console.seesNot(console.page().getByText("Not connected since"));
        }
    }

    @Test
    void oneThatIsOpenedBehindOthersAsksForNothingUntilItIsSeen() {
        site.job("behind", Map.of());
        try (var console = chromium.open(site.service().address(), "about:blank")) {
            var streams = new AtomicInteger();
            console.page().onRequest(request -> streams.addAndGet(request.url().endsWith("/events") ? 1 : 0));
            console.page().addInitScript(BORN_HIDDEN);
            console.page()
                    .navigate(site.service().address().resolve("/?q=behind").toString());
            console.sees(console.page().getByText("Waiting for the list of migrations"));
            assertThat(streams.get()).isZero();
            console.page().evaluate(SHOW_AS, "visible");
            console.seesText(console.row("behind"), "Not started");
            assertThat(streams.get()).isEqualTo(1);
        }
    }

    private static ConsolePage another(ConsolePage beside, String path) {
        return ConsolePage.open(beside.page().context(), site.service().address(), path);
    }

    private static Locator says(ConsolePage console, String words) {
        return console.page().getByText(words, new Page.GetByTextOptions().setExact(true));
    }
}
