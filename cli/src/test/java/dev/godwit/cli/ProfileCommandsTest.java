package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.FailureView;
import dev.godwit.api.ProfileView;
import dev.godwit.api.TestView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileCommandsTest {

    private static final String SECRET = "hunter-two";

    private final FakeServer server = new FakeServer();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private static ProfileView profile() {
        return new ProfileView(
                "p1",
                "pg-old",
                "postgresql",
                "postgresql://app@old:5432",
                "old:5432",
                null,
                true,
                new ProfileView.Tls("verify-full", List.of(), null, false),
                new ProfileView.Tunnel("bastion", 22, "ops", null, "SHA256:x", false, true),
                List.of("orders"),
                7,
                Samples.NOW,
                Samples.NOW);
    }

    private static TestView.Step step(String name, boolean ok) {
        var failure = new FailureView("GW-0232", "the host key is not known", "SHA256:abc", "Compare it.");
        return new TestView.Step(name, ok, 12, ok ? "bastion:22" : "", ok ? null : failure);
    }

    @Test
    void passwordsComeFromFilesPipesAndTheEnvironment() throws IOException {
        server.on("POST /profiles", profile());
        var file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        String[] create = {"profile", "create", "pg-old", "--url", "postgresql://app@old"};

        Shellful.with(server).run(with(create, "--password-file", file.toString()));
        Shellful.with(server).pipes(SECRET + "\n").run(with(create, "--password-file", "-"));
        var last = Shellful.with(server).set("GODWIT_PROFILE_PASSWORD", SECRET).run(create);
        Shellful.with(server).run(create);

        assertThat(server.seen().subList(0, 3))
                .allSatisfy(request -> assertThat(request.body()).contains("\"password\":\"" + SECRET + "\""));
        assertThat(server.seen().getLast().body()).doesNotContain("password");
        assertThat(last.out() + last.err()).doesNotContain(SECRET);
        assertThat(last.out()).isEqualTo("created   pg-old  postgresql://app@old:5432\n");
    }

    private static String[] with(String[] words, String... more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(words), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    @Test
    void aPasswordInTheListOfProcessesIsRefusedAndNotRepeated() {
        var answer =
                Shellful.with(server).run("profile", "create", "a", "--url", "postgresql://app:" + SECRET + "@old");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("--password-file").doesNotContain(SECRET);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void sendsCertificatesAndTunnelAsText() throws IOException {
        server.on("POST /profiles", profile());
        var ca = Files.writeString(folder.resolve("ca.pem"), "CA");
        var key = Files.writeString(folder.resolve("id"), "KEY");

        Shellful.with(server)
                .set("GODWIT_SSH_PASSPHRASE", SECRET)
                .run(
                        "profile",
                        "create",
                        "a",
                        "--url",
                        "postgresql://app@old",
                        "--tls",
                        "verify-full",
                        "--tls-ca",
                        ca.toString(),
                        "--ssh",
                        "ops@bastion:2222",
                        "--ssh-key",
                        key.toString(),
                        "--ssh-fingerprint",
                        "SHA256:x");

        assertThat(server.seen().getFirst().body())
                .contains("\"tls\":{\"mode\":\"verify-full\",\"ca\":\"CA\"}")
                .contains("\"host\":\"bastion\",\"port\":2222,\"user\":\"ops\"", "\"key\":\"KEY\"", "\"passphrase\"");
    }

    @Test
    void listsAndShowsWithoutSecrets() {
        server.on("GET /profiles", List.of(profile())).on("GET /profiles/pg-old", profile());

        assertThat(Shellful.with(server).run("profile", "list").out()).isEqualTo("""
                NAME    URL                        PASSWORD  TLS          TUNNEL          JOBS
                pg-old  postgresql://app@old:5432  kept      verify-full  ops@bastion:22  orders
                """);
        assertThat(Shellful.with(server).run("profile", "show", "pg-old").out())
                .contains("password  kept", "tunnel    ops@bastion:22, by key", "jobs      orders");
    }

    @Test
    void aTestNamesTheStepThatFails() {
        server.on(
                "POST /profiles/pg-old/test",
                new TestView(false, null, null, List.of(step("TUNNEL", true), step("HOST_KEY", false))));

        var answer = Shellful.with(server).run("profile", "test", "pg-old");

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.out()).isEqualTo("""
                ✓ Tunnel    bastion:22                              12ms
                ✕ Host key                                          12ms
                  error  GW-0232 the host key is not known
                  found  SHA256:abc
                  do     Compare it.
                """);
    }

    @Test
    void aProfileThatDoesNotWorkIsNotKeptWhereThatWasAsked() {
        server.on("POST /profiles/test", new TestView(false, null, null, List.of(step("TCP", false))));

        var answer = Shellful.with(server).run("profile", "create", "a", "--url", "postgresql://app@old", "--test");

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).contains("was not created");
        assertThat(server.seen("POST /profiles")).isEmpty();
    }

    @Test
    void anEditKeepsWhatIsNotGiven() {
        server.on("GET /profiles/pg-old", profile()).on("PUT /profiles/pg-old", profile());

        Shellful.with(server).run("profile", "edit", "pg-old", "--name", "pg-primary");
        Shellful.with(server).run("profile", "edit", "pg-old", "--no-password");

        var sent = server.seen("PUT /profiles/pg-old");
        assertThat(sent.getFirst().body()).isEqualTo("{\"name\":\"pg-primary\"}");
        assertThat(sent.getFirst().header("If-match")).isEqualTo("\"7\"");
        assertThat(sent.getLast().body()).isEqualTo("{\"password\":\"\"}");
    }

    @Test
    void oneThatIsUsedIsNotDeleted() {
        server.refuses("DELETE /profiles/pg-old", 409, "GW-0223", "orders", "Delete those jobs first.");

        assertThat(Shellful.with(server).run("profile", "delete", "pg-old").exitCode())
                .isEqualTo(2);
        var answer = Shellful.with(server).run("profile", "delete", "pg-old", "--yes");
        assertThat(answer.exitCode()).isEqualTo(5);
        assertThat(answer.err()).contains("GW-0223", "Delete those jobs first.");
    }
}
