package dev.godwit.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A browser without a window, driven by the console's own copy of Playwright and the machine's Node.js. */
final class Chromium implements AutoCloseable {

    /** It sees pages of this machine only, and must not ask anybody else for anything. */
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage");

    /** One for the whole process: Playwright remembers the first. */
    private static final Path DRIVER = driver();

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it. */
    static Chromium start() {
        var tools = SourceTree.here().root().resolve("tools");
        System.setProperty("playwright.cli.dir", DRIVER.toString());
        var playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        answer(tools.resolve("console"), "node"),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(answer(tools.resolve("chromium"))))
                        .setArgs(FLAGS));
        return new Chromium(playwright, browser);
    }

    private static Path driver() {
        try {
            Path folder = Files.createTempDirectory("driver");
            Path link = Files.createSymbolicLink(
                    folder.resolve("package"), modules().resolve("playwright-core"));
            folder.toFile().deleteOnExit();
            link.toFile().deleteOnExit(); // before its folder
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the console is built and tested with. */
    static Path modules() {
        return Path.of(answer(SourceTree.here().root().resolve("tools/console"), "modules"));
    }

    private static String answer(Path script, String... arguments) {
        var command = new java.util.ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        try {
            Path messages = Files.createTempFile("tool", ".err");
            var process =
                    new ProcessBuilder(command).redirectError(messages.toFile()).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(answer + Files.readString(messages));
            }
            Files.delete(messages);
            return answer.substring(answer.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A window of its own, with cookies of its own, at this address of a server. */
    ConsolePage open(URI server, String path) {
        return open(server, path, ColorScheme.LIGHT, 1280);
    }

    ConsolePage open(URI server, String path, ColorScheme scheme, int width) {
        return ConsolePage.open(window(scheme, width), server, path);
    }

    /** For somebody who has signed in with this token. */
    ConsolePage open(URI server, String path, String token) {
        return ConsolePage.open(window(ColorScheme.LIGHT, 1280), server, path, token);
    }

    private BrowserContext window(ColorScheme scheme, int width) {
        return browser.newContext(new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setViewportSize(width, 800)
                .setTimezoneId("Europe/Berlin")
                .setLocale("en-GB"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
