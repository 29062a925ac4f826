package dev.godwit.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token to make.
 *
 * @param name of the person or program
 * @param role viewer, operator or admin
 * @param expiresAt null for never
 */
public record TokenRequest(
        String name, String role, @Nullable Instant expiresAt) {}
