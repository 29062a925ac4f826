package dev.godwit.cli;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.JobView;
import dev.godwit.api.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code godwit job edit}. */
@Command(
        name = "edit",
        description = {
            "Changes settings of a job: those that are given, or with -f all of them. On a terminal without either it opens",
            "the document in $EDITOR. While a job runs: parallelism, throttles, --retain and its like, and databases that are added."
        },
        footer = {
            "",
            "Examples:",
            "  godwit job edit orders --parallelism max --throttle '08:00-20:00 dump=10MiB/s'",
            "  godwit job edit orders --add-database billing",
            "  godwit job edit orders --unset throttles",
            "  godwit job edit orders --retain 40GB --when-full stop",
            "  godwit job edit orders -f orders.yaml",
            "",
            "Exit: 0 changed, 2 usage, 5 refused, or changed by somebody else meanwhile, 6 no server."
        })
final class JobEdit implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name or id of the job.")
    private String job;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "All settings, as a document in YAML; - is standard input.")
    private @Nullable Path file;

    @Mixin
    private JobOptions options;

    @Option(names = "--add-database", paramLabel = "DB", description = "One more database. May be repeated.")
    private List<String> added = List.of();

    @Option(
            names = "--unset",
            paramLabel = "KEY",
            split = ",",
            description = "Back to the default; a key of the document, as throttles or startAt.")
    private List<String> unset = List.of();

    @Mixin
    private Answers answers;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        var patch = options.settings();
        unset.forEach(patch::putNull);
        boolean nothing = patch.isEmpty() && added.isEmpty();
        if (file != null && !nothing) {
            throw new ParameterException(
                    spec.commandLine(), "-f takes all settings from the document; no other options.");
        }
        try (var client = connection.open()) {
            if (file == null && nothing) {
                return inEditor(client);
            }
            var changed =
                    file == null ? patched(client, patch) : replaced(client, Documents.read(connection.screen(), file));
            return tell(changed);
        }
    }

    private JobView patched(Client client, ObjectNode patch) {
        if (!added.isEmpty()) {
            var databases = new ArrayList<>(client.job(job).databases().stream()
                    .filter(database -> !database.removed())
                    .map(DatabaseView::source)
                    .toList());
            added.stream().filter(database -> !databases.contains(database)).forEach(databases::add);
            patch.set("databases", Json.STRICT.valueToTree(databases));
        }
        return client.edit(job, Json.STRICT.writeValueAsString(patch));
    }

    private JobView replaced(Client client, String document) {
        return client.replace(job, document, client.versioned(job).etag());
    }

    private int inEditor(Client client) {
        if (!connection.screen().canAsk()) {
            throw new ParameterException(spec.commandLine(), "Say what to change: options, or -f FILE.");
        }
        String etag = client.versioned(job).etag();
        String before = client.document(job);
        String after = new Editor(connection.screen()).edited(job, before);
        if (after.equals(before)) {
            connection.screen().err().println("Nothing was changed.");
            return ExitCode.OK;
        }
        return tell(client.replace(job, after, etag));
    }

    private int tell(JobView changed) {
        answers.print(
                changed,
                paper -> paper.line("changed   %s  %s, version %d"
                        .formatted(Cells.harmless(changed.name()), Words.lower(changed.state()), changed.version())));
        return ExitCode.OK;
    }
}
