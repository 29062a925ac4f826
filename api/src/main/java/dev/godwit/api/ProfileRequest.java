package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/**
 * How to reach a server. Secrets go in and never come out; in an edit a secret that is null stays as it is, and an empty
 * one is forgotten.
 *
 * @param url without a password; the database may be left out
 */
public record ProfileRequest(
        @Nullable String name,
        @Nullable String url,
        @Nullable String password,
        @Nullable Tls tls,
        @Nullable Tunnel tunnel) {

    /**
     * All certificates and keys are the text of PEM files.
     *
     * @param mode off, prefer, encrypt, verify-ca or verify-full; null for what the address says
     * @param ca who signs the server's certificate
     * @param clientCertificate for mutual TLS
     * @param clientKey its key
     * @param clientKeyPassphrase opens that key; not kept
     */
    public record Tls(
            @Nullable String mode,
            @Nullable String ca,
            @Nullable String clientCertificate,
            @Nullable String clientKey,
            @Nullable String clientKeyPassphrase) {

        @Override
        public String toString() {
            return "Tls[***]";
        }
    }

    /**
     * An SSH tunnel; one of knownHosts and fingerprint is needed, and one of password and key.
     *
     * @param port default 22
     * @param knownHosts lines of a known_hosts file
     * @param fingerprint of the host key, as SHA256:…
     */
    public record Tunnel(
            String host,
            @Nullable Integer port,
            String user,
            @Nullable String knownHosts,
            @Nullable String fingerprint,
            @Nullable String password,
            @Nullable String key,
            @Nullable String passphrase) {

        @Override
        public String toString() {
            return "Tunnel[***]";
        }
    }

    @Override
    public String toString() {
        return "ProfileRequest[***]";
    }
}
