package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import dev.godwit.core.spi.ServerAddress;
import dev.godwit.core.spi.TlsMode;
import dev.godwit.service.ServiceFailure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A draft after it was looked through: all in its canonical form, with all secrets.
 *
 * @param engine understands the address
 * @param secrets those that are kept
 */
record Blueprint(
        String name,
        Engine engine,
        String url,
        Tls tls,
        @Nullable Tunnel tunnel,
        Map<SecretField, Secret> secrets) {

    private static final int NAME_LENGTH = 63;
    private static final int MAX_PORT = 65_535;

    /**
     * Looks a draft through.
     *
     * @param engines answers with the engine of an address
     * @param kept the secrets that are there already
     * @throws Failure with what cannot be taken
     */
    static Blueprint of(ProfileDraft draft, Function<String, Engine> engines, Map<SecretField, Secret> kept) {
        String name = draft.name().strip();
        checkName(name);
        Engine engine = Failure.about("url", () -> engines.apply(draft.url()));
        var address = Failure.about("url", () -> engine.address(draft.url()));
        var secrets = merged(draft, kept, address);
        Tls tls = tls(draft.tls(), secrets);
        checkTunnel(draft.tunnel(), secrets);
        return new Blueprint(
                name, engine, engine.canonicalServer(draft.url()), tls, draft.tunnel(), Map.copyOf(secrets));
    }

    /** What is not used is not kept. */
    private static EnumMap<SecretField, Secret> merged(
            ProfileDraft draft, Map<SecretField, Secret> kept, ServerAddress address) {
        var secrets = new EnumMap<SecretField, Secret>(SecretField.class);
        secrets.putAll(kept);
        if (address.password() != null) {
            secrets.put(SecretField.PASSWORD, address.password());
        }
        secrets.putAll(draft.secrets());
        boolean otherKey = draft.secrets().containsKey(SecretField.TUNNEL_KEY);
        if (otherKey && !draft.secrets().containsKey(SecretField.TUNNEL_KEY_PASSPHRASE)) {
            secrets.remove(SecretField.TUNNEL_KEY_PASSPHRASE);
        }
        secrets.entrySet()
                .removeIf(entry -> entry.getValue().reveal().isEmpty()
                        || (entry.getKey().tls() && draft.tls() == TlsMode.OFF)
                        || (entry.getKey().tunnel() && draft.tunnel() == null));
        return secrets;
    }

    private static void checkName(String name) {
        boolean fine = !name.isEmpty()
                && name.codePointCount(0, name.length()) <= NAME_LENGTH
                && name.codePoints().noneMatch(Character::isISOControl);
        if (!fine) {
            throw invalid(
                    "name", "the profile's name", "Write 1 to " + NAME_LENGTH + " characters, without line breaks.");
        }
    }

    private static Tls tls(@Nullable TlsMode mode, Map<SecretField, Secret> secrets) {
        Secret authorities = secrets.get(SecretField.AUTHORITIES);
        List<CertificateSummary> signers = List.of();
        TlsMode effective = mode;
        if (authorities != null) {
            var read = Certificates.read(SecretField.AUTHORITIES, authorities).anyValid(SecretField.AUTHORITIES);
            secrets.put(SecretField.AUTHORITIES, read.text());
            signers = read.summaries();
            // Who uploads authorities wants the server checked by them.
            effective = mode == null ? TlsMode.VERIFY_FULL : mode;
        }
        return new Tls(effective, signers, client(secrets));
    }

    private static @Nullable CertificateSummary client(Map<SecretField, Secret> secrets) {
        Secret certificate = secrets.get(SecretField.CERTIFICATE);
        Secret key = secrets.get(SecretField.CLIENT_KEY);
        Secret passphrase = secrets.remove(SecretField.CLIENT_KEY_PASSPHRASE);
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw invalid(
                    (certificate == null ? SecretField.CERTIFICATE : SecretField.CLIENT_KEY).path(),
                    certificate == null
                            ? "a client key without its certificate"
                            : "a client certificate without its key",
                    "Upload both, or neither.");
        }
        var read = Certificates.read(SecretField.CERTIFICATE, certificate).firstValid(SecretField.CERTIFICATE);
        var opened = PrivateKeys.read(SecretField.CLIENT_KEY, key, passphrase).getPrivate();
        read.refuseOthersKey(opened);
        secrets.put(SecretField.CERTIFICATE, read.text());
        secrets.put(SecretField.CLIENT_KEY, new Secret(Pem.write("PRIVATE KEY", opened.getEncoded())));
        return read.summaries().getFirst();
    }

    private static void checkTunnel(@Nullable Tunnel tunnel, Map<SecretField, Secret> secrets) {
        if (tunnel == null) {
            return;
        }
        if (tunnel.host().isBlank() || tunnel.user().isBlank()) {
            throw invalid(
                    tunnel.host().isBlank() ? "tunnel.host" : "tunnel.user",
                    "the tunnel's host or user is missing",
                    "Write both.");
        }
        if (tunnel.port() < 1 || tunnel.port() > MAX_PORT) {
            throw invalid(
                    "tunnel.port", "the tunnel's port " + tunnel.port(), "Write a number from 1 to " + MAX_PORT + ".");
        }
        HostKeys.of(tunnel);
        Secret key = secrets.get(SecretField.TUNNEL_KEY);
        if (key != null) {
            PrivateKeys.read(SecretField.TUNNEL_KEY, key, secrets.get(SecretField.TUNNEL_KEY_PASSPHRASE));
        } else if (!secrets.containsKey(SecretField.TUNNEL_PASSWORD)) {
            throw invalid("tunnel.password", "the tunnel has neither password nor key", "Give one of them.");
        }
    }

    private static Failure invalid(String about, String found, String next) {
        return Failure.of(ServiceFailure.REQUEST_INVALID)
                .found("%s", found)
                .about(about)
                .next("%s", next);
    }

    ServerAddress address() {
        return engine.address(url);
    }
}
