package dev.godwit.pipeline;

import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import dev.godwit.core.spi.Via;
import org.jspecify.annotations.Nullable;

/**
 * One side of a migration.
 *
 * @param engine what speaks to it
 * @param url its address
 * @param password null to use what the engine finds by itself; lives in memory only
 * @param database null for the one the address names
 * @param via null to connect to the address itself
 */
public record Endpoint(
        Engine engine,
        String url,
        @Nullable Secret password,
        @Nullable String database,
        @Nullable Via via) {

    /** The database that the address names, reached directly. */
    public Endpoint(Engine engine, String url, @Nullable Secret password) {
        this(engine, url, password, null, null);
    }
}
