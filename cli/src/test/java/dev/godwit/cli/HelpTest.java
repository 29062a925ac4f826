package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class HelpTest {

    static List<String> commands() {
        var found = new ArrayList<String>();
        collect(Main.commandLine(), "", found);
        return found;
    }

    private static void collect(CommandLine command, String prefix, List<String> found) {
        command.getCommandSpec().subcommands().forEach((name, sub) -> {
            if (!sub.getCommandSpec().usageMessage().hidden()
                    && !List.of(sub.getCommandSpec().aliases()).contains(name)) {
                found.add((prefix + " " + name).strip());
                collect(sub, prefix + " " + name, found);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamples(String command) {
        if (command.equals("version")) {
            return;
        }
        var answer = new Shellful().run((command + " --help").split(" "));

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out()).contains("Usage: godwit " + command, "Example", "godwit " + command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsInTheDocumentation(String command) throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "cli.md"))).contains("godwit " + command);
    }
}
