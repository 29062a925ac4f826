package dev.godwit.cli;

import dev.godwit.api.ServerRefusal;
import dev.godwit.api.StandaloneServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit server}: serves until it is told to stop. */
@Command(
        name = "server",
        description = {
            "Runs jobs until it is told to stop, and answers the REST API. On start every job goes on where it was.",
            "SIGTERM and Ctrl-C interrupt jobs at their next safe moment; they go on with the next start."
        },
        subcommands = {ServerCommand.RotateKey.class, ServerCommand.NewKey.class},
        footer = {
            "",
            "Examples:",
            "  godwit server",
            "  godwit server --data /var/lib/godwit --store postgresql://godwit@db/godwit",
            "  godwit server --bind 0.0.0.0 --tls-cert server.pem --tls-key server.key",
            "",
            "On loopback nobody has to sign in, unless --require-token says so. Any other address needs TLS and a token:",
            "godwit token create NAME --role admin.",
            "Exit: 0 told to stop, 1 it could not start, 2 usage."
        })
final class ServerCommand implements Callable<Integer> {

    /** Within the 30 seconds that service managers grant. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where it listens. Default: ${DEFAULT-VALUE}.")
    private String bind;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "7411",
            description = "0 for any that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Mixin
    private StoreOptions store;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM: its certificate, and those between it and its authority.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "PEM: the private key, PKCS#8 without a passphrase.")
    private @Nullable Path key;

    @Option(
            names = "--name",
            paramLabel = "HOST",
            description = "A further name under which clients ask for it. May be repeated.")
    private List<String> names = List.of();

    @Option(names = "--require-token", description = "Clients on this machine need a token too.")
    private boolean requireToken;

    @Override
    public Integer call() throws InterruptedException {
        if ((certificate == null) != (key == null)) {
            throw new ParameterException(spec.commandLine(), "--tls-cert and --tls-key go together.");
        }
        var options = new StandaloneServer.Options(
                store.data(), store.store(), bind, port, certificate, key, names, requireToken);
        var asked = new CountDownLatch(1);
        var signal = new AtomicInteger();
        try (var _ = new Interruption(code -> {
                    signal.set(code);
                    asked.countDown();
                });
                var running = StoreOptions.server().start(options)) {
            tell(running);
            asked.await();
            store.screen()
                    .err()
                    .println("Stopping: jobs are interrupted at their next safe moment (once more leaves at once)");
            running.shutDown(PATIENCE);
            return ExitCode.OK;
        } catch (ServerRefusal refusal) {
            throw Refusal.of(refusal);
        }
    }

    private void tell(StandaloneServer.Running running) {
        var out = store.screen().out();
        out.println("Godwit listens on " + running.address());
        out.println("Data: " + store.data().toAbsolutePath());
        out.println(
                "Next: open that address in a browser; or godwit profile create --help, in another terminal. Ctrl-C stops.");
        out.flush();
    }

    @Command(
            name = "rotate-key",
            description = "Encrypts all secrets of profiles under a new key. Stop the server before.",
            footer = {
                "",
                "Examples:",
                "  godwit server rotate-key --data /var/lib/godwit",
                "  GODWIT_KEY=$old GODWIT_NEW_KEY=$(godwit server new-key) godwit server rotate-key",
                "",
                "The key is the file 'key' of the data folder, or GODWIT_KEY; a new one for that comes from GODWIT_NEW_KEY.",
                "Exit: 0 done, 1 failed, for example because a server runs on this store, 2 usage."
            })
    static final class RotateKey implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private StoreOptions store;

        @Override
        public Integer call() {
            var environment = store.screen().environment();
            @Nullable String newKey = environment.get("GODWIT_NEW_KEY");
            if (environment.containsKey("GODWIT_KEY") && newKey == null) {
                throw new ParameterException(
                        spec.commandLine(), "GODWIT_KEY holds the key: set GODWIT_NEW_KEY to a new one as well.");
            }
            try {
                int count = StoreOptions.server().rotateKey(store.options(), newKey);
                store.screen().out().println("Encrypted under a new key: " + Story.plural(count, "secret"));
                return ExitCode.OK;
            } catch (ServerRefusal refusal) {
                throw Refusal.of(refusal);
            }
        }
    }

    @Command(
            name = "new-key",
            description = "Prints a key for GODWIT_KEY. Keep it safe: without it the secrets of profiles are lost.",
            footer = {"", "Example:", "  export GODWIT_KEY=$(godwit server new-key)", "", "Exit: 0 done, 2 usage."})
    static final class NewKey implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Main.screen(spec).out().println(StoreOptions.server().newKey());
            return ExitCode.OK;
        }
    }
}
