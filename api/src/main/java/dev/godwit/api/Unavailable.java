package dev.godwit.api;

/** An action and why it is refused. */
public record Unavailable(String action, String reason) {}
