package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.Created;
import dev.godwit.api.ProfileView;
import dev.godwit.api.TestView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileApiTest {

    private static final String PROFILES = "/api/v1/profiles";
    private static final String BODY = """
            {"name": "pg-a", "url": "sample://app@old:1/shop", "password": "hunter-two"}""";

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.at(folder.resolve("d"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ProfileView create(String body) throws Exception {
        var answer = server.send("POST", PROFILES, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return server.read(answer, ProfileView.class);
    }

    @Test
    void takesASecretInAndNeverGivesItOut() throws Exception {
        var made = create(BODY);

        assertThat(made.passwordSet()).isTrue();
        assertThat(made.server()).isEqualTo("old:1");
        assertThat(server.get(PROFILES).body()).contains("pg-a").doesNotContain("hunter-two");
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain("hunter-two"));
        }
    }

    @Test
    void editsWhatWasSeenAndKeepsSecretsThatAreNotGiven() throws Exception {
        create(BODY);
        var seen = server.get(PROFILES + "/pg-a");
        String etag = seen.headers().firstValue("ETag").orElseThrow();
        String edit = "{\"name\": \"pg-b\"}";

        server.problem(server.send("PUT", PROFILES + "/pg-a", edit), 428);
        var changed = server.read(server.send("PUT", PROFILES + "/pg-a", edit, "If-Match", etag), ProfileView.class);
        assertThat(changed.name()).isEqualTo("pg-b");
        assertThat(changed.passwordSet()).isTrue();
        server.problem(server.send("PUT", PROFILES + "/pg-b", edit, "If-Match", etag), 412);
        String forget = "{\"password\": \"\"}";
        assertThat(server.read(
                                server.send(
                                        "PUT", PROFILES + "/pg-b", forget, "If-Match", "\"" + changed.version() + "\""),
                                ProfileView.class)
                        .passwordSet())
                .isFalse();
    }

    @Test
    void staysWhileAJobUsesIt() throws Exception {
        create(BODY);
        var copy =
                server.read(server.send("POST", PROFILES + "/pg-a/clone", "{\"name\": \"pg-c\"}"), ProfileView.class);
        assertThat(copy.passwordSet()).isTrue();
        var job = server.read(
                server.send("POST", "/api/v1/jobs", "{\"source\": \"pg-a\", \"target\": \"sample://app@new:2/shop\"}"),
                Created.class);

        assertThat(String.valueOf(job.job().source())).contains("pg-a", "old:1");
        assertThat(job.job().settings().source()).isEqualTo("pg-a");
        var refusal = server.problem(server.send("DELETE", PROFILES + "/pg-a", ""), 409);
        assertThat(refusal.code()).isEqualTo("GW-0223");
        assertThat(server.read(PROFILES + "/pg-a", ProfileView.class).jobs())
                .containsExactly(job.job().name());
        assertThat(server.send("DELETE", PROFILES + "/pg-c", "").statusCode()).isEqualTo(204);
        server.problem(server.get(PROFILES + "/pg-c"), 404);
        server.problem(server.send("POST", "/api/v1/jobs", "{\"source\": \"nobody\", \"target\": \"pg-a\"}"), 404);
    }

    @Test
    void refusesASecondOfTheSameNameAndWhatIsNoProfile() throws Exception {
        create(BODY);

        server.problem(server.send("POST", PROFILES, BODY), 409);
        server.problem(server.send("POST", PROFILES, "{\"name\": \"x\"}"), 400);
        server.problem(
                server.send(
                        "POST",
                        PROFILES,
                        "{\"name\": \"x\", \"url\": \"sample://a/b\", \"tls\": {\"mode\": \"maybe\"}}"),
                400);
    }

    @Test
    void namesTheStepThatFails() throws Exception {
        String nobody = "{\"name\": \"x\", \"url\": \"sample://app@127.0.0.1:1/shop\"}";

        var test = server.read(server.send("POST", PROFILES + "/test", nobody), TestView.class);

        assertThat(test.ok()).isFalse();
        assertThat(test.steps().getLast().name()).isEqualTo("TCP");
        assertThat(String.valueOf(test.steps().getLast().failure())).contains("GW-");
        create(nobody.replace("\"x\"", "\"kept\""));
        String edited = PROFILES + "/test?profile=kept";
        var ofTheKept = server.read(server.send("POST", edited, "{}"), TestView.class);
        assertThat(String.valueOf(ofTheKept.steps().getLast().failure())).contains("127.0.0.1:1");
        server.problem(server.send("POST", PROFILES + "/test", "{}"), 400);
        server.problem(server.send("POST", PROFILES + "/test?profile=nobody", "{}"), 404);
        assertThat(server.read(server.send("POST", PROFILES + "/kept/test", ""), TestView.class)
                        .ok())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name                    | {"url": "sample://app@a:1/b"}
            name                    | {"name": "a\\tb", "url": "sample://app@a:1/b"}
            url                     | {"name": "x", "url": "nothing://a:1/b"}
            tls.mode                | {"name": "x", "url": "sample://app@a:1/b", "tls": {"mode": "maybe"}}
            tls.ca                  | {"name": "x", "url": "sample://app@a:1/b", "tls": {"ca": "no certificate"}}
            tls.clientKey           | {"name": "x", "url": "sample://app@a:1/b", "tls": {"clientCertificate": "alone"}}
            tls.clientCertificate   | {"name": "x", "url": "sample://app@a:1/b", "tls": {"clientKey": "alone"}}
            tunnel.user             | {"name": "x", "url": "sample://app@a:1/b", "tunnel": {"host": "b"}}
            tunnel.port             | {"name": "x", "url": "sample://app@a:1/b", "tunnel": {"host": "b", "user": "u", "port": 0}}
            tunnel.port             | {"name": "x", "url": "sample://app@a:1/b", "tunnel": {"host": "b", "user": "u", "port": "ssh"}}
            tunnel.password         | {"name": "x", "url": "sample://app@a:1/b", "tunnel": {"host": "b", "user": "u"}}
            tunnel.key              | {"name": "x", "url": "sample://app@a:1/b", "tunnel": {"host": "b", "user": "u", "key": "none"}}
            tunnel.knownHosts       | {"name": "x", "url": "sample://app@a:1/b", "tunnel": {"host": "b", "user": "u", "knownHosts": "?"}}
            tunnel.fingerprint      | {"name": "x", "url": "sample://app@a:1/b", "tunnel": {"host": "b", "user": "u", "fingerprint": "?"}}
            tunel                   | {"name": "x", "url": "sample://app@a:1/b", "tunel": {}}
            """)
    void namesTheValueThatItRefuses(String about, String body) throws Exception {
        assertThat(server.problem(server.send("POST", PROFILES, body), 400).about())
                .isEqualTo(about);
    }

    @Test
    void namesNoValueWhereTheWholeIsRefused() throws Exception {
        assertThat(server.problem(server.send("POST", PROFILES, "no JSON"), 400).about())
                .isNull();
    }
}
