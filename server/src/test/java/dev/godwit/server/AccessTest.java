package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.api.AuditPage;
import dev.godwit.api.AuditView;
import dev.godwit.api.MeView;
import dev.godwit.api.ServerRefusal;
import dev.godwit.api.StandaloneServer;
import dev.godwit.api.TokenCreated;
import dev.godwit.api.TokenRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class AccessTest {

    private static final String ME = "/api/v1/me";
    private static final String JOBS = "/api/v1/jobs";

    @TempDir
    private Path folder;

    private StandaloneServer.Options locked() {
        return new StandaloneServer.Options(
                folder.resolve("d"), null, "127.0.0.1", 0, null, null, List.of("godwit.example"), true);
    }

    private static HttpResponse<String> as(TestServer server, String token, String method, String path, String body)
            throws IOException, InterruptedException {
        return server.send(method, path, body, "Authorization", "Bearer " + token);
    }

    @Test
    void trustsItsOwnMachineUnlessToldOtherwise() throws Exception {
        try (var server = TestServer.at(folder.resolve("d"))) {
            var me = server.read(ME, MeView.class);
            assertThat(me.name()).isEqualTo("local");
            assertThat(me.authenticated()).isFalse();
            server.problem(as(server, "godwit_wrong", "GET", ME, ""), 401);
        }
        try (var server = TestServer.with(locked())) {
            var answer = server.get(ME);
            assertThat(server.problem(answer, 401).code()).isEqualTo("GW-0250");
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer");
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
            server.problem(server.get("/metrics"), 401);
        }
    }

    @Test
    void letsEachRoleDoWhatItMay() throws Exception {
        String job = "{\"source\": \"sample://a/x\", \"target\": \"sample://b/x\"}";
        try (var server = TestServer.with(locked())) {
            String viewer = token(server, "viewer");
            String operator = token(server, "operator");
            String admin = token(server, "admin");

            assertThat(server.problem(as(server, viewer, "POST", JOBS, job), 403)
                            .found())
                    .contains("viewer", "operator");
            assertThat(as(server, operator, "POST", JOBS, job).statusCode()).isEqualTo(201);
            assertThat(as(server, viewer, "GET", JOBS, "").statusCode()).isEqualTo(200);
            server.problem(as(server, operator, "GET", "/api/v1/tokens", ""), 403);
            server.problem(as(server, operator, "GET", "/api/v1/audit", ""), 403);
            var made = server.read(
                    as(server, admin, "POST", "/api/v1/tokens", "{\"name\": \"ci\", \"role\": \"operator\"}"),
                    TokenCreated.class);
            assertThat(as(server, admin, "GET", "/api/v1/tokens", "").body())
                    .contains("\"ci\"")
                    .doesNotContain(made.secret());
            assertThat(server.read(as(server, made.secret(), "GET", ME, ""), MeView.class)
                            .name())
                    .isEqualTo("ci");
            assertThat(as(server, admin, "DELETE", "/api/v1/tokens/ci", "").statusCode())
                    .isEqualTo(204);
            server.problem(as(server, made.secret(), "GET", ME, ""), 401);

            var trail = server.read(as(server, admin, "GET", "/api/v1/audit", ""), AuditPage.class);
            assertThat(trail.items())
                    .extracting(AuditView::who, AuditView::action, AuditView::subject)
                    .contains(
                            org.assertj.core.groups.Tuple.tuple("operator", "create", "x"),
                            org.assertj.core.groups.Tuple.tuple("admin", "create token", "ci"),
                            org.assertj.core.groups.Tuple.tuple("nobody", "sign in", ""));
            String tokens = "/api/v1/audit?who=ADM&action=token&subject=ci&from=2026-01-01T00:00:00Z";
            assertThat(server.read(as(server, admin, "GET", tokens, ""), AuditPage.class)
                            .items())
                    .extracting(AuditView::action)
                    .containsExactly("revoke token", "create token");
            assertThat(server.read(
                                    as(server, admin, "GET", "/api/v1/audit?until=2026-01-01T00:00:00Z", ""),
                                    AuditPage.class)
                            .total())
                    .isZero();
            server.problem(as(server, admin, "GET", "/api/v1/audit?from=yesterday", ""), 400);
        }
    }

    private static String token(TestServer server, String role) {
        return server.software
                .createToken(server.options, new TokenRequest(role, role, null))
                .secret();
    }

    @Test
    void keepsNoSecretOfATokenAndForgetsItWhenItExpires() throws Exception {
        try (var server = TestServer.with(locked())) {
            String token = token(server, "viewer");
            String old = server.software
                    .createToken(
                            server.options,
                            new TokenRequest("old", "admin", Instant.now().minusSeconds(1)))
                    .secret();

            server.problem(as(server, old, "GET", ME, ""), 401);
            try (var files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile))
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                                .doesNotContain(token));
            }
            assertThat(server.software.tokens(server.options)).hasSize(2);
            server.software.revokeToken(server.options, "viewer");
            server.problem(as(server, token, "GET", ME, ""), 401);
            assertThatThrownBy(() -> server.software.revokeToken(server.options, "viewer"))
                    .isInstanceOf(ServerRefusal.class)
                    .hasMessageContaining("GW-0259");
        }
    }

    @Test
    @Timeout(60)
    void endsTheAnswersThatGoOnWhenTheirTokenIsRevoked() throws Exception {
        try (var server = TestServer.with(locked())) {
            String viewer = token(server, "viewer");
            String operator = token(server, "operator");
            as(server, operator, "POST", JOBS, "{\"source\": \"sample://a/x\", \"target\": \"sample://b/x\"}");
            try (var all = stream(server, viewer, "/api/v1/events");
                    var one = stream(server, viewer, JOBS + "/x/events");
                    var others = stream(server, operator, "/api/v1/events")) {
                assertThat(others.readLine()).isNotNull();
                server.software.revokeToken(server.options, "viewer");
                assertThat(all.lines().toList()).as("until its end").isNotEmpty();
                one.lines().forEach(line -> {});
                await().until(() -> others.readLine().equals(": heartbeat"));
            }
        }
    }

    private static BufferedReader stream(TestServer server, String token, String path)
            throws IOException, InterruptedException {
        var answer = server.http.send(
                server.to(path).header("Authorization", "Bearer " + token).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    @Test
    void slowsDownWhoGuessesButNobodyElse() throws Exception {
        try (var server = TestServer.with(locked())) {
            String token = token(server, "admin");
            for (int i = 0; i < 10; i++) {
                server.problem(as(server, "godwit_guess" + i, "GET", ME, ""), 401);
            }
            assertThat(server.problem(as(server, "godwit_guess", "GET", ME, ""), 429)
                            .code())
                    .isEqualTo("GW-0252");
            assertThat(as(server, token, "GET", ME, "").statusCode()).isEqualTo(200);
            var trail = server.read(as(server, token, "GET", "/api/v1/audit", ""), AuditPage.class);
            assertThat(trail.items().stream().filter(entry -> entry.action().equals("sign in")))
                    .hasSize(10);
        }
    }

    @Test
    void refusesNamesThatAreNotItsOwnAndPagesOfOtherSites() throws Exception {
        try (var server = TestServer.at(folder.resolve("d"))) {
            assertThat(raw(server, "evil.example", ""))
                    .startsWith("HTTP/1.1 403")
                    .contains("GW-0210");
            assertThat(raw(server, "localhost:9999", "")).startsWith("HTTP/1.1 200");
            assertThat(raw(server, "[::1]:9999", "")).startsWith("HTTP/1.1 200");
            assertThat(raw(server, "127.0.0.1", "Origin: http://127.0.0.1\r\n")).startsWith("HTTP/1.1 200");
            assertThat(raw(server, "127.0.0.1", "Origin: http://127.0.0.1:3000\r\n"))
                    .startsWith("HTTP/1.1 403");
            assertThat(raw(server, "127.0.0.1", "Origin: null\r\n")).startsWith("HTTP/1.1 403");
            assertThat(raw(server, "127.0.0.1", "Sec-Fetch-Site: cross-site\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void knowsTheNamesItWasGiven() throws Exception {
        try (var server = TestServer.with(new StandaloneServer.Options(
                folder.resolve("d"), null, "127.0.0.1", 0, null, null, List.of("godwit.example"), false))) {
            assertThat(raw(server, "Godwit.Example:443", "")).startsWith("HTTP/1.1 200");
        }
    }

    private static String raw(TestServer server, String host, String headers) throws IOException {
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n".formatted(ME, host, headers);
        var address = server.running.address();
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void opensToTheNetworkWithTokensAndTlsOnly() throws Exception {
        var bare = TestServer.options(folder.resolve("d"), "0.0.0.0");
        assertThatThrownBy(() -> TestServer.with(bare))
                .isInstanceOf(ServerRefusal.class)
                .hasMessageContaining("GW-0253")
                .hasMessageContaining("neither a token nor TLS");
        var own = Certificate.in(folder, "one");
        var secured = new StandaloneServer.Options(
                folder.resolve("d"), null, "0.0.0.0", 0, own.certificate(), own.key(), List.of(), false);
        assertThatThrownBy(() -> TestServer.with(secured)).hasMessageContaining("no token");
        var software = new GodwitServer(() -> List.of(new SampleEngine()), ObedientRunner::new);
        String token = software.createToken(bare, new TokenRequest("me", "admin", null))
                .secret();
        assertThatThrownBy(() -> TestServer.with(bare)).hasMessageContaining("no TLS");

        var http = HttpClient.newBuilder().sslContext(own.trusted()).build();
        try (var server = TestServer.with(secured, http)) {
            var address = java.net.URI.create(
                    "https://localhost:" + server.running.address().getPort() + ME);
            var without = http.send(
                    java.net.http.HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            var with = http.send(
                    java.net.http.HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(with.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void readsAChangedCertificateAgainAndRefusesAWrongKey() throws Exception {
        var one = Certificate.in(folder, "one");
        var two = Certificate.in(folder, "two");
        assertThatThrownBy(() -> ServerTls.of(one.certificate(), two.key())).hasMessageContaining("is not the key of");
        var options = new StandaloneServer.Options(
                folder.resolve("d"), null, "127.0.0.1", 0, one.certificate(), one.key(), List.of(), false);
        try (var server = TestServer.with(options)) {
            assertThat(subject(server, one)).isEqualTo("CN=one");
            Files.copy(two.key(), one.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.copy(two.certificate(), one.certificate(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(subject(server, two)).isEqualTo("CN=two"));
        }
    }

    private static String subject(TestServer server, Certificate trusted) throws Exception {
        var address = server.running.address();
        try (var socket =
                (SSLSocket) trusted.trusted().getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            socket.startHandshake();
            return ((java.security.cert.X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }
}
