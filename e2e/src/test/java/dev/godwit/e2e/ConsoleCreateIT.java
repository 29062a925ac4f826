package dev.godwit.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.godwit.api.Created;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Migrations made and edited in the console, by keyboard, on real servers. */
class ConsoleCreateIT extends ConsoleOnASite {

    /** Quotes, an emoji, right to left, and as long as a name can be: 63 bytes. */
    private static final String AWKWARD = "it's \"odd\" 😀 שלום " + "x".repeat(36);

    private static final double LIMIT_MS = 120_000;

    private static final String[] STEPS = {"Source", "Target", "Objects", "Options", "Review"};

    @BeforeAll
    static void start() {
        // A value in a field follows a key a moment later.
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MS);
    }

    @Test
    void makesAMigrationByKeyboardMendsWhatValidationFindsAndFollowsItIntoCdc() {
        site.database(AWKWARD);
        site.target().execute(AWKWARD, "CREATE TABLE item (id int)");
        try (var console = chromium.open(site.service().address(), "/")) {
            press(console.button("Create migration").first(), "Enter");
            console.sees(console.heading("Where the data is"));
            choose(console, "source");
            press(console.button("Test connection"), "Enter");
            console.sees(console.page().getByText(Pattern.compile("It answers: version 15")));
            press(console.button("Save draft"), "Enter");
            console.seesText(console.page().locator("h1 + *"), "Draft");
            press(console.button("Edit…"), "Enter");
            press(console.button("Next: Target"), "Enter");
            console.sees(console.heading("Where the data goes"));
            choose(console, "target");
            press(console.button("Next: Objects"), "Enter");
            tickATable(console);
            press(console.button("Next: Options"), "Enter");
            console.page().getByLabel("Name", exactly()).fill("night");
            press(console.button("Next: Review"), "Enter");
            reviews(console);
            press(console.button("Save and start"), "Enter");
            console.sees(console.heading("night"));
            console.seesText(console.page().locator("h1 + *"), "Failed in validation");
            console.tab("Validation").click();
            console.sees(console.page().getByText("public.item").first());
            dropsWhatIsInTheWay(console);
            // It rested until the button was pressed: only the page tells that this is over.
            console.seesText(console.page().locator("h1 + *"), "Running in CDC");
            var job = site.rest().job("night");
            job.awaitCaughtUp();
            console.seesNot(console.button("Edit…"));
            console.isAccessible();
            assertThat(job.view().settings().tables()).containsExactly("public.item");
        }
    }

    /** In a tree, which is one stop for the keyboard; a search narrows it first. */
    private static void tickATable(ConsolePage console) {
        var tree = console.page().getByRole(AriaRole.TREE);
        console.sees(tree);
        console.page().getByLabel("Search databases and tables").fill("שלום");
        console.seesNot(tree.getByText("small"));
        tree.focus();
        console.page().keyboard().press("ArrowRight");
        var schema = item(tree, "public");
        console.sees(schema);
        for (String key : List.of("ArrowRight", "ArrowRight", "ArrowRight", "Space")) {
            console.page().keyboard().press(key);
        }
        assertThat(item(tree, "item")).hasAttribute("aria-checked", "true");
        assertThat(item(tree, "note")).hasAttribute("aria-checked", "false");
        assertThat(schema).hasAttribute("aria-checked", "mixed");
        console.sees(console.page().getByText("Chosen: 1 database, 1 table"));
        assertThat(console.page().getByLabel("Databases", exactly())).hasValue(AWKWARD);
        assertThat(console.page().getByLabel("Only these tables")).hasValue("public.item");
    }

    private static void reviews(ConsolePage console) {
        console.seesText(region(console, "Command"), "godwit job create -f night.yaml");
        console.seesText(region(console, "Job document"), "- public.item");
        assertThat(region(console, "Job document").textContent())
                .contains(AWKWARD.substring(0, 3))
                .doesNotContain(site.source().password());
        console.seesText(console.page().getByRole(AriaRole.MAIN), "1 database, 1 table");
        console.seesText(console.page().getByRole(AriaRole.MAIN), "nothing; what is in the way makes validation fail");
        console.isAccessible();
    }

    private static void dropsWhatIsInTheWay(ConsolePage console) {
        press(console.button("Edit…"), "Enter");
        press(step(console, "Options"), "Enter");
        press(console.page().getByLabel("Drop it first"), "Space");
        console.sees(console.page().getByText("Lost on the target: the tables that you chose"));
        looksRightElsewhere();
        press(step(console, "Review"), "Enter");
        console.sees(console.page().getByText("There now: 1 table"));
        press(console.button("Save and start"), "Enter");
    }

    /** Each step, in the dark, and on a telephone. */
    private static void looksRightElsewhere() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 360}) {
                try (var console = chromium.open(site.service().address(), "/jobs/night/edit", scheme, width)) {
                    for (String step : STEPS) {
                        step(console, step).click();
                        console.sees(console.page()
                                .getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(": " + step)));
                        console.seesNot(console.page().locator(".mantine-Skeleton-root"));
                        console.isAccessible();
                        assertThat(console.scrollsSideways())
                                .as("%s, %s, %s", step, scheme, width)
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void keepsWhatWasTypedThroughRefusalsAndARestartOfTheServer() {
        try (var service = ServiceProcess.start(folder.resolve("restarted"));
                var console = chromium.open(service.address(), "/create?step=options")) {
            service.rest().post("/jobs", Map.of("name", "taken-name")).good();
            var name = console.page().getByLabel("Name", exactly());
            name.fill("taken-name");
            console.page().getByLabel("A number").check();
            console.page().getByLabel("How many at once").fill("1000");
            press(console.button("Save draft"), "Enter");
            console.sees(console.page()
                    .getByText("parallelism is min, optimal, max or a number from 1 to 64")
                    .first());
            console.page().getByLabel("How many at once").fill("3");
            press(console.button("Save draft"), "Enter");
            console.sees(console.page().getByText("GW-0213"));
            console.seesText(console.page().locator("[id$='-error']").first(), "Choose another name.");
            console.isAccessible();

            console.link("← All migrations").click();
            console.sees(console.dialog("Leave without saving?"));
            console.isAccessible();
            console.button("Stay here").click();

            service.kill9();
            name.fill("other-name");
            // Whether the page knows yet or not.
            console.button("Save draft").press("Enter");
            console.sees(console.page().getByText("Not connected since").first());
            service.startWhereItWas();
            console.seesNot(console.page().getByText("Not connected since"));
            assertThat(name).hasValue("other-name");
            press(console.button("Save draft"), "Enter");
            console.sees(console.heading("other-name"));
            assertThat(service.rest().job("other-name").view().settings().parallelism())
                    .isEqualTo("3");
        }
    }

    @Test
    void saysThatSomebodyElseWasFasterAndLetsBothWaysOpen() {
        var job = site.rest()
                .job(site.rest()
                        .post("/jobs", Map.of("name", "both", "labels", Map.of("wave", "1")))
                        .good(Created.class)
                        .job()
                        .id());
        try (var console = chromium.open(site.service().address(), "/jobs/both/edit?step=options")) {
            var value = console.page().getByLabel("Value");
            value.fill("2");
            job.edit(Map.of("labels", Map.of("wave", "3"))).good();
            press(console.button("Save draft"), "Enter");
            console.sees(console.page().getByText("GW-0256"));
            assertThat(job.view().settings().labels()).containsEntry("wave", "3");
            assertThat(value).hasValue("2");
            press(console.button("Save mine all the same"), "Enter");
            console.seesNot(console.heading("Edit both"));
            assertThat(job.view().settings().labels()).containsEntry("wave", "2");
        }
    }

    @Test
    void staysSmoothWithThousandsOfTables() {
        site.source().createDatabase("wide");
        site.source()
                .execute(
                        "wide",
                        "DO $$ BEGIN FOR i IN 1..3000 LOOP EXECUTE format('CREATE TABLE t%s (id int)', i); END LOOP; END $$");
        try (var console = chromium.open(site.service().address(), "/create")) {
            choose(console, "source");
            step(console, "Objects").click();
            var tree = console.page().getByRole(AriaRole.TREE);
            console.page().getByLabel("Search databases and tables").fill("wide");
            console.seesNot(tree.getByText("small"));
            tree.focus();
            console.page().keyboard().press("Space");
            console.page().keyboard().press("ArrowRight");
            console.sees(item(tree, "public"));
            console.sees(console.page().getByText("Chosen: 1 database, 3,000 tables"));
            console.page().keyboard().press("ArrowRight");
            console.page().keyboard().press("ArrowRight");
            console.sees(item(tree, "t1"));
            console.page().keyboard().press("End");
            console.sees(item(tree, "t999"));
            assertThat(tree.getByRole(AriaRole.TREEITEM).count()).isLessThan(60);
            console.page().keyboard().press("Space");
            assertThat(console.page().getByLabel("Without these tables")).hasValue("public.t999");
            console.sees(console.page().getByText("Chosen: 1 database, 2,999 tables"));
        }
    }

    @Test
    void worksWithAddressesAndSaysHowToMakeAProfileWhereThereIsNone() {
        try (var server = ServiceProcess.start(folder.resolve("bare"));
                var console = chromium.open(server.address(), "/")) {
            console.button("Create migration").last().click();
            console.sees(console.page().getByText("No connection profiles yet"));
            assertThat(console.page()
                            .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New connection profile"))
                            .getAttribute("href"))
                    .isEqualTo("/profiles/new");
            console.isAccessible();
            console.page()
                    .getByText("Address", new Page.GetByTextOptions().setExact(true))
                    .click();
            var address = console.page().getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Address"));
            address.fill(
                    site.source().url("small").replace("@", ":" + site.source().password() + "@"));
            press(console.button("Save draft"), "Enter");
            console.sees(console.page().getByText("Leave the password out"));
            address.fill(site.source().url("small"));
            step(console, "Objects").click();
            console.sees(console.page().getByText("An address has no profile to look with"));
            step(console, "Review").click();
            console.seesText(
                    region(console, "Job document"), "source: " + site.source().url("small"));
            console.sees(console.page().getByText("Not chosen yet: target"));
            assertThat(console.button("Create and start")).hasAttribute("aria-disabled", "true");
            press(console.button("Save draft"), "Enter");
            console.seesText(console.page().locator("h1 + *"), "Draft");

            server.rest().profile("dead", "postgresql://postgres@127.0.0.1:1/shop", "secret");
            console.page().navigate(server.address().resolve("/create").toString());
            choose(console, "dead");
            press(console.button("Test connection"), "Enter");
            console.sees(console.page().getByText("GW-0003"));
            console.sees(console.page().getByText("Next: Check host"));
            console.isAccessible();
        }
    }

    @Test
    void keepsWhatWasTypedWhileOneSignsInAgain() {
        Path data = folder.resolve("locked");
        try (var server = ServiceProcess.start(data, "--require-token")) {
            String token = ConsoleIT.token(data, "maker", "operator");
            try (var console = chromium.open(server.address(), "/create?step=options", token)) {
                console.page().getByLabel("Name", exactly()).fill("precious");
                console.button("Add a label").click();
                console.page().getByLabel("Label", exactly()).fill("wave");
                console.button("Sign out").click();
                console.sees(console.heading("Sign in to Godwit"));
                console.page().getByLabel("Token", exactly()).fill(token);
                console.button("Sign in").click();
                assertThat(console.page().getByLabel("Name", exactly())).hasValue("precious");
                assertThat(console.page().getByLabel("Label", exactly())).hasValue("wave");
                console.link("← All migrations").click();
                console.button("Leave and lose it").click();
                console.button("Create migration").first().click();
                step(console, "Options").click();
                assertThat(console.page().getByLabel("Name", exactly())).hasValue("");
            }
        }
    }

    @Test
    void isOffForAViewerAndSaysWhy() {
        String token = ConsoleIT.token(folder.resolve("data"), "onlooker", "viewer");
        try (var console = chromium.open(site.service().address(), "/", token)) {
            console.sees(console.page().getByText("onlooker · viewer"));
            var button = console.button("Create migration").first();
            assertThat(button).hasAttribute("aria-disabled", "true");
            button.focus();
            console.sees(console.page().getByRole(AriaRole.TOOLTIP).filter(hasText("this needs an operator’s")));
            button.press("Enter");
            assertThat(console.page().url()).doesNotContain("create");
        }
    }

    private static Locator.FilterOptions hasText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    /** A line of the tree by its name, before its size. */
    private static Locator item(Locator tree, String name) {
        return tree.getByRole(AriaRole.TREEITEM)
                .filter(new Locator.FilterOptions()
                        .setHasText(Pattern.compile("^" + name + "(\\d|,)*( tables)?[\\d.]")))
                .first();
    }

    private static Locator region(ConsolePage console, String name) {
        return console.page()
                .getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator step(ConsolePage console, String name) {
        return console.page()
                .getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Steps"))
                .getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static void choose(ConsolePage console, String profile) {
        var field =
                console.page().getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Connection profile"));
        field.focus();
        field.pressSequentially(profile);
        console.sees(console.page().getByRole(AriaRole.OPTION).first());
        console.page().keyboard().press("ArrowDown");
        console.page().keyboard().press("Enter");
        console.sees(console.button("Test connection"));
    }

    /** By keyboard alone. */
    private static void press(Locator what, String key) {
        // A page that has just come knows in a moment what is allowed.
        assertThat(what).not().hasAttribute("aria-disabled", "true");
        what.focus();
        what.press(key);
    }
}
