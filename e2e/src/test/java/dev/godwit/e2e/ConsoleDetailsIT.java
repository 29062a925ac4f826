package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The page of one migration: verifications, settings that change while it runs. */
class ConsoleDetailsIT extends ConsoleOnASite {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void findsADifferenceThatWasPlantedShowsItsRowsAndCopiesThemAgain() {
        var job = site.job("proof", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        site.target().execute("proof", "DELETE FROM item WHERE id = 7", "INSERT INTO item VALUES (9001, 'extra')");
        try (var console = chromium.open(site.service().address(), "/jobs/" + job.id() + "?tab=verification")) {
            console.seesText(console.stage("Full dump"), "KiB");
            console.sees(console.page().getByText("Nobody has asked for a verification yet"));
            console.isAccessible();
            console.button("Verify…").click();
            var dialog = console.dialog("Verify proof?");
            console.sees(dialog);
            console.isAccessible();
            console.in(dialog, "Verify").click();

            console.sees(console.page().getByText("Something differs for certain."));
            console.sees(console.page().getByText("1 missing on the target, 1 extra there, 0 changed"));
            var line = console.row("public.item");
            console.seesText(line, "Different");
            console.button("Show rows of public.item that differ").click();
            console.sees(console.row("Missing on the target").getByText("id = 7", EXACT));
            console.sees(console.row("Extra on the target").getByText("id = 9001", EXACT));
            console.isAccessible();
            looksRightElsewhere(console.page().url());

            console.page().getByLabel("Search verified tables").fill("NOTE");
            console.seesNot(console.row("public.item"));
            console.seesText(console.row("public.note"), "Equal");
            console.page().getByLabel("Search verified tables").fill("scratch");
            console.seesText(console.row("public.scratch"), "Not followed");
            console.seesText(console.row("public.scratch"), "No log holds its changes.");

            console.button("Copy what differs again…").click();
            var repair = console.dialog("Verify, and copy what differs again?");
            console.seesText(repair, "Deleted on the target, since only it has them, rows: 1");
            console.isAccessible();
            console.in(repair, "Verify and repair").click();
            console.sees(console.page().getByText("rows copied again: 2"));
            console.sees(console.page().getByText("All that was asked for was read, and is the same"));
            site.target()
                    .execute(
                            "proof",
                            "DO $$ BEGIN ASSERT (SELECT count(*) = 2000 AND max(id) = 2000 FROM item); END $$");
            console.button("All verifications").click();
            console.sees(console.row("proof").filter(new Locator.FilterOptions().setHasText("Different")));
        }
    }

    @Test
    void verifiesOnAndOnUntilItIsStoppedAndSaysThatWhatWasCutShortProvesNothing() throws SQLException {
        var job = site.job("endless", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        try (var console = chromium.open(site.service().address(), "/jobs/" + job.id() + "?tab=verification")) {
            var dialog = console.dialog("Verify endless?");
            try (var locker = site.target().connect("endless")) {
                locker.setAutoCommit(false);
                locker.createStatement().execute("LOCK TABLE item");
                console.button("Verify…").click();
                console.in(dialog, "Verify").click();
                console.sees(console.page().getByText("What it has found until now is told at its end."));
                console.sees(console.page().getByText("What was found in each table is told at the end."));
                stop(console);
                console.sees(console.page().getByText("It was stopped before its end, so it proves nothing."));
                console.isAccessible();
                locker.rollback();
            }
            console.button("All verifications").click();
            console.seesText(console.row("endless"), "Stopped");

            console.button("Verify…").click();
            dialog.getByLabel("Go on until it is stopped").check();
            console.in(dialog, "Verify").click();
            console.sees(console.page().getByText(Pattern.compile("of \\d+ tables covered, round [1-9]")));
            console.isAccessible();
            stop(console);
            console.sees(console.page().getByText("It was stopped").first());
            console.button("All verifications").click();
            console.seesNot(console.row("endless").getByText("Goes on"));
        }
    }

    /** The verification, not the migration. */
    private static void stop(ConsolePage console) {
        console.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Stop").setExact(true))
                .click();
    }

    private static final Locator.GetByTextOptions EXACT = new Locator.GetByTextOptions().setExact(true);

    private static void looksRightElsewhere(String url) {
        var address = java.net.URI.create(url);
        try (var console = chromium.open(
                site.service().address(), address.getPath() + "?" + address.getQuery(), ColorScheme.DARK, 360)) {
            console.sees(console.page().getByText("public.item"));
            console.isAccessible();
            assertThat(console.scrollsSideways()).isFalse();
        }
    }

    @Test
    void editsLimitsWhileItRunsAndOverwritesNobodyUnseen() {
        var job = site.job("tuned", Map.of("labels", Map.of("wave", "1")));
        job.act("start");
        job.awaitCaughtUp();
        try (var console = chromium.open(site.service().address(), "/jobs/" + job.id() + "?tab=settings")) {
            console.sees(console.heading("What it was made with"));
            console.isAccessible();
            console.page()
                    .getByLabel("A number", new Page.GetByLabelOptions().setExact(true))
                    .check();
            console.page().getByLabel("How many at once").fill("3");
            console.button("Add a limit").click();
            console.page().getByLabel("CDC, rows/s").fill("5000");
            console.button("Save").click();
            console.sees(console.page().getByText("Saved; it acts from now on."));
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                var settings = job.view().settings();
                assertThat(settings.parallelism()).isEqualTo("3");
                assertThat(settings.throttles()).hasSize(1);
                assertThat(settings.labels()).isEqualTo(Map.of("wave", "1"));
            });
            console.seesText(console.page().locator("pre"), "rowsPerSecond: 5000");

            console.page().getByLabel("How many at once").fill("4");
            job.edit(Map.of("parallelism", "2")).good();
            console.button("Save").click();
            console.sees(console.page().getByText("Somebody else changed these settings meanwhile"));
            console.sees(console.page().getByText("Parallelism: 2"));
            console.isAccessible();
            assertThat(console.page().getByLabel("How many at once").inputValue())
                    .isEqualTo("4");
            assertThat(job.view().settings().parallelism()).isEqualTo("2");
            console.button("Save mine all the same").click();
            console.sees(console.page().getByText("Saved; it acts from now on."));
            assertThat(job.view().settings().parallelism()).isEqualTo("4");
        }
    }
}
