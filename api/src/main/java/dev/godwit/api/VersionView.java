package dev.godwit.api;

/**
 * What a server is.
 *
 * @param api version of the paths and records: 1
 */
public record VersionView(String version, int api) {}
