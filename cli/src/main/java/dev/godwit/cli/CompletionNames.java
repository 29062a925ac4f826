package dev.godwit.cli;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.JobListItem;
import dev.godwit.api.JobPage;
import dev.godwit.api.ProfileView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;

/** {@code godwit completion-names job}: for the script of {@link Completion}. Says nothing when there is nothing to say. */
@Command(name = "completion-names", hidden = true, description = "Names for shell completion.")
final class CompletionNames implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final int MOST = 1000;

    @Parameters(paramLabel = "KIND", description = "job or profile.")
    private String kind;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        var out = connection.screen().out();
        try {
            names().forEach(out::println);
        } catch (IOException | JacksonException | ParameterException e) {
            return ExitCode.OK; // Nobody asked this command anything.
        }
        out.flush();
        return ExitCode.OK;
    }

    private List<String> names() throws IOException {
        try (var wire = connection.wire()) {
            if (kind.equals("profile")) {
                var profiles = wire.quickly(ApiPaths.PROFILES, PATIENCE, ProfileView[].class);
                return List.of(profiles).stream().map(ProfileView::name).toList();
            }
            var query = new Query().with("sort", "name").with("size", MOST);
            var jobs = wire.quickly(ApiPaths.JOBS + query, PATIENCE, JobPage.class);
            return jobs.items().stream().map(JobListItem::name).toList();
        }
    }
}
