package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Surefire has no terminal, which is what these tests are about. */
final class UsageTest {

    private static final String[] BOTH = {"--source", "x://app@old/shop", "--target", "x://app@new/shop"};

    private record Answer(int exitCode, String out, String err) {}

    private static Answer godwit(String line, String... more) {
        var out = new StringWriter();
        var err = new StringWriter();
        var command = Main.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        var words = new java.util.ArrayList<>(java.util.List.of(line.split(" ")));
        words.addAll(java.util.List.of(more));
        int exitCode = command.execute(words.toArray(String[]::new));
        return new Answer(exitCode, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"migrate", "validate", "job end"})
    void helpGivesExamplesAndExitCodes(String command) {
        assertThat(godwit(command + " --help").out()).contains("Example", "godwit " + command + " ", "Exit");
    }

    @Test
    void aMisspeltOptionIsNamedWithItsNeighbour() {
        var answer = godwit("migrate --sorce x://a/b --target x://c/d");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err())
                .contains("'--sorce'", "--source", "godwit migrate --help")
                .doesNotContain("Missing");
    }

    @Test
    void whatPicocliSaysIsSaidOnce() {
        assertThat(godwit("job table shop --table a.b --copy --exclude").err())
                .startsWith("error: --copy, --exclude are mutually exclusive");
        assertThat(godwit("migrate --rename-schema sales", BOTH).err())
                .startsWith("error: Value for option '--rename-schema'");
    }

    @Test
    void anOnlineMigrationWithoutATerminalNeedsPromote() {
        var answer = godwit("migrate", BOTH);

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("--promote manual or --promote auto");
    }

    @Test
    void programsGetTheErrorAndOneResultAtTheEnd() {
        var answer = godwit("migrate --json --sorce x://a/b --target x://c/d");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().lines()).hasSize(2);
        assertThat(answer.out().lines().findFirst().orElseThrow())
                .contains("\"type\":\"error\"", "GW-0209", "--sorce", "--source", "godwit migrate --help");
        assertThat(answer.out().lines().toList().getLast())
                .contains("\"type\":\"result\"", "\"outcome\":\"REFUSED\"", "\"exitCode\":2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x://app:hunter-two@old/shop",
                "x://app@old/shop?password=hunter-two",
                "x://old/shop?a=b&password=hunter-two",
                "host=old password=hunter-two"
            })
    void aPasswordInTheListOfProcessesIsRefusedAndNotRepeated(String url) {
        var answer = godwit("migrate --promote auto --source", url, "--target", "x://new/shop");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("GODWIT_SOURCE_PASSWORD").doesNotContain("hunter-two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--mode sideways",
                "--promote maybe",
                "--fence",
                "--color pink",
                "--progress loud",
                "--keyless some",
                "--existing-target keep"
            })
    void aValueThatIsNoneIsRefused(String option) {
        String[] words = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(BOTH), java.util.stream.Stream.of(option.split(" ")))
                .toArray(String[]::new);

        assertThat(godwit("migrate", words).exitCode()).isEqualTo(2);
    }

    @Test
    void endingNeedsYesWithoutATerminal() {
        assertThat(godwit("job end shop").exitCode()).isEqualTo(2);
        assertThat(godwit("job").exitCode()).isEqualTo(2);
        assertThat(godwit("no-such-command").exitCode()).isEqualTo(2);
    }
}
