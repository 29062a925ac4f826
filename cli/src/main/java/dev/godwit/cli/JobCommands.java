package dev.godwit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit job …}: the jobs of a server. */
@Command(
        name = "job",
        description = "Creates, watches and acts on the jobs of a server.",
        footer = {
            "",
            "Examples:",
            "  godwit job create --name orders --source pg-old --target pg-new --database '*' --start",
            "  godwit job watch orders",
            "  godwit job promote orders",
            "",
            "The server is that of --server or GODWIT_SERVER, else the one on this machine: godwit server."
        },
        subcommands = {
            JobCreate.class,
            JobList.class,
            JobShow.class,
            JobEdit.class,
            JobActions.Validate.class,
            JobActions.Start.class,
            JobWatch.class,
            VerifyCommand.class,
            JobActions.Stop.class,
            JobActions.Resume.class,
            JobActions.Retry.class,
            JobActions.Restart.class,
            JobPromote.class,
            JobFallback.class,
            JobEnd.class,
            JobActions.Remove.class,
            JobActions.Delete.class,
            JobTables.class,
            JobTable.class,
            JobTimeline.class,
            JobReportCommand.class,
            JobLogs.class
        })
final class JobCommands implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command? As godwit job list, or godwit job show NAME.");
    }
}
