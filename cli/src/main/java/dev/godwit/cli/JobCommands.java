package dev.godwit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit job …}: what is done with a job that was begun. */
@Command(name = "job", description = "Ends a job that was begun.", subcommands = JobCommands.End.class)
final class JobCommands implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which action? godwit job end NAME");
    }

    /** Gives a job up for good. */
    @Command(
            name = "end",
            description =
                    "Gives a migration up for good: what it holds on both sides is released, the rows it moved stay.",
            footer = {
                "",
                "Example:",
                "  godwit job end shop",
                "",
                "Passwords as for godwit migrate. Exit: 0 ended, 1 failed, 2 usage, 5 refused."
            })
    static final class End implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "Name of the job, as godwit migrate said it.")
        private String name;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Mixin
        private Output output;

        @Override
        public Integer call() {
            var screen = Screen.ofProcess();
            if (!yes && !confirmed(new Questions(screen))) {
                screen.err().println("Nothing was done.");
                return ExitCode.INTERRUPTED;
            }
            return new OneShot(screen, output, output.narrator(screen)).end(name);
        }

        private boolean confirmed(Questions questions) {
            if (!questions.canAsk()) {
                throw new ParameterException(spec.commandLine(), "Without a terminal it needs --yes.");
            }
            return questions.yes("End %s without promoting? It cannot be resumed.".formatted(name));
        }
    }
}
