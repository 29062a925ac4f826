package dev.godwit.cli;

import dev.godwit.api.StandaloneServer;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a server keeps what it knows. */
final class StoreOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The server's own folder. Default: GODWIT_DATA, or ~/.local/share/godwit.")
    private @Nullable Path data;

    @Option(
            names = "--store",
            paramLabel = "URL",
            description =
                    "A database for the store, as postgresql://user@host/db; its password comes from the password file. Default: GODWIT_STORE, whose address may hold a password, or a file in the data folder.")
    private @Nullable String store;

    Screen screen() {
        return Main.screen(spec);
    }

    Path data() {
        return data == null ? LocalServer.data(screen().environment()) : data;
    }

    @Nullable String store() {
        if (store != null && Servers.PASSWORD.matcher(store).find()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--store holds a password, and everyone on this machine can read it in the list of processes. Use GODWIT_STORE or a password file.");
        }
        return store == null ? screen().environment().get("GODWIT_STORE") : store;
    }

    /** For what is done without listening. */
    StandaloneServer.Options options() {
        var usual = StandaloneServer.Options.on(data());
        return new StandaloneServer.Options(
                usual.data(),
                store(),
                usual.bind(),
                usual.port(),
                usual.tlsCertificate(),
                usual.tlsKey(),
                usual.names(),
                usual.requireToken());
    }

    static StandaloneServer server() {
        return ServiceLoader.load(StandaloneServer.class)
                .findFirst()
                .orElseThrow(() -> Refusal.noServer("it is not part of this installation"));
    }
}
