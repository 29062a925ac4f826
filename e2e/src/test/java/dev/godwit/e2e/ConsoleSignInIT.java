package dev.godwit.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.godwit.api.StandaloneServer;
import dev.godwit.api.TokenRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that is open when its token comes to its end. */
class ConsoleSignInIT {

    /** Long enough to open a page and to type into it. */
    private static final Duration SHORT = Duration.ofSeconds(25);

    @TempDir
    static Path folder;

    @Test
    void saysThatItIsOverAndGoesOnWhereItWasWithWhatWasTyped() {
        Path data = folder.resolve("locked");
        try (var chromium = Chromium.start();
                var server = ServiceProcess.start(data, "--require-token")) {
            String lasting = ConsoleIT.token(data, "lasting", "operator");
            String passing = ServiceLoader.load(StandaloneServer.class)
                    .findFirst()
                    .orElseThrow()
                    .createToken(
                            StandaloneServer.Options.on(data),
                            new TokenRequest(
                                    "passing", "operator", Instant.now().plus(SHORT)))
                    .secret();
            try (var console = chromium.open(server.address(), "/create?step=options", passing)) {
                name(console).fill("precious");
                console.sees(console.heading("Sign in to Godwit"));
                console.sees(console.page().getByText("You were let in until"));
                console.isAccessible();
                console.page()
                        .getByLabel("Token", new Page.GetByLabelOptions().setExact(true))
                        .fill(lasting);
                console.button("Sign in").click();
                assertThat(name(console)).hasValue("precious");
                console.sees(console.page().getByText("lasting · operator"));
            }
        }
    }

    private static Locator name(ConsolePage console) {
        return console.page().getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
    }
}
