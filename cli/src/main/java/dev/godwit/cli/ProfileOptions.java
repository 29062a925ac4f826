package dev.godwit.cli;

import dev.godwit.api.ProfileRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a server is reached. Secrets come from files, the environment or a prompt, never from the command line. */
final class ProfileOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--url",
            description =
                    "engine://user@host:port/database?option=value, without a password; the database may be left out.")
    private @Nullable String url;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "First line: the password; - is standard input. Else GODWIT_PROFILE_PASSWORD, or a prompt.")
    private @Nullable Path passwordFile;

    @Option(names = "--ask-password", description = "Ask for the password.")
    private boolean ask;

    @Option(names = "--no-password", description = "Keep none: forget the one that is kept.")
    private boolean none;

    @Option(names = "--tls", paramLabel = "MODE", description = "off, prefer, encrypt, verify-ca or verify-full.")
    private @Nullable String tlsMode;

    @Option(names = "--tls-ca", paramLabel = "FILE", description = "PEM: who may have signed the server's certificate.")
    private @Nullable Path tlsCa;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "PEM: the certificate to show the server.")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "PEM: its key. A passphrase is read from GODWIT_KEY_PASSPHRASE.")
    private @Nullable Path tlsKey;

    @Mixin
    private TunnelOptions tunnel;

    /**
     * What was given.
     *
     * @param asks whether a password that was not given is asked for, where there is a terminal
     */
    ProfileRequest request(@Nullable String name, boolean asks) {
        check();
        return new ProfileRequest(name, url, password(asks), tls(), tunnel.request(spec));
    }

    private Screen screen() {
        return Main.screen(spec);
    }

    private void check() {
        if (url != null && Servers.PASSWORD.matcher(url).find()) {
            throw usage(
                    "--url holds a password, and everyone on this machine can read it in the list of processes. Use --password-file, GODWIT_PROFILE_PASSWORD or the prompt.");
        }
        if (none && (ask || passwordFile != null)) {
            throw usage("--no-password, or a password; not both.");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private @Nullable String password(boolean asks) {
        if (none) {
            return "";
        }
        if (passwordFile != null) {
            return Documents.secret(screen(), passwordFile);
        }
        @Nullable String variable = screen().environment().get("GODWIT_PROFILE_PASSWORD");
        if (variable != null && !ask) {
            return variable;
        }
        if (ask || (asks && screen().canAsk())) {
            return asked();
        }
        return null;
    }

    private @Nullable String asked() {
        var questions = new Questions(screen());
        if (!questions.canAsk()) {
            throw usage("Without a terminal nobody can be asked: use --password-file or GODWIT_PROFILE_PASSWORD.");
        }
        @Nullable String typed = questions.password("Password (Enter for none)");
        if (typed == null) {
            throw usage("No password was given; nothing was done.");
        }
        return typed.isEmpty() ? null : typed;
    }

    private ProfileRequest.@Nullable Tls tls() {
        if (tlsMode == null && tlsCa == null && tlsCertificate == null && tlsKey == null) {
            return null;
        }
        return new ProfileRequest.Tls(
                tlsMode,
                text(tlsCa),
                text(tlsCertificate),
                text(tlsKey),
                tlsKey == null ? null : screen().environment().get("GODWIT_KEY_PASSPHRASE"));
    }

    private @Nullable String text(@Nullable Path file) {
        return file == null ? null : Documents.read(screen(), file);
    }
}
