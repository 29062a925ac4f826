package dev.godwit.cli;

import dev.godwit.api.PreviewView;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit job end}: on a server; or, where none runs, for a job of {@code godwit migrate}, in this process. */
@Command(
        name = "end",
        description =
                "Gives migrations up for good: what they hold on both sides is released, the rows they moved stay.",
        footer = {
            "",
            "Examples:",
            "  godwit job end shop",
            "  godwit job end -l wave=3 --mode force --yes",
            "",
            "auto is normal, or force where the job is not well; force skips triggers, events and sequences.",
            "A job of godwit migrate is ended in this process where no server knows it. Passwords as for godwit migrate.",
            "Exit: 0 ended, 1 failed, 2 usage, 5 refused, also in part, 6 no server, 130 Ctrl-C."
        })
final class JobEnd implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(names = "--mode", paramLabel = "HOW", description = "auto, normal or force. Default: auto.")
    private @Nullable EndMode mode;

    @Mixin
    private Consent consent;

    @Mixin
    private Selection selection;

    @Option(names = "--no-wait", description = "Return as soon as the server has taken it on.")
    private boolean noWait;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table, json or yaml. Default: ${DEFAULT-VALUE}.")
    private Answers.Form form;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        selection.check();
        if (selection.isOne() && !connection.chosen() && !isKnownToServer(selection.one())) {
            return here(selection.one());
        }
        var answers = Answers.of(connection.spec(), form, output.color());
        try (var client = connection.open();
                var _ = new Detaching(connection.screen(), Deed.END, noWait)) {
            var doing = new Doing(connection, client, answers, Deed.END);
            if (output.json()) {
                doing.tellAsEvents();
            }
            return doing.run(selection, EndMode.request(mode), consent, !noWait);
        }
    }

    private boolean isKnownToServer(String name) {
        try (var client = new Client(connection.wire().within(PATIENCE))) {
            client.job(name);
            return true;
        } catch (Refusal refusal) {
            boolean nobody = refusal.failure().code().equals(Refusal.NO_ANSWER);
            if (nobody || refusal.exitCode() == ExitCode.REFUSED) {
                return false;
            }
            throw refusal;
        }
    }

    /** With a server in this process, as godwit migrate does it. */
    private int here(String name) {
        var screen = connection.screen();
        consent.check();
        return new OneShot(screen, output, output.narrator(screen)).end(name, EndMode.request(mode), this::agrees);
    }

    private boolean agrees(String name, PreviewView preview) {
        if (consent.isGiven()) {
            return true;
        }
        var screen = connection.screen();
        new Previews(screen.err(), output.err(screen)).print(name, preview);
        return consent.ask(
                "End %s without promoting? It cannot be resumed.".formatted(name), preview.loses() ? name : "");
    }
}
