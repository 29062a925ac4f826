package dev.godwit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The server that a command speaks to. */
final class Connection {

    private static final String USUAL = "http://127.0.0.1:" + dev.godwit.api.ApiPaths.DEFAULT_PORT;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server. Default: GODWIT_SERVER, or " + USUAL + ". Its token comes from GODWIT_TOKEN.")
    private @Nullable String server;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file with who signed the server's certificate; default: whom Java trusts.")
    private @Nullable Path authority;

    /** Tells the command that these options belong to: picocli tells a mixin within a mixin the outer one. */
    void bind(CommandSpec command) {
        spec = command;
    }

    Screen screen() {
        return Main.screen(spec);
    }

    CommandSpec spec() {
        return spec;
    }

    /** Whether a person said which server; else the usual one is tried. */
    boolean chosen() {
        return named() != null;
    }

    private @Nullable String named() {
        return server != null ? server : nonEmpty("GODWIT_SERVER");
    }

    private @Nullable String nonEmpty(String variable) {
        @Nullable String value = screen().environment().get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    Client open() {
        return new Client(wire());
    }

    Wire wire() {
        @Nullable String given = named();
        URI base = parsed(given == null ? USUAL : given);
        @Nullable String token = nonEmpty("GODWIT_TOKEN");
        if (token != null && base.getScheme().equals("http") && !isHere(base.getHost())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "GODWIT_TOKEN would cross the network for everyone to read. Use https:// for " + base.getHost()
                            + ".");
        }
        return Wire.to(base, token, authority == null ? null : trusting(authority));
    }

    private URI parsed(String given) {
        try {
            var uri = new URI(given);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new ParameterException(
                spec.commandLine(), "A server's address is http://HOST:PORT or https://HOST:PORT, without a password.");
    }

    private static boolean isHere(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private SSLContext trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca" + count++, certificate);
            }
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ParameterException(spec.commandLine(), "--ca " + file + " holds no certificates in PEM.", e);
        }
    }
}
