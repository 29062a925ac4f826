package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.MeView;
import dev.godwit.api.StandaloneServer;
import dev.godwit.api.TokenRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's files, and the cookie that its token is traded for. */
final class ConsoleTest {

    private static final String SESSION = "/api/v1/session";
    private static final String ME = "/api/v1/me";
    private static final String JOB = "{\"source\": \"sample://a/x\", \"target\": \"sample://b/x\"}";

    @TempDir
    private Path folder;

    private StandaloneServer.Options locked() {
        return new StandaloneServer.Options(folder.resolve("d"), null, "127.0.0.1", 0, null, null, List.of(), true);
    }

    private static HttpResponse<String> page(TestServer server, String path, String... more) throws Exception {
        var headers = new ArrayList<>(List.of("Accept", "text/html"));
        headers.addAll(List.of(more));
        return server.send(server.to(path).headers(headers.toArray(String[]::new)));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String found(String regex, String text) {
        var matcher = Pattern.compile(regex).matcher(text);
        assertThat(matcher.find()).as("%s in %s", regex, text).isTrue();
        return matcher.group(1);
    }

    @Test
    void answersEachAddressWithThePageAndANonceOfItsOwn() throws Exception {
        try (var server = TestServer.with(locked())) {
            var first = page(server, "/");
            var second = page(server, "/jobs/orders?tab=tables");

            String nonce = found("'nonce-([^']+)'", header(first, "Content-Security-Policy"));
            assertThat(first.body()).contains("nonce=\"" + nonce + "\"").doesNotContain("GODWIT-NONCE");
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.body()).contains("<div id=\"root\">").doesNotContain(nonce);
            assertThat(header(first, "Cache-Control")).isEqualTo("no-store");
            assertThat(header(first, "Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(header(first, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void handsOutFilesThatNeverChangeAndNoOthers() throws Exception {
        try (var server = TestServer.with(locked())) {
            String script =
                    found("src=\"(/assets/[^\"]+\\.js)\"", page(server, "/").body());
            var answer = server.get(script);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).startsWith("text/javascript");
            assertThat(header(answer, "Cache-Control")).contains("immutable");
            server.problem(server.get("/assets/none.js"), 404);
            server.problem(server.get("/assets/..%2findex.html"), 404);
        }
    }

    @Test
    void keepsTheApiAsItWas() throws Exception {
        try (var server = TestServer.with(locked())) {
            server.problem(page(server, ME), 401);
            server.problem(page(server, "/metrics"), 401);
            server.problem(page(server, "/api/v1/no-such"), 401);
            server.problem(server.get("/no-such"), 404);
            assertThat(page(server, "/health/live").body()).contains("UP");
        }
    }

    @Test
    void letsLinksOfOtherSitesLeadToThePageAndNothingElse() throws Exception {
        String[] link = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"};
        String[] frame = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"};
        try (var server = TestServer.at(folder.resolve("d"))) {
            assertThat(page(server, "/jobs/x", link).statusCode()).isEqualTo(200);
            server.problem(page(server, "/", frame), 403);
            server.problem(page(server, ME, link), 403);
        }
    }

    @Test
    void tradesATokenForACookieThatEndsWithIt() throws Exception {
        try (var server = TestServer.with(locked())) {
            String cookie = signIn(server, "operator");
            assertThat(server.read(server.send("GET", ME, "", "Cookie", cookie), MeView.class))
                    .extracting(MeView::name, MeView::role, MeView::authenticated)
                    .containsExactly("operator", "operator", true);
            server.problem(server.send("POST", SESSION, "", "Authorization", "Bearer godwit_guess"), 401);
            server.problem(server.send("POST", SESSION, ""), 401);

            server.software.revokeToken(server.options, "operator");
            server.problem(server.send("GET", ME, "", "Cookie", cookie), 401);
        }
    }

    @Test
    void knowsACookieAfterARestartUntilItIsGivenBack() throws Exception {
        String cookie;
        try (var server = TestServer.with(locked())) {
            cookie = signIn(server, "viewer");
        }
        try (var server = TestServer.with(locked())) {
            assertThat(server.send("GET", ME, "", "Cookie", cookie).statusCode())
                    .isEqualTo(200);
            server.problem(server.send("DELETE", SESSION, "", "Cookie", cookie), 403);
            var answer = server.send("DELETE", SESSION, "", "Cookie", cookie, "Godwit-Console", "1");
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(header(answer, "Set-Cookie")).contains("Max-Age=0");
            server.problem(server.send("GET", ME, "", "Cookie", cookie), 401);
        }
    }

    @Test
    void takesChangesByCookieFromTheConsoleAloneAndByRole() throws Exception {
        try (var server = TestServer.with(locked())) {
            String operator = signIn(server, "operator");
            String viewer = signIn(server, "viewer");
            assertThat(server.problem(server.send("POST", "/api/v1/jobs", JOB, "Cookie", operator), 403)
                            .found())
                    .contains("Godwit-Console");
            assertThat(server.problem(
                                    server.send("POST", "/api/v1/jobs", JOB, "Cookie", viewer, "Godwit-Console", "1"),
                                    403)
                            .found())
                    .contains("viewer");
            assertThat(server.send("POST", "/api/v1/jobs", JOB, "Cookie", operator, "Godwit-Console", "1")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void needsNoCookieWhereNoTokenIsNeeded() throws Exception {
        try (var server = TestServer.at(folder.resolve("d"))) {
            var answer = server.send("POST", SESSION, "");
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(header(answer, "Set-Cookie")).isEmpty();
            assertThat(server.send("GET", ME, "", "Cookie", "godwit-session=of-another-server")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static String signIn(TestServer server, String role) throws Exception {
        String token = server.software
                .createToken(server.options, new TokenRequest(role, role, null))
                .secret();
        var answer = server.send("POST", SESSION, "", "Authorization", "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(204);
        String cookie = header(answer, "Set-Cookie");
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(token);
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
