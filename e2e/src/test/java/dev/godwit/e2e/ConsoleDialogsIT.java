package dev.godwit.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each dialog says before something is done, in texts that people have read: {@link Golden}. */
class ConsoleDialogsIT extends ConsoleOnASite {

    private static final String TOLD = """
            dialog => {
                const name = each => each.getAttribute('aria-label') ?? (each.labels?.[0] ?? each).innerText;
                const off = [...dialog.querySelectorAll('button:disabled, button[aria-disabled=true]')].map(name);
                return dialog.innerText + '\\nfocus: ' + name(document.activeElement) + '\\noff: ' + (off.join(', ') || 'nothing');
            }
            """;

    @Test
    void namesWhatIsLostWhileTablesAreCopied() {
        site.emptyDatabase("shop");
        site.source()
                .execute(
                        "shop",
                        "CREATE TABLE orders (id serial PRIMARY KEY, body text)",
                        "INSERT INTO orders (body) SELECT 'an order' FROM generate_series(1, 5000) i",
                        "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                        "CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()");
        var job = site.job("dumping", limit("dump", 5), "shop");
        job.act("start");
        job.await(
                "the table is being copied, and the source was looked at",
                view -> view.databases().getFirst().progress() != null
                        && view.databases().getFirst().retention() != null
                        && RemoteJob.in(view, Phase.FULL_DUMP));
        try (var console = chromium.open(site.service().address(), "/jobs/" + job.id())) {
            console.button("Stop…").click();
            console.in(told(console, "stop-in-full-dump"), "Stop").click();
            job.await(Status.STOPPED, Phase.FULL_DUMP);
            console.seesText(console.page().locator("h1 + *"), "Stopped in full dump");

            choose(console, "dumping", "Restart");
            leave(console, told(console, "restart"), "Keep what is there");
            choose(console, "dumping", "End");
            var end = told(console, "end-automatically-in-full-dump");
            end.getByText("Normal", new Locator.GetByTextOptions().setExact(true))
                    .click();
            told(console, "end-normally-in-full-dump");
            end.getByText("Force", new Locator.GetByTextOptions().setExact(true))
                    .click();
            told(console, "end-by-force-in-full-dump");
            leave(console, end, "Keep it");
            choose(console, "dumping", "Delete");
            leave(console, told(console, "delete-stopped"), "Keep it");
            assertThat(job.state()).isEqualTo("Stopped in full dump");
        }
    }

    @Test
    void namesTheChangesThatAreNotAppliedAndWantsTheNameAndAReasonToLeaveThemBehind() {
        var job = site.job("behind", limit("cdc", 1));
        job.act("start");
        job.awaitCaughtUp();
        site.source().execute("behind", "UPDATE item SET body = 'changed'");
        job.await("behind", view -> view.lag() != null && view.lag().lagMs() > 20_000);
        try (var console = chromium.open(site.service().address(), "/jobs/" + job.id())) {
            console.button("Stop…").click();
            leave(console, told(console, "stop-with-lag"), "Keep running");
            choose(console, "behind", "End");
            leave(console, told(console, "end-automatically-with-lag"), "Keep it");
            choose(console, "behind", "Delete");
            leave(console, told(console, "delete-running"), "Keep it");

            console.button("Promote…").click();
            console.sees(console.heading("Promote behind"));
            console.button("Promote…").click();
            var promote = told(console, "promote-with-lag");
            console.in(promote, "Promote").click();
            console.seesText(promote, "GW-0406");
            told(console, "promote-with-gap");
            var anyway = console.in(promote, "Promote with gap");
            promote.getByLabel("Reason").fill("the shop opens at six");
            assertThat(anyway).isDisabled();
            promote.getByLabel("Type behind to go on").fill("behind");
            assertThat(anyway).isEnabled();
            promote.getByLabel("Reason").fill(" ");
            assertThat(anyway).isDisabled();
            leave(console, promote, "Cancel");
            assertThat(job.state()).isEqualTo("Running in CDC");
        }
        job.act("stop");
        job.await(Status.STOPPED);
    }

    @Test
    void tellsOfManyWhatEachWouldLoseAndAsksNothingWhereNothingIsLost() {
        site.rest().post("/jobs", Map.of("name", "many-draft")).good();
        var job = site.job("many-running", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        site.job("many-new", Map.of());
        try (var console = chromium.open(site.service().address(), "/?q=many-")) {
            console.sees(console.row("many-running"));
            console.page().getByLabel("Select all that are shown").check();
            console.button("Actions").click();
            console.item("Stop").click();
            leave(console, told(console, "batch-stop"), "Cancel");
            console.button("Actions").click();
            console.item("Delete").click();
            leave(console, told(console, "batch-delete"), "Cancel");
            console.link("many-draft").click();
            choose(console, "many-draft", "Delete");
            leave(console, told(console, "delete-draft"), "Keep it");
        }
    }

    private static Map<String, ?> limit(String phase, int rowsPerSecond) {
        return Map.of("throttles", List.of(Map.of(phase, Map.of("rowsPerSecond", rowsPerSecond))));
    }

    private static void choose(ConsolePage console, String job, String action) {
        console.button("Actions of " + job).first().click();
        console.item(action).click();
    }

    /** The dialog that is open, once it has all its numbers. */
    static Locator told(ConsolePage console, String golden) {
        var dialog = console.page().getByRole(AriaRole.DIALOG);
        console.sees(dialog);
        console.seesNot(console.page().getByText("ooking up what it would do…"));
        assertThat(dialog.locator(":focus")).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        Golden.assertSame("dialogs/" + golden, (String) dialog.evaluate(TOLD));
        console.isAccessible();
        return dialog;
    }

    static void leave(ConsolePage console, Locator dialog, String safe) {
        console.in(dialog, safe).click();
        console.seesNot(console.page().getByRole(AriaRole.DIALOG));
    }
}
