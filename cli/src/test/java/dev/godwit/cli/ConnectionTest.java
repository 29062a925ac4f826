package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectionTest {

    @Test
    void withoutAServerItSaysHowToStartOne() {
        var answer = new Shellful().set("GODWIT_SERVER", "http://127.0.0.1:1").run("job", "list");

        assertThat(answer.exitCode()).isEqualTo(6);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).isEqualTo("""
                error GW-0211: no Godwit server answers
                  found  http://127.0.0.1:1: nothing listens there
                  do     Start one: godwit server. Another one: --server URL, or GODWIT_SERVER.
                  then   same command again (nothing was changed; exit 6)
                """);
    }

    @Test
    void whoIsNotSignedInIsToldHow() {
        try (var server = new FakeServer().refuses("GET /jobs", 401, "GW-0210", "no token", "?")) {
            var answer = Shellful.with(server).run("job", "list");

            assertThat(answer.exitCode()).isEqualTo(6);
            assertThat(answer.err()).contains("GW-0210", "godwit token create", "GODWIT_TOKEN");
        }
    }

    @Test
    void theTokenGoesAlong() {
        try (var server = new FakeServer().on("GET /jobs", Samples.page())) {
            Shellful.with(server).set("GODWIT_TOKEN", "godwit_abc").run("job", "list");

            assertThat(server.seen().getFirst().header("Authorization")).isEqualTo("Bearer godwit_abc");
        }
    }

    @Test
    void theTokenNeverCrossesTheNetworkInTheClear() {
        var answer = new Shellful()
                .set("GODWIT_TOKEN", "godwit_abc")
                .run("job", "list", "--server", "http://192.0.2.1:7411");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("https://").doesNotContain("godwit_abc");
    }

    @Test
    void anOptionWinsOverTheEnvironment() {
        try (var server = new FakeServer().on("GET /jobs", Samples.page())) {
            var answer = new Shellful()
                    .set("GODWIT_SERVER", "http://127.0.0.1:1")
                    .run("job", "list", "--server", server.address().toString());

            assertThat(answer.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a", "host:7411", "http://user:secret-71@host", "http://", "%%"})
    void anAddressThatIsNoneIsRefusedAndNotRepeated(String address) {
        var answer = new Shellful().run("job", "list", "--server", address);

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("http://HOST:PORT").doesNotContain("secret-71");
    }

    @Test
    void whatIsNotGodwitIsNoServer() {
        try (var server = new FakeServer().text("GET /jobs", "text/html", "<html>hello</html>")) {
            var answer = Shellful.with(server).run("job", "list");

            assertThat(answer.exitCode()).isEqualTo(6);
            assertThat(answer.err()).contains("not Godwit");
        }
    }

    @Test
    void aPathBeforeTheApiIsKept() {
        try (var server = new FakeServer().on("GET /godwit/api/v1/jobs", Samples.page())) {
            var answer = new Shellful().run("job", "list", "--server", server.address() + "/godwit/");

            assertThat(answer.exitCode()).isZero();
        }
    }

    @Test
    void programsGetOneResultFromWhatRunsLong() {
        var answer = new Shellful().set("GODWIT_SERVER", "http://127.0.0.1:1").run("job", "watch", "x", "--json");

        assertThat(answer.exitCode()).isEqualTo(6);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().lines().toList().getLast()).contains("\"type\":\"result\"", "\"exitCode\":6");
    }
}
