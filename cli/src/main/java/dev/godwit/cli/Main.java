package dev.godwit.cli;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The entry of {@code godwit}. */
@Command(
        name = "godwit",
        description = "Moves a live database to another server.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            Migrate.class,
            Validate.class,
            ServerCommand.class,
            ProfileCommands.class,
            JobCommands.class,
            TokenCommands.class,
            Completion.class,
            CompletionNames.class,
            Version.class
        })
public final class Main {

    private final Screen screen;

    private Main(Screen screen) {
        this.screen = screen;
    }

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(Screen.ofProcess()).execute(arguments));
    }

    static CommandLine commandLine() {
        return commandLine(Screen.ofProcess());
    }

    /** All commands, which speak to this screen. */
    static CommandLine commandLine(Screen screen) {
        var line = new CommandLine(new Main(screen));
        ServiceLoader.load(CommandProvider.class).forEach(provider -> line.addSubcommand(provider.command()));
        Parsing.configure(line);
        return line;
    }

    /** Where the command of this specification speaks. */
    static Screen screen(CommandSpec spec) {
        return spec.root().userObject() instanceof Main main ? main.screen : Screen.ofProcess();
    }
}
