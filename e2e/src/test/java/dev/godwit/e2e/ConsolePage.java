package dev.godwit.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.godwit.api.ApiPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * The console in a browser. A violation of its content security policy, an error of its scripts, or a request that leaves
 * its server fails the test when the page is closed.
 */
final class ConsolePage implements AutoCloseable {

    private static final double LIMIT_MS = 120_000;

    /** Bound rather than read at the end: a page that was left takes its variables with it. */
    private static final String TELL_VIOLATIONS = """
            document.addEventListener('securitypolicyviolation',
                violation => tellViolation(violation.violatedDirective + ' ' + violation.blockedURI + ' ' + violation.sample));
            """;

    private final BrowserContext context;
    private final Page page;
    private final List<String> wrongs = new CopyOnWriteArrayList<>();
    private final String authority;

    private ConsolePage(BrowserContext context, URI server) {
        this.context = context;
        this.page = context.newPage();
        this.authority = server.getAuthority();
    }

    /** The same for whoever has signed in with this token. */
    static ConsolePage open(BrowserContext context, URI server, String path, String token) {
        context.request()
                .post(
                        server.resolve(ApiPaths.SESSION).toString(),
                        RequestOptions.create().setHeader("Authorization", "Bearer " + token));
        return open(context, server, path);
    }

    static ConsolePage open(BrowserContext context, URI server, String path) {
        var console = new ConsolePage(context, server);
        console.watch();
        console.page.navigate(server.resolve(path).toString());
        return console;
    }

    private void watch() {
        page.setDefaultTimeout(LIMIT_MS);
        page.exposeFunction("tellViolation", arguments -> wrongs.add("policy violated: " + List.of(arguments)));
        page.addInitScript(TELL_VIOLATIONS);
        page.onPageError(error -> wrongs.add("error: " + error));
        page.onRequest(request -> {
            var address = URI.create(request.url());
            if (!"data".equals(address.getScheme()) && !authority.equals(address.getAuthority())) {
                wrongs.add("request to elsewhere: " + request.url());
            }
        });
    }

    Page page() {
        return page;
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator tab(String name) {
        return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name));
    }

    /** Of an open menu; below its name stands why it is off. */
    Locator item(String name) {
        return page.getByRole(
                AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name + "…")));
    }

    Locator dialog(String title) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(title));
    }

    Locator stage(String name) {
        return page.getByLabel("Stages")
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    /** A button of a dialog. */
    Locator in(Locator dialog, String name) {
        return dialog.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The line of a job in the list. */
    Locator row(String job) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(job));
    }

    void sees(Locator what) {
        assertThat(what).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LIMIT_MS));
    }

    void seesText(Locator where, String what) {
        assertThat(where).containsText(what, new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT_MS));
    }

    /** What the browser names the window. */
    void isTitled(String title) {
        assertThat(page).hasTitle(title, new PageAssertions.HasTitleOptions().setTimeout(LIMIT_MS));
    }

    void seesNot(Locator what) {
        assertThat(what).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(LIMIT_MS));
    }

    /** What axe finds on the page as it is now. */
    void isAccessible() {
        page.evaluate(axe());
        @SuppressWarnings("unchecked")
        var violations = (List<Map<String, Object>>) page.evaluate("""
                async () => (await axe.run(document, {
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                })).violations.map(each => ({
                    id: each.id, help: each.help, at: each.nodes.map(node => node.target.join(' ') + ': ' + node.failureSummary),
                }))
                """);
        assertThat(violations).as("axe on %s", page.url()).isEmpty();
    }

    private static String axe() {
        try {
            return Files.readString(Chromium.modules().resolve("axe-core/axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether something is cut off at the side, as on a telephone that has to be pushed to and fro. */
    boolean scrollsSideways() {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    @Override
    public void close() {
        context.close();
        assertThat(wrongs).isEmpty();
    }
}
