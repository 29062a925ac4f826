package dev.godwit.cli;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.ApiPaths;
import dev.godwit.api.Created;
import dev.godwit.api.JobView;
import dev.godwit.api.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit job create}: by options, or by a document. */
@Command(
        name = "create",
        description = "Creates a job, by options or by a document.",
        footer = {
            "",
            "Examples:",
            "  godwit job create --name orders --source pg-old --target pg-new --database shop --database 'crm_*' -l wave=3",
            "  godwit job create -f orders.yaml --start",
            "  godwit job show orders -o yaml | sed s/orders/orders2/ | godwit job create -f -",
            "  godwit job create --source pg-old --target pg-new --dry-run    (prints the document, makes nothing)",
            "",
            "A document without source and target, or options without them, make a draft: godwit job edit completes it.",
            "Exit: 0 created, 2 usage, an unknown key for example, 5 refused, 6 no server, or not signed in."
        })
final class JobCreate implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The job as a document in YAML; - is standard input.")
    private @Nullable Path file;

    @Mixin
    private JobOptions options;

    @Option(names = "--start", description = "Start it at once.")
    private boolean start;

    @Option(names = "--dry-run", description = "Print the document and the command that make such a job; make nothing.")
    private boolean dryRun;

    @Mixin
    private Answers answers;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        var settings = options.settings();
        if (file != null && !settings.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "-f takes all settings from the document; leave out --"
                            + dashed(settings.propertyNames().iterator().next()) + ".");
        }
        if (file == null && settings.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Say what to migrate: --source and --target, or -f FILE.");
        }
        String body =
                file == null ? Json.STRICT.writeValueAsString(settings) : Documents.read(connection.screen(), file);
        String type = file == null ? "application/json" : ApiPaths.YAML_TYPE;
        try (var client = connection.open()) {
            return dryRun ? draft(client, body, type) : create(client, body, type);
        }
    }

    /** excludeTables is --exclude-table: near enough to be found. */
    private static String dashed(String key) {
        return key.replaceAll("([A-Z])", "-$1")
                .toLowerCase(java.util.Locale.ROOT)
                .replaceFirst("s$", "");
    }

    private int draft(Client client, String body, String type) {
        var draft = client.draft(body, type);
        answers.print(draft, paper -> {
            paper.raw(draft.document().stripTrailing());
            paper.raw("# " + draft.command());
            draft.missing().forEach(key -> paper.line("# missing: " + key));
        });
        return ExitCode.OK;
    }

    private int create(Client client, String body, String type) {
        Created created = client.create(body, type);
        if (start) {
            return start(client, created.job());
        }
        answers.print(created.job(), paper -> print(paper, created.job()));
        return ExitCode.OK;
    }

    private static void print(Paper paper, JobView job) {
        String databases = Story.plural(job.databases().size(), "database");
        paper.line("created   %s  %s, %s".formatted(Cells.harmless(job.name()), Words.lower(job.state()), databases));
        String name = Shell.word(job.name());
        paper.line(
                job.status().equals("DRAFT")
                        ? "Complete it: godwit job edit " + name
                        : "Next: godwit job validate %s, or godwit job start %s".formatted(name, name));
    }

    private int start(Client client, JobView job) {
        var answer = answers.isTable() ? answers.paper() : null;
        if (answer != null) {
            answer.line("created   " + Cells.harmless(job.name()));
            answer.flush();
        }
        int exitCode = new Doing(connection, client, answers, Deed.START)
                .run(Selection.of(job.name()), ActionRequest.NONE, null, true);
        if (answer != null && exitCode == ExitCode.OK) {
            answer.line("Watch it: godwit job watch " + Shell.word(job.name()));
            answer.flush();
        }
        return exitCode;
    }
}
