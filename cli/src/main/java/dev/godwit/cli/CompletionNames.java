package dev.godwit.cli;

import dev.godwit.api.JobListItem;
import dev.godwit.api.ProfileView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code godwit completion-names job}: for the script of {@link Completion}. Says nothing when there is nothing to say. */
@Command(name = "completion-names", hidden = true, description = "Names for shell completion.")
final class CompletionNames implements Callable<Integer> {

    private static final int MOST = 1000;

    @Parameters(paramLabel = "KIND", description = "job or profile.")
    private String kind;

    @Option(
            names = "--patience",
            paramLabel = "MS",
            defaultValue = "300",
            description = "How long the server may take: nobody waits longer for a completion.")
    private long patienceMillis;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        var out = connection.screen().out();
        try {
            names().forEach(out::println);
        } catch (Refusal | ParameterException refusal) {
            return ExitCode.OK; // Nobody asked this command anything.
        }
        out.flush();
        return ExitCode.OK;
    }

    private List<String> names() {
        try (var wire = connection.wire().within(Duration.ofMillis(patienceMillis))) {
            return kind.equals("profile")
                    ? new ProfileClient(wire)
                            .profiles().stream().map(ProfileView::name).toList()
                    : new Client(wire)
                            .jobs(new Query().with("sort", "name").with("size", MOST)).items().stream()
                                    .map(JobListItem::name)
                                    .toList();
        }
    }
}
