package dev.godwit.core.spi;

/**
 * The form in which rows travel.
 *
 * @param id named by the engine that writes it; a target takes only those that it knows
 */
public record Encoding(String id) {}
