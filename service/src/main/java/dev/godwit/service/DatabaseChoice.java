package dev.godwit.service;

import java.util.List;
import java.util.Map;

/**
 * Which databases of the source.
 *
 * @param patterns names, in which {@code *} stands for any characters and {@code ?} for one; empty means the one that the
 *     address or profile names
 * @param renames name on the source to name on the target, where they differ
 */
public record DatabaseChoice(List<String> patterns, Map<String, String> renames) {

    /** The one that the address or profile names. */
    public static final DatabaseChoice NAMED = new DatabaseChoice(List.of(), Map.of());

    public DatabaseChoice {
        patterns = List.copyOf(patterns);
        renames = Map.copyOf(renames);
    }

    /** Whether the source has to be asked which databases these are. */
    public boolean needsSource() {
        return patterns.stream().anyMatch(DatabaseChoice::isPattern);
    }

    static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }
}
