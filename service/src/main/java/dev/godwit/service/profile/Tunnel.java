package dev.godwit.service.profile;

import org.jspecify.annotations.Nullable;

/**
 * An SSH server through which a database server is reached. It has to show a host key that is known: one of those lines,
 * or the one with the fingerprint.
 *
 * @param host name or address
 * @param port TCP port, usually 22
 * @param user who signs in there
 * @param knownHosts lines as in ~/.ssh/known_hosts or as ssh-keyscan writes them; null without
 * @param fingerprint as {@code SHA256:…}; null without
 */
public record Tunnel(
        String host,
        int port,
        String user,
        @Nullable String knownHosts,
        @Nullable String fingerprint) {

    public static final int DEFAULT_PORT = 22;
}
