package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.godwit.api.StandaloneServer;
import dev.godwit.api.TokenRequest;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connection profiles and settings in the console, on a server that wants tokens, with a database that speaks TLS. */
class ConsoleProfilesIT {

    private static final String WRONG = "wrong-horse";

    private static final Map<String, ?> TUNNEL =
            Map.of("host", "bastion.example", "user", "hop", "password", "hop-secret");

    private static final int NO_CONTENT = 204;

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static PostgresServer database;
    private static ServiceProcess service;
    private static String admin;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        database = PostgresServer.version(16)
                .tls()
                .set("ssl_ca_file", "server.crt")
                .start();
        Path data = folder.resolve("data");
        service = ServiceProcess.start(data, "--require-token");
        admin = ServiceLoader.load(StandaloneServer.class)
                .findFirst()
                .orElseThrow()
                .createToken(StandaloneServer.Options.on(data), new TokenRequest("chief", "admin", null))
                .secret();
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
        chromium.close();
    }

    @Test
    void keepsAProfileThatWasTestedAndChangesItWithoutEverShowingASecret() throws IOException {
        try (var console = chromium.open(service.address(), "/", admin)) {
            var answers = new ArrayList<Response>();
            console.page().onResponse(answers::add);
            console.link("Connection profiles").click();
            console.sees(console.heading("No connection profiles yet"));
            console.isAccessible();
            console.link("Create profile").click();

            testsBeforeItIsKept(console);
            console.button("Create profile").click();
            console.sees(console.heading("shop"));
            console.seesText(console.page().locator("dl"), "CN=localhost");
            console.seesText(console.page().locator("dl"), "stored, not shown");
            console.seesText(console.page().locator("dl"), "Client key");
            looksRight(console);
            console.button("Test connection").click();
            console.sees(console.page().getByText("It answers: version 16"));

            changesWhatSomebodyElseChangedMeanwhile(console);
            staysWhileAMigrationUsesIt(console);
            console.button("Clone…").click();
            console.in(console.dialog("Clone shop"), "Clone").click();
            console.sees(console.heading("shop copy"));
            console.button("Delete…").click();
            console.in(console.dialog("Delete shop copy?"), "Delete").click();
            console.sees(console.row("1 migration"));
            console.seesNot(console.row("shop copy"));
            looksRight(console);

            holdsNoSecret(console, answers);
        }
    }

    private static void testsBeforeItIsKept(ConsolePage console) throws IOException {
        console.button("Create profile").click();
        console.sees(console.page().getByText("This is needed.").first());
        field(console, "Name").fill("shop");
        String address = database.url("postgres");
        field(console, "Address").fill(address.replace("@", ":" + WRONG + "@"));
        console.button("Test connection").click();
        console.sees(console.page().getByText("a server refuses to sign in (GW-0004)"));
        assertThat(field(console, "Address").inputValue())
                .as("without the password")
                .isEqualTo(address);
        looksRight(console);

        field(console, "Password").fill(database.password());
        field(console, "Encryption").click();
        console.page()
                .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Authority and name checked"))
                .click();
        field(console, "Authorities of the server").fill("no certificate");
        console.button("Test connection").click();
        console.sees(console.page().getByText("there is no certificate in PEM"));
        assertThat(field(console, "Authorities of the server").inputValue()).isEqualTo("no certificate");
        choose(console, "Authorities of the server", database.certificate());
        console.button("Test connection").click();
        console.sees(console.page().getByText("It answers: version 16"));
        console.sees(console.page().getByText("TLSv1."));

        wantsCertificatesOfItsClients();
        console.button("Test connection").click();
        console.sees(console.page().getByText("connection requires a valid client certificate"));
        choose(console, "Client certificate", database.certificate());
        choose(console, "Client key", key());
        console.button("Test connection").click();
        console.seesText(console.page().locator("form"), "It answers: version 16");
    }

    private static void choose(ConsolePage console, String label, Path file) throws IOException {
        console.page()
                .waitForFileChooser(
                        () -> console.button("Choose file: " + label).click())
                .setFiles(file);
        String last = Files.readAllLines(file).getLast();
        await().until(() -> field(console, label).inputValue().strip().endsWith(last));
    }

    /** Its certificate, whose authority it is itself, is as good for its clients. */
    private static void wantsCertificatesOfItsClients() {
        Path rules = database.data().resolve("pg_hba.conf");
        try {
            Files.writeString(
                    rules, Files.readString(rules).replaceAll("(?m)^host (.*)$", "hostssl $1 clientcert=verify-ca"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database.reload();
        await().untilAsserted(() -> assertThatThrownBy(
                        () -> DriverManager.getConnection(database.jdbcUrl("postgres"), "postgres", database.password())
                                .close())
                .hasMessageContaining("certificate"));
    }

    private static Path key() {
        return database.certificate().resolveSibling("server.key");
    }

    private static void changesWhatSomebodyElseChangedMeanwhile(ConsolePage console) {
        console.button("Edit").click();
        console.sees(console.heading("Edit shop"));
        field(console, "Name").fill("shop-east");
        console.button("Test connection").click();
        console.sees(console.page().getByText("It answers: version 16")); // by what is stored
        var seen = api("GET", "/profiles/shop", null, Map.of());
        api(
                        "PUT",
                        "/profiles/shop",
                        Map.of("tls", Map.of("mode", "verify-ca"), "tunnel", TUNNEL, "password", database.password()),
                        Map.of("If-Match", seen.etag()))
                .good();
        console.button("Save").click();
        var notice = console.page().getByRole(AriaRole.ALERT);
        console.seesText(notice, "version 2 was saved");
        console.seesText(notice, "Changed: encryption, tunnel.");
        looksRight(console);
        console.button("Go on from the newer one").click();
        console.seesNot(notice);
        assertThat(field(console, "Name").inputValue()).isEqualTo("shop-east");
        assertThat(field(console, "Encryption").inputValue()).isEqualTo("Authority checked");
        console.button("Save").click();
        console.sees(console.heading("shop-east").and(console.page().locator("h1")));
        console.button("Edit").click();
        field(console, "Name").fill("shop");
        console.button("Save").click();
        console.button("Edit").waitFor();
        var now = api("GET", "/profiles/shop", null, Map.of()).good();
        assertThat(now.path("tls").path("mode").asString()).isEqualTo("verify-ca");
        assertThat(now.path("passwordSet").asBoolean()).isTrue();
        assertThat(now.path("tunnel").path("host").asString()).isEqualTo("bastion.example");
        assertThat(now.path("tunnel").path("passwordSet").asBoolean()).isTrue();
    }

    private static void staysWhileAMigrationUsesIt(ConsolePage console) {
        api(
                        "POST",
                        "/jobs",
                        Map.of(
                                "name",
                                "orders",
                                "source",
                                "shop",
                                "target",
                                "postgresql://app@127.0.0.1:1",
                                "databases",
                                List.of("x")),
                        Map.of())
                .good();
        console.button("Delete…").click();
        var dialog = console.dialog("Delete shop?");
        console.in(dialog, "Delete").click();
        console.seesText(dialog, "jobs need this connection profile (GW-0223)");
        console.seesText(dialog, "orders");
        console.isAccessible();
        console.in(dialog, "Keep it").click();
    }

    private static void holdsNoSecret(ConsolePage console, List<Response> answers) throws IOException {
        String key = Files.readAllLines(key()).get(1);
        var everything = new ArrayList<String>();
        everything.add(console.page().content());
        everything.add(String.valueOf(console.page()
                .evaluate("JSON.stringify([location.href, {...localStorage}, {...sessionStorage}, history.state])")));
        for (Response answer : List.copyOf(answers)) {
            everything.add(answer.url());
            // A stream has no end, and what is gone says nothing.
            if (answer.url().contains("/api/") && !answer.url().endsWith("/events") && answer.status() != NO_CONTENT) {
                everything.add(answer.text());
            }
        }
        assertThat(everything)
                .hasSizeGreaterThan(20)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(WRONG)
                        .doesNotContain("hop-secret")
                        .doesNotContain(key)
                        .doesNotContain(database.password()));
    }

    @Test
    void makesATokenShowsItsSecretOnceAndPutsWhoeverUsesItOutWhenItIsRevoked() {
        try (var console = chromium.open(service.address(), "/settings", admin)) {
            console.seesText(console.row("chief"), "(you)");
            looksRight(console);
            String secret = makeAToken(console, "guest");
            assertThat(console.page().content()).doesNotContain(secret);
            try (var guest = chromium.open(service.address(), "/")) {
                signIn(guest, secret);
                mayOnlyLook(guest);
                console.button("Revoke guest…").click();
                console.isAccessible();
                console.in(console.dialog("Revoke guest?"), "Revoke").click();
                console.seesNot(console.row("guest"));
                guest.sees(guest.heading("Sign in to Godwit"));
                looksRight(guest);
            }
            console.tab("Audit trail").click();
            console.seesText(console.row("create token").first(), "guest");
            console.seesText(console.row("create token").last(), "refused: GW-0209");
            var revoked = console.row("revoke token");
            console.seesText(revoked, "guest");
            console.seesText(revoked, "chief");
            console.seesText(revoked, "done");
            looksRight(console);
            console.page()
                    .getByLabel("What", new Page.GetByLabelOptions().setExact(true))
                    .fill("revoke");
            console.seesNot(console.row("create token"));
            console.sees(revoked);
            assertThat(console.page().url()).contains("action=revoke");
            console.page().reload();
            console.sees(revoked);
            console.page().getByLabel("To day").fill("2026-01-01");
            console.sees(console.page().getByText("Nothing matches."));
            console.button("Clear filters").click();
            console.sees(console.row("create token").first());
            console.tab("About").click();
            console.seesText(console.page().locator("dl"), "chief");
            console.seesText(console.page().locator("dl"), service.address().toString());
            looksRight(console);
        }
    }

    private static String makeAToken(ConsolePage console, String name) {
        console.button("Create token").click();
        var dialog = console.dialog("New token");
        console.in(dialog, "Create token").click();
        console.seesText(dialog, "GW-0209");
        dialog.getByLabel("Name").fill(name);
        console.isAccessible();
        console.in(dialog, "Create token").click();
        var made = console.dialog("Token " + name);
        console.seesText(made, "This secret is shown this once.");
        console.isAccessible();
        String secret = made.locator("code, pre").first().textContent();
        console.in(made, "I have kept it").click();
        console.seesText(console.row(name), "viewer");
        return secret;
    }

    private static void signIn(ConsolePage guest, String secret) {
        guest.sees(guest.heading("Sign in to Godwit"));
        field(guest, "Token").fill(secret);
        guest.button("Sign in").click();
        guest.sees(guest.page().getByText("guest · viewer"));
    }

    private static void mayOnlyLook(ConsolePage guest) {
        guest.link("Settings").click();
        guest.sees(guest.page().getByText("Tokens are for administrators"));
        guest.seesNot(guest.button("Create token"));
        guest.tab("Audit trail").click();
        guest.sees(guest.page().getByText("The audit trail is for administrators."));
        guest.link("Connection profiles").click();
        var create = guest.page().getByText("Create profile");
        guest.sees(create);
        guest.sees(guest.page().locator("[aria-disabled=true]").filter(new Locator.FilterOptions().setHas(create)));
        create.click(new Locator.ClickOptions().setForce(true));
        guest.seesNot(guest.heading("New connection profile"));
    }

    /** By day and by night, at a desk and on a telephone. */
    private static void looksRight(ConsolePage console) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[] {360, 1280}) {
                console.page().setViewportSize(width, 800);
                console.isAccessible();
                assertThat(console.scrollsSideways())
                        .as("%s at %s", console.page().url(), width)
                        .isFalse();
            }
        }
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** A field alone, and not what opens below it. */
    private static Locator field(ConsolePage console, String label) {
        return console.page()
                .getByLabel(Pattern.compile("^" + label + "( \\*)?$"))
                .and(console.page().locator("input, textarea"));
    }

    private static Rest.Answer api(String method, String path, @Nullable Object body, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("Authorization", "Bearer " + admin);
        return service.rest().send(method, path, body, headers);
    }
}
