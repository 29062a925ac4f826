package dev.godwit.cli;

import dev.godwit.api.ProfileRequest;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The SSH tunnel of a connection profile. */
final class TunnelOptions {

    private static final Pattern PLACE = Pattern.compile("([^@\\s]+)@(\\[[^\\]]+\\]|[^:@\\s]+)(?::(\\d{1,5}))?");

    @Option(names = "--ssh", paramLabel = "USER@HOST[:PORT]", description = "Go through this SSH server.")
    private @Nullable String place;

    @Option(
            names = "--ssh-key",
            paramLabel = "FILE",
            description = "Private key. A passphrase is read from GODWIT_SSH_PASSPHRASE.")
    private @Nullable Path key;

    @Option(
            names = "--ssh-password-file",
            paramLabel = "FILE",
            description = "First line: the password; - is standard input. Else GODWIT_SSH_PASSWORD.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--ssh-known-hosts",
            paramLabel = "FILE",
            description = "Host keys that are trusted, as of ssh-keyscan.")
    private @Nullable Path knownHosts;

    @Option(names = "--ssh-fingerprint", paramLabel = "SHA256:…", description = "Fingerprint of the host key instead.")
    private @Nullable String fingerprint;

    ProfileRequest.@Nullable Tunnel request(CommandSpec spec) {
        var screen = Main.screen(spec);
        if (place == null) {
            if (key != null || passwordFile != null || knownHosts != null || fingerprint != null) {
                throw usage(spec, "The options of a tunnel need --ssh USER@HOST.");
            }
            return null;
        }
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            throw usage(spec, "--ssh is USER@HOST or USER@HOST:PORT.");
        }
        @Nullable String port = parts.group(3);
        return new ProfileRequest.Tunnel(
                parts.group(2),
                port == null ? null : (Integer) Integer.parseInt(port),
                parts.group(1),
                knownHosts == null ? null : Documents.read(screen, knownHosts),
                fingerprint,
                passwordFile == null
                        ? screen.environment().get("GODWIT_SSH_PASSWORD")
                        : Documents.secret(screen, passwordFile),
                key == null ? null : Documents.read(screen, key),
                key == null ? null : screen.environment().get("GODWIT_SSH_PASSPHRASE"));
    }

    private static ParameterException usage(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
