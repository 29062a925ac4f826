package dev.godwit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code godwit job watch}. */
@Command(
        name = "watch",
        description = "Shows how a job goes, with each database and the tables in work, until it comes to rest.",
        footer = {
            "",
            "Examples:",
            "  godwit job watch orders",
            "  godwit job watch orders --json | jq -c 'select(.type == \"lag\")'",
            "",
            "Ctrl-C ends the watching; the job goes on.",
            "Exit: 0 completed and equal, validated, or ended; 1 failed or stopped, 2 usage, 3 validation failed,",
            "      4 source and target differ, or override, 5 no such job, 6 no server, 130 Ctrl-C."
        })
final class JobWatch implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Name or id of the job.")
    private String name;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        try (var client = connection.open()) {
            return new Watch(connection.screen(), output, client, name).follow();
        }
    }
}
