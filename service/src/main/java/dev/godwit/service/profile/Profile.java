package dev.godwit.service.profile;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached; without secrets.
 *
 * @param id chosen at random, never changes
 * @param name unique, for people; 1 to 63 characters
 * @param engine the engine's {@link dev.godwit.core.spi.Engine#id id}
 * @param url in the canonical spelling, without secrets
 * @param tls how the connection is protected
 * @param tunnel null without one
 * @param secrets those that are kept
 * @param version grows by one with each change; 1 at first
 */
public record Profile(
        String id,
        String name,
        String engine,
        String url,
        Tls tls,
        @Nullable Tunnel tunnel,
        Set<SecretField> secrets,
        long version,
        Instant createdAt,
        Instant changedAt) {

    public Profile {
        secrets = Set.copyOf(secrets);
    }

    /** The same with these secrets. */
    Profile with(Set<SecretField> kept) {
        return new Profile(id, name, engine, url, tls, tunnel, kept, version, createdAt, changedAt);
    }

    /** Whether this secret is kept. */
    public boolean has(SecretField field) {
        return secrets.contains(field);
    }
}
