package dev.godwit.core.spi;

import dev.godwit.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * How one database is reached.
 *
 * @param url address of the server as the user wrote it
 * @param password null to use what the address, or the engine's password file, says
 * @param database overrides the one that the address names; null to take that
 * @param via where to connect instead of the address; null to connect there
 */
public record Access(
        String url,
        @Nullable Secret password,
        @Nullable String database,
        @Nullable Via via) {

    /** The database that the address names, reached directly. */
    public Access(String url, @Nullable Secret password) {
        this(url, password, null, null);
    }
}
