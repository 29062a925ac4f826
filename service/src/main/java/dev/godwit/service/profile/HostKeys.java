package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/**
 * The host keys that a tunnel's SSH server may show.
 *
 * @param keys from lines of known_hosts; which hosts the lines name is of no consequence, as they are given for this one
 * @param fingerprint as {@code SHA256:…}; empty without
 */
record HostKeys(List<PublicKey> keys, String fingerprint) {

    private static final String PREFIX = "SHA256:";
    private static final int SHA256_BYTES = 32;

    /** @throws Failure {@code REQUEST_INVALID} when lines or fingerprint are not understood */
    static HostKeys of(Tunnel tunnel) {
        String lines = tunnel.knownHosts();
        String fingerprint = tunnel.fingerprint();
        return new HostKeys(
                lines == null ? List.of() : Failure.about("tunnel.knownHosts", () -> parse(lines)),
                fingerprint == null || fingerprint.isBlank()
                        ? ""
                        : Failure.about("tunnel.fingerprint", () -> canonical(fingerprint.strip())));
    }

    private static List<PublicKey> parse(String text) {
        var keys = new ArrayList<PublicKey>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(key(line));
            }
        }
        return List.copyOf(keys);
    }

    /** A line is {@code hosts type key comment}; a public key's own file has no hosts. */
    private static PublicKey key(String line) {
        String[] words = line.split("\\s+", -1);
        for (int i = 0; i + 1 < words.length && i < 2; i++) {
            if (words[i].startsWith("@")) {
                throw invalid("a line of known hosts begins with " + words[i] + ", which is not supported");
            }
            if (PublicKeyEntry.getKeyDataEntryResolver(words[i]) != null
                    || words[i].matches("(ssh|ecdsa)-[a-z0-9-]+")) {
                return key(words[i], words[i + 1]);
            }
        }
        throw invalid("a line of known hosts names no kind of key");
    }

    private static PublicKey key(String type, String data) {
        try {
            PublicKey key = PublicKeyEntry.parsePublicKeyEntry(type + " " + data)
                    .resolvePublicKey(null, java.util.Map.of(), PublicKeyEntryResolver.FAILING);
            if (key != null) {
                return key;
            }
        } catch (java.io.IOException | GeneralSecurityException | RuntimeException e) {
            throw invalid("a line of known hosts has a key of type " + type + " that is not understood");
        }
        throw invalid("a line of known hosts has a key of type " + type + " that is not understood");
    }

    /** ssh-keygen leaves out the padding, other programs do not. */
    private static String canonical(String fingerprint) {
        String digest = fingerprint.startsWith(PREFIX) ? fingerprint.substring(PREFIX.length()) : fingerprint;
        String plain = digest.replaceFirst("=+$", "");
        try {
            if (Base64.getDecoder().decode(plain).length == SHA256_BYTES) {
                return PREFIX + plain;
            }
        } catch (IllegalArgumentException e) {
            throw invalid("the fingerprint of the host key is not understood");
        }
        throw invalid("the fingerprint of the host key is not understood");
    }

    private static Failure invalid(String found) {
        return Failure.of(ServiceFailure.REQUEST_INVALID)
                .found("%s", found)
                .next("Give lines as ssh-keyscan writes them, or a fingerprint as SHA256:… (ssh-keygen -lf).");
    }

    /** How ssh-keygen writes a key's fingerprint. */
    static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }

    /** Empty when the key is one of those that are known. */
    Optional<Failure> refuse(PublicKey shown, Tunnel tunnel) {
        String digest = fingerprint(shown);
        boolean known = fingerprint.equals(digest) || keys.stream().anyMatch(key -> KeyUtils.compareKeys(key, shown));
        if (known) {
            return Optional.empty();
        }
        String place = tunnel.host() + ":" + tunnel.port();
        String found = "%s shows the %s key %s".formatted(place, KeyUtils.getKeyType(shown), digest);
        boolean nothingKnown = keys.isEmpty() && fingerprint.isEmpty();
        return Optional.of(
                nothingKnown
                        ? Failure.of(ServiceFailure.TUNNEL_HOST_UNKNOWN)
                                .found("%s", found)
                                .next(
                                        "Compare it with the server's own: ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub there."
                                                + " If it is the same, put the fingerprint %s into the profile.",
                                        digest)
                        : Failure.of(ServiceFailure.TUNNEL_HOST_CHANGED)
                                .found("%s", found)
                                .build());
    }

    /** Kinds of the known keys: the server is asked for one of these first. */
    List<String> types() {
        return keys.stream().map(HostKeys::type).distinct().toList();
    }

    private static String type(PublicKey key) {
        @Nullable String type = KeyUtils.getKeyType(key);
        return type == null ? "" : type;
    }
}
