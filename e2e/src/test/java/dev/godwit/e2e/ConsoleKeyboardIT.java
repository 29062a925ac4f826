package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.godwit.core.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A migration from its beginning to its end by the keyboard alone: nothing is clicked, and nothing focused but by Tab. */
class ConsoleKeyboardIT extends ConsoleOnASite {

    /** More presses to anything are no way that people go. */
    private static final int FAR = 40;

    @Test
    void makesAMigrationAndPromotesIt() {
        site.database("keys");
        try (var console = chromium.open(site.service().address(), "/")) {
            var hands = new Hands(console);
            console.sees(console.heading("No migrations yet"));
            hands.press(AriaRole.BUTTON, "Create migration");

            console.sees(console.heading("Where the data is"));
            hands.choose("source");
            hands.press(AriaRole.BUTTON, "Test connection");
            console.sees(console.page().getByText("It answers: version 15"));
            assertThat(hands.focused()).as("where it was").contains("Test again");
            hands.press(AriaRole.BUTTON, "Next: Target");
            console.sees(console.heading("Where the data goes"));
            hands.choose("target");
            hands.press(AriaRole.BUTTON, "Next: Objects");
            console.sees(console.page().getByRole(AriaRole.TREE));
            hands.tabTo(AriaRole.SEARCHBOX, "Search databases and tables");
            hands.keyboard().type("keys");
            console.seesNot(console.page().getByRole(AriaRole.TREE).getByText("small"));
            hands.tabTo(AriaRole.TREE, "");
            hands.keyboard().press("Space");
            console.sees(console.page().getByText("Chosen: 1 database"));
            hands.press(AriaRole.BUTTON, "Next: Options");
            hands.tabTo(AriaRole.TEXTBOX, "Name");
            hands.keyboard().type("by-keys");
            hands.press(AriaRole.BUTTON, "Next: Review");
            hands.press(AriaRole.BUTTON, "Create and start");

            console.sees(console.heading("by-keys"));
            console.sees(console.page().getByText("Waiting for you").first());
            hands.press(AriaRole.BUTTON, "Stop…");
            console.sees(console.dialog("Stop by-keys?"));
            hands.keyboard().press("Escape");
            console.seesNot(console.dialog("Stop by-keys?"));
            console.page().waitForCondition(() -> hands.focused().contains("Stop…")); // where it was before
            hands.press(AriaRole.BUTTON, "Actions of by-keys");
            console.sees(console.item("Stop"));
            hands.keyboard().press("ArrowUp");
            hands.keyboard().press("Enter");
            console.sees(console.dialog("Delete by-keys?"));
            hands.keyboard().press("Escape");
            console.page().waitForCondition(() -> hands.focused().contains("Actions of by-keys"));
            hands.back(AriaRole.BUTTON, "Promote…");
            hands.keyboard().press("Enter");

            console.sees(console.heading("Promote by-keys"));
            console.sees(console.page().getByText("No session writes at this moment"));
            hands.press(AriaRole.BUTTON, "Promote…");
            console.sees(console.dialog("Promote by-keys?"));
            assertThat(hands.focused()).as("the safe button").contains("Cancel");
            hands.press(AriaRole.BUTTON, "Promote");
            console.sees(console.page().getByText("It is promoted"));
            site.rest().job("by-keys").await(Status.COMPLETED);
        }
    }

    /** Of somebody without a mouse. */
    private record Hands(ConsolePage console) {

        Keyboard keyboard() {
            return console.page().keyboard();
        }

        /** Goes on to something by Tab, and presses it. */
        void press(AriaRole role, String name) {
            tabTo(role, name);
            keyboard().press("Enter");
        }

        void choose(String profile) {
            tabTo(AriaRole.COMBOBOX, "Connection profile");
            keyboard().type(profile);
            console.sees(console.page().getByRole(AriaRole.OPTION).first());
            keyboard().press("ArrowDown");
            keyboard().press("Enter");
            console.sees(console.button("Test connection"));
        }

        void tabTo(AriaRole role, String name) {
            go("Tab", role, name);
        }

        void back(AriaRole role, String name) {
            go("Shift+Tab", role, name);
        }

        private void go(String key, AriaRole role, String name) {
            String wanted = "- " + role.name().toLowerCase(Locale.ROOT) + (name.isEmpty() ? "" : " \"" + name + "\"");
            List<String> way = new ArrayList<>();
            while (!focused().startsWith(wanted)) {
                keyboard().press(key);
                way.add(focused());
                assertThat(way).as("the way to %s", wanted).hasSizeLessThan(FAR);
            }
        }

        /** Role and name of what has the focus; empty when nothing has, which is where a page begins. */
        String focused() {
            Locator focused = console.page().locator("*:focus");
            return focused.count() == 0
                    ? ""
                    : focused.ariaSnapshot().lines().findFirst().orElse("").replaceFirst("^- '", "- ");
        }
    }
}
