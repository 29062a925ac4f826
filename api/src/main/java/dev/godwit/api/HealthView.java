package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/**
 * How a server is.
 *
 * @param status UP or DOWN
 * @param found what is wrong; null when UP
 */
public record HealthView(String status, @Nullable String found) {}
