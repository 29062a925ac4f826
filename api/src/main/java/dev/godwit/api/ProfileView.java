package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached; without secrets.
 *
 * @param url without secrets
 * @param server host and port
 * @param database null when the profile names none
 * @param passwordSet whether one is kept
 * @param jobs names of the jobs that use it; while there are any it cannot be deleted
 * @param version also the ETag
 */
public record ProfileView(
        String id,
        String name,
        String engine,
        String url,
        String server,
        @Nullable String database,
        boolean passwordSet,
        @Nullable Tls tls,
        @Nullable Tunnel tunnel,
        List<String> jobs,
        long version,
        Instant createdAt,
        Instant changedAt) {

    /** Certificates are no secrets; keys are. */
    public record Tls(
            @Nullable String mode,
            @Nullable String ca,
            @Nullable String clientCertificate,
            boolean clientKeySet) {}

    public record Tunnel(
            String host,
            int port,
            String user,
            @Nullable String knownHosts,
            @Nullable String fingerprint,
            boolean passwordSet,
            boolean keySet) {}
}
