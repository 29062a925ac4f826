package dev.godwit.api;

import java.util.List;

/**
 * A job request as a person would write it; no secrets.
 *
 * @param command for a shell
 * @param document in YAML, for {@code godwit job create -f}
 * @param missing keys without which it cannot start
 */
public record DraftView(String command, String document, List<String> missing) {}
