package dev.godwit.pipeline;

import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import org.jspecify.annotations.Nullable;

/**
 * One side of a migration.
 *
 * @param engine what speaks to it
 * @param url its address
 * @param password null to use what the engine finds by itself; lives in memory only
 */
public record Endpoint(Engine engine, String url, @Nullable Secret password) {}
