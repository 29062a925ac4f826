package dev.godwit.cli;

import java.util.List;
import java.util.regex.Pattern;

/** Names in commands that a person may copy. */
final class Shell {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+", Pattern.UNICODE_CHARACTER_CLASS);

    private Shell() {}

    /** As a shell takes it for one word. */
    static String word(String name) {
        String seen = Cells.harmless(name);
        return PLAIN.matcher(seen).matches() ? seen : "'" + seen.replace("'", "'\\''") + "'";
    }

    static List<String> words(List<String> names) {
        return names.stream().map(Shell::word).toList();
    }
}
