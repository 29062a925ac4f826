package dev.godwit.cli;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.BatchRequest;
import dev.godwit.api.JobListItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The jobs that an action is for: by name, by labels, or all. */
final class Selection {

    private static final int PAGE = 1000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Names or ids of jobs.")
    private List<String> names = List.of();

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            description = "All jobs with this label. May be repeated: all of them.")
    private Map<String, String> labels = Map.of();

    @Option(names = "--all", description = "All jobs.")
    private boolean all;

    @Option(
            names = "--status",
            split = ",",
            description = "Only those in one of these statuses, with -l or --all: failed, running, stopped …")
    private List<String> status = List.of();

    /** Tells the command that these options belong to: picocli tells a mixin within a mixin the outer one. */
    void bind(CommandSpec command) {
        spec = command;
    }

    /** One job by its name. */
    static Selection of(String name) {
        var selection = new Selection();
        selection.names = List.of(name);
        return selection;
    }

    /** Refuses what selects nothing, or two things at once. */
    void check() {
        boolean filtered = all || !labels.isEmpty();
        if (names.isEmpty() && !filtered) {
            throw usage("Which jobs? Name them, or use -l KEY=VALUE or --all.");
        }
        if (!names.isEmpty() && (filtered || !status.isEmpty())) {
            throw usage("Name jobs, or select them with -l, --all and --status; not both.");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** One job that was named: the only one that passwords can be asked for. */
    boolean isOne() {
        return names.size() == 1;
    }

    String one() {
        return names.getFirst();
    }

    /** Names of those that match now; to go back, those of the ways back of jobs that were promoted. */
    List<String> resolve(Client client, Deed deed) {
        List<String> found = resolve(client);
        return deed == Deed.FALLBACK
                ? found.stream().map(name -> wayBack(client, name)).toList()
                : found;
    }

    private static String wayBack(Client client, String name) {
        try {
            var back = client.job(name).wayBack();
            return back == null ? name : back.name();
        } catch (Refusal refusal) {
            if (refusal.exitCode() != ExitCode.REFUSED) {
                throw refusal;
            }
            return name; // what is asked of it says why
        }
    }

    /** Names of those that match now. */
    List<String> resolve(Client client) {
        if (!names.isEmpty()) {
            return names;
        }
        var found = new ArrayList<String>();
        for (int page = 1; ; page++) {
            var part = client.jobs(new Query()
                    .withAll("status", words())
                    .withAll("label", Listing.pairs(labels))
                    .with("sort", "name")
                    .with("page", page)
                    .with("size", PAGE));
            part.items().stream().map(JobListItem::name).forEach(found::add);
            if (part.items().isEmpty() || found.size() >= part.total()) {
                return found;
            }
        }
    }

    /** For the server to find them in the moment it acts. */
    BatchRequest batch(ActionRequest action) {
        return names.isEmpty()
                ? new BatchRequest(
                        null,
                        labels.isEmpty() ? null : labels,
                        status.isEmpty() ? null : words(),
                        all ? true : null,
                        action)
                : new BatchRequest(names, null, null, null, action);
    }

    private List<String> words() {
        return status.stream().map(Listing::word).toList();
    }
}
