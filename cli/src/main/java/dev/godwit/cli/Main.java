package dev.godwit.cli;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry of {@code godwit}. */
@Command(
        name = "godwit",
        description = "Moves a live database to another server.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {Migrate.class, Validate.class, JobCommands.class, Version.class})
public final class Main {

    private Main() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Main());
        ServiceLoader.load(CommandProvider.class).forEach(provider -> line.addSubcommand(provider.command()));
        Parsing.configure(line);
        return line;
    }
}
