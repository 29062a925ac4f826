package dev.godwit.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.testkit.PostgresServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables whose definition changes where nobody may tell Godwit: a person decides in the browser. */
class ConsoleWaitingIT extends ConsoleOnASite {

    private static final String ADD_SIZE = "ALTER TABLE public.item ADD COLUMN size int DEFAULT 7";

    @Test
    void aPersonDecidesAboutEachTableAndMendsAStatementThatWasRefused() {
        prepare(site.source(), "source", "REPLICATION");
        prepare(site.target(), "target", "CREATEDB");
        asOwner(
                "CREATE TABLE item (id int PRIMARY KEY, body text)",
                "CREATE TABLE note (id int PRIMARY KEY)",
                "CREATE TABLE scratch (id int PRIMARY KEY)",
                "INSERT INTO item SELECT i, 'item ' || i FROM generate_series(1, 100) i");
        var job = site.rest()
                .create(Map.of(
                        "name",
                        "moved",
                        "source",
                        "plain-source",
                        "target",
                        "plain-target",
                        "databases",
                        List.of("plain")));
        job.act("start");
        job.awaitCaughtUp();
        asOwner(
                ADD_SIZE,
                "INSERT INTO item SELECT i, 'later', i FROM generate_series(200, 300) i",
                "ALTER TABLE note ADD COLUMN n int",
                "INSERT INTO note VALUES (1, 1)",
                "ALTER TABLE scratch ADD COLUMN n int",
                "INSERT INTO scratch VALUES (1, 1)");
        job.await("three wait", view -> view.databases().getFirst().waiting().size() == 3);
        try (var console = chromium.open(site.service().address(), "/jobs/" + job.id() + "?tab=timeline")) {
            console.sees(console.page().getByText("3 tables wait for you"));
            console.isAccessible();
            console.link("Decide below").click();
            mends(console);
            console.button("Copy again: public.note").click();
            console.in(told(console, "waiting-copy"), "Copy again").click();
            console.button("Exclude: public.scratch").click();
            console.in(told(console, "waiting-exclude"), "Exclude it").click();
            console.sees(console.page().getByText("Excluded: the target keeps what it has of it"));
            console.seesNot(console.page().getByText("wait for you"));
            console.seesNot(console.button("Copy again: public.note"));
            console.isAccessible();
        }
        job.await(Status.RUNNING, Phase.CDC);
        assertThat(Proof.strings(site.target(), "plain", "SELECT count(*) || ' ' || sum(size) FROM item"))
                .containsExactly("201 25950");
        assertThat(job.timeline().toString()).contains("Decided: run on the target", ADD_SIZE);
    }

    private static void mends(ConsolePage console) {
        console.button("Run SQL: public.item").click();
        var dialog = told(console, "waiting-apply");
        var statement = dialog.getByRole(AriaRole.TEXTBOX);
        statement.fill("ALTER TABLE nowhere ADD x int");
        console.in(dialog, "Run on the target").click();
        console.seesText(dialog, "GW-0322");
        console.seesText(dialog, "nowhere");
        assertThat(statement).hasValue("ALTER TABLE nowhere ADD x int");
        assertThat(statement).isFocused();
        told(console, "waiting-apply-refused");
        looksRightElsewhere(console.page().url());
        statement.fill(ADD_SIZE);
        console.in(dialog, "Run on the target").click();
        console.seesNot(dialog);
        console.seesNot(console.button("Run SQL: public.item"));
    }

    private static void looksRightElsewhere(String url) {
        try (var console =
                chromium.open(site.service().address(), java.net.URI.create(url).getPath(), ColorScheme.DARK, 360)) {
            console.button("Run SQL: public.item").click();
            console.sees(console.dialog("Run SQL on the target for public.item?"));
            console.isAccessible();
            assertThat(console.scrollsSideways()).isFalse();
        }
    }

    private static com.microsoft.playwright.Locator told(ConsolePage console, String golden) {
        return ConsoleDialogsIT.told(console, golden);
    }

    private static void asOwner(String... statements) {
        site.source().execute("plain", "SET ROLE owner; " + String.join("; ", statements));
    }

    /** A user who may not have definitions told. */
    private static void prepare(PostgresServer server, String side, String right) {
        server.execute(
                "postgres", "CREATE ROLE owner LOGIN " + right + " PASSWORD 'p'", "CREATE DATABASE plain OWNER owner");
        server.execute("plain", "GRANT CREATE ON SCHEMA public TO owner");
        site.rest().profile("plain-" + side, server.url("", "owner").replaceAll("/$", ""), "p");
    }
}
