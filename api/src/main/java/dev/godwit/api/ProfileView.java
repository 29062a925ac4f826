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
        Tls tls,
        @Nullable Tunnel tunnel,
        List<String> jobs,
        long version,
        Instant createdAt,
        Instant changedAt) {

    /**
     * How connections are protected.
     *
     * @param mode off, prefer, encrypt, verify-ca or verify-full; null for what the address says
     * @param authorities who may have signed the server's certificate; empty for what the address says
     * @param clientCertificate null without one
     */
    public record Tls(
            @Nullable String mode,
            List<Certificate> authorities,
            @Nullable Certificate clientCertificate,
            boolean clientKeySet) {}

    /**
     * What people ask of a certificate.
     *
     * @param sha256 its fingerprint, in lower-case hexadecimal digits
     */
    public record Certificate(String subject, String issuer, Instant expiresAt, String sha256) {}

    public record Tunnel(
            String host,
            int port,
            String user,
            @Nullable String knownHosts,
            @Nullable String fingerprint,
            boolean passwordSet,
            boolean keySet) {}
}
