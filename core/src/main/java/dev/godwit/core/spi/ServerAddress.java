package dev.godwit.core.spi;

import dev.godwit.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What an address says to those who need not know the engine.
 *
 * @param host name or address, without brackets
 * @param port TCP port
 * @param database the one that is named; empty when none is
 * @param password the one that is written in the address; null when none is
 */
public record ServerAddress(
        String host, int port, String database, @Nullable Secret password) {}
