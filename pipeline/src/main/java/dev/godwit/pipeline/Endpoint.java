package dev.godwit.pipeline;

import dev.godwit.core.Secret;
import dev.godwit.core.spi.Access;
import dev.godwit.core.spi.Engine;
import dev.godwit.core.spi.Via;
import org.jspecify.annotations.Nullable;

/**
 * One side of a migration.
 *
 * @param engine what speaks to it
 * @param url its address
 * @param password null to use what the engine finds by itself; lives in memory only
 * @param database overrides the one that the address names; null to take that
 * @param via near end of a tunnel to the server; null to connect directly
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

    /** The same in the engine's terms. */
    public Access access() {
        return new Access(url, password, database, via);
    }
}
