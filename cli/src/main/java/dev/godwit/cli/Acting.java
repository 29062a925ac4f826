package dev.godwit.cli;

import dev.godwit.api.ActionRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that does something to jobs. */
final class Acting {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private Selection selection;

    @Option(names = "--no-wait", description = "Return as soon as the server has taken it on.")
    private boolean noWait;

    @Mixin
    private Answers answers;

    @Mixin
    private Connection connection;

    private void bind() {
        selection.bind(spec);
        answers.bind(spec);
        connection.bind(spec);
    }

    /** Validates, and prints what was found in each job. */
    int validate() {
        bind();
        selection.check();
        try (var client = connection.open();
                var _ = new Detaching(connection.screen(), Deed.VALIDATE, noWait)) {
            var doing = new Doing(connection, client, answers, Deed.VALIDATE);
            int exitCode = doing.run(selection, ActionRequest.NONE, null, !noWait);
            if (!noWait && answers.isTable()) {
                boolean one = selection.isOne();
                doing.done().forEach(job -> findings(client, job, one ? "" : job));
            }
            return exitCode;
        }
    }

    private void findings(Client client, String job, String title) {
        var validation = client.validation(job);
        answers.print(validation, paper -> ValidationAnswer.print(paper, title, validation));
    }

    int run(Deed deed, @Nullable Consent consent) {
        return run(deed, ActionRequest.NONE, consent);
    }

    int run(Deed deed, ActionRequest request, @Nullable Consent consent) {
        bind();
        selection.check();
        try (var client = connection.open();
                var _ = new Detaching(connection.screen(), deed, noWait)) {
            return new Doing(connection, client, answers, deed).run(selection, request, consent, !noWait);
        }
    }

    /** Goes through the switch of jobs; see {@link Rehearsing}. */
    int rehearse(Deed deed, List<String> databases) {
        bind();
        selection.check();
        try (var client = connection.open();
                var _ = new Detaching(connection.screen(), deed, noWait)) {
            return new Rehearsing(client, connection.screen(), answers, databases)
                    .run(selection.resolve(client, deed), !noWait);
        }
    }

    /** Refuses several jobs where the options are about one. */
    void checkOne(String option) {
        bind();
        selection.check();
        if (!selection.isOne()) {
            throw usage(option + " is for one job that is named.");
        }
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    static ActionRequest on(List<String> databases) {
        return new ActionRequest(null, null, databases.isEmpty() ? null : databases, null, null, null);
    }
}
