package dev.godwit.api;

import java.util.List;

/**
 * What a server is.
 *
 * @param api version of the paths and records: 1
 * @param engines ids of those it knows; an address begins with one of them, as in {@code id://}
 */
public record VersionView(String version, int api, List<String> engines) {}
