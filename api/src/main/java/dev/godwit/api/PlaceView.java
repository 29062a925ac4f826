package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/**
 * One side of a job.
 *
 * @param profile id of its profile; null for an address
 * @param profileName null for an address
 * @param url without secrets
 * @param server host and port
 * @param engine as in addresses: the part before ://
 * @param serverVersion as it answered last; null while not yet known
 */
public record PlaceView(
        @Nullable String profile,
        @Nullable String profileName,
        String url,
        String server,
        String engine,
        @Nullable String serverVersion) {}
