package dev.godwit.service.profile;

import dev.godwit.core.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Keys and certificates that openssl and ssh-keygen wrote, and a profile. */
final class Samples {

    static final Secret PASSPHRASE = new Secret("open sesame");

    private Samples() {}

    static Secret file(String name) {
        try (var stream = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name)) {
            return new Secret(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Profile profile(String id, String name, SecretField... secrets) {
        var moment = Instant.parse("2026-01-02T03:04:05.678901Z");
        var tunnel = new Tunnel("bastion", 22, "hop", null, "SHA256:" + "A".repeat(43));
        return new Profile(
                id,
                name,
                "sample",
                "sample://db.example:1/shop",
                Tls.AS_ADDRESS,
                tunnel,
                Set.of(secrets),
                1,
                moment,
                moment);
    }

    static ProfileDraft draft(String name, Map<SecretField, Secret> secrets) {
        return new ProfileDraft(name, "postgresql://app@db.example:5432/shop", null, null, secrets);
    }
}
