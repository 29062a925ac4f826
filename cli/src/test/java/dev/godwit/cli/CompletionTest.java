package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionTest {

    /** Other commands wait two minutes for an answer. */
    private static final Duration SHORTER_THAN_OTHERS = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    /** What bash offers behind these words, with a godwit that knows three jobs. */
    private String offered(String words) throws IOException, InterruptedException {
        var script = Files.writeString(
                folder.resolve("godwit.bash"),
                new Shellful().run("completion", "bash").out());
        var godwit = Files.writeString(folder.resolve("godwit"), """
                #!/bin/sh
                [ "$1" = completion-names ] && printf '%s-orders\\n%s-crm\\nwith space\\n' "$2" "$2"
                """);
        assertThat(godwit.toFile().setExecutable(true)).isTrue();
        var bash = new ProcessBuilder("bash", "-c", """
                        source "$1"; COMP_WORDS=($2); [ "${2% }" = "$2" ] || COMP_WORDS+=("")
                        COMP_WORDS[0]=$3; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                        _godwit; printf '%s\\n' "${COMPREPLY[@]}"
                        """, "bash", script.toString(), words, godwit.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return out;
    }

    @Test
    void completesCommandsOptionsAndNames() throws Exception {
        assertThat(offered("godwit job st").lines()).contains("start", "stop");
        assertThat(offered("godwit job list --sta").lines()).contains("--status");
        assertThat(offered("godwit job stop ").lines()).contains("job-orders", "job-crm", "with\\ space");
        assertThat(offered("godwit job stop job-o").lines())
                .contains("job-orders")
                .doesNotContain("job-crm");
        assertThat(offered("godwit profile test ").lines()).contains("profile-orders");
        assertThat(offered("godwit job create --source ").lines()).contains("profile-crm");
        assertThat(offered("godwit job list ")).doesNotContain("job-orders");
    }

    @Test
    void zshLearnsBashsWayFirst() {
        assertThat(new Shellful().run("completion", "zsh").out()).startsWith("autoload -U +X bashcompinit");
    }

    @Test
    void anUnknownShellIsRefused() {
        assertThat(new Shellful().run("completion", "fish").exitCode()).isEqualTo(2);
    }

    @Test
    void namesComeFromTheServer() {
        try (var server = new FakeServer()
                .on("GET /jobs", Samples.page(Samples.item("orders", "RUNNING", "Running in CDC", true)))) {
            assertThat(Shellful.with(server).run("completion-names", "job").out())
                    .isEqualTo("orders\n");
        }
    }

    /** Whoever presses Tab does not wait as long as other commands do. */
    @Test
    void isSilentAndDoesNotWaitForAServerThatDoesNotAnswer() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var addresses = List.of(
                    "http://127.0.0.1:" + silent.getLocalPort(),
                    "https://192.0.2.1:7411"); // of the documentation: packets to it vanish
            for (String address : addresses) {
                var answer = assertTimeoutPreemptively(
                        SHORTER_THAN_OTHERS,
                        () -> new Shellful().set("GODWIT_SERVER", address).run("completion-names", "job"));
                assertThat(answer).isEqualTo(new Shellful.Answer(0, "", ""));
            }
        }
    }

    @Test
    void isSilentWhenNobodyIsSignedIn() {
        try (var server = new FakeServer().refuses("GET /jobs", 401, "GW-0210", "no token", "?")) {
            assertThat(Shellful.with(server).run("completion-names", "job")).isEqualTo(new Shellful.Answer(0, "", ""));
        }
    }
}
