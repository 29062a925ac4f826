package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.godwit.core.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The switch, and the way back, as a person makes them in the browser. */
class ConsolePromoteIT extends ConsoleOnASite {

    @Test
    void isRefusedWhileSomebodyMayWriteThenSwitchesAndGoesBack() throws SQLException {
        var job = site.job("switch", Map.of());
        job.act("start");
        job.awaitCaughtUp();
        try (var console = chromium.open(site.service().address(), "/jobs/" + job.id())) {
            console.button("Promote…").click();
            console.sees(console.heading("Promote switch"));
            try (var writer = site.source().connect("switch")) {
                writer.setClientInfo("ApplicationName", "billing");
                writer.setAutoCommit(false);
                writer.createStatement().execute("INSERT INTO note VALUES ('not committed')");
                console.sees(console.page().getByText(Pattern.compile("billing .* in switch: 1")));
                promote(console, "Promote");
                console.sees(console.page().getByText("The last attempt was refused"));
                console.sees(console.page().getByText("GW-0401").first());
                console.isAccessible();
                console.button("Promote anyway…").click();
                var dialog = console.dialog("Promote switch?");
                assertThat(console.in(dialog, "Promote anyway").isDisabled()).isTrue();
                console.isAccessible();
                console.in(dialog, "Cancel").click();
            }
            console.sees(console.page().getByText("No session writes at this moment"));
            console.button("Rehearse the promotion…").click();
            console.in(console.page().getByRole(AriaRole.DIALOG), "Rehearse the promotion")
                    .click();
            console.sees(console.page().getByText("Made at the switch: sequences 1"));
            console.page().getByLabel("Leave a way back").check();
            promote(console, "Promote");
            console.sees(console.page().getByText("It is promoted"));
            console.sees(console.page().getByText("Writes waited"));
            console.sees(console.page().getByText(Site.url(site.target()).replace("postgres@", "") + "/switch"));
            for (String step : new String[] {"Apply what is on its way", "Compare what changed", "Note the switch"}) {
                console.seesText(steps(console), step);
            }
            console.isAccessible();
            job.await(Status.COMPLETED);
            looksRightElsewhere(job.id());
            var report = console.page()
                    .waitForPopup(() -> console.link("The whole report").click());
            assertThat(report.title()).isEqualTo("Migration report: switch");
            assertThat(report.locator("body").innerText()).contains("public.note");
            report.close();
            console.link("← switch").click();
            assertThat(console.link("Report").getAttribute("href")).endsWith(job.id() + "/report");
            console.isAccessible();
            console.page().goBack();
            goBack(console);
        }
    }

    private static void promote(ConsolePage console, String label) {
        console.button(label + "…").click();
        console.in(console.page().getByRole(AriaRole.DIALOG), label).click();
    }

    private static Locator steps(ConsolePage console) {
        return console.page().getByLabel("Steps of switch");
    }

    private static void goBack(ConsolePage console) throws SQLException {
        console.link("To the way back").click();
        console.sees(console.heading("Go back with switch-fallback"));
        site.target().execute("switch", "INSERT INTO item VALUES (90001, 'written on the new server')");
        var back = site.rest().job("switch-fallback");
        back.await("the row has come", view -> {
            var lag = view.lag();
            return lag != null && lag.caughtUp() && lag.received() > 0;
        });
        promote(console, "Go back");
        console.sees(console.page().getByText("It is back where it was"));
        back.await(Status.COMPLETED);
        assertThat(Proof.strings(site.source(), "switch", "SELECT body FROM item WHERE id = 90001"))
                .containsExactly("written on the new server");
    }

    private static void looksRightElsewhere(String job) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var console = chromium.open(site.service().address(), "/jobs/" + job + "/promote", scheme, 360)) {
                console.sees(console.page().getByText("It is promoted"));
                console.isAccessible();
                assertThat(console.scrollsSideways()).isFalse();
            }
        }
    }
}
