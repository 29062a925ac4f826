package dev.godwit.api;

/**
 * A profile to copy.
 *
 * @param name of the copy
 */
public record CloneRequest(String name) {}
