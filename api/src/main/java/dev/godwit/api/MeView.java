package dev.godwit.api;

/**
 * Who asks.
 *
 * @param role viewer, operator or admin
 * @param authenticated whether a token was given; without, the server trusts its own machine
 * @param serverVersion of the server's software
 */
public record MeView(String name, String role, boolean authenticated, String serverVersion) {}
