package dev.godwit.postgres;

import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tables are being made anew, noted before the first is dropped until all that hangs on them is there again: what
 * is dropped already cannot be seen by whoever begins again.
 */
final class RebuildNotes {

    private static final String TABLES = Notes.key("rebuilt.tables");
    private static final String GONE = Notes.key("rebuilt.gone");

    private final Progress progress;

    RebuildNotes(Progress progress) {
        this.progress = progress;
    }

    Set<TableName> tables() {
        return words(TABLES)
                .map(word -> word.split("\\.", -1))
                .map(names -> new TableName(decoded(names[0]), decoded(names[1])))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Objects other than tables that go with them. */
    Set<ObjectIdentity> gone() {
        return words(GONE).map(ObjectIdentity::decoded).collect(Collectors.toUnmodifiableSet());
    }

    void remember(Collection<TableName> tables, Collection<ObjectIdentity> gone) {
        progress.note(GONE, gone.stream().map(ObjectIdentity::encoded).collect(Collectors.joining(" ")));
        progress.note(
                TABLES,
                tables.stream()
                        .map(table -> encoded(table.schema()) + "." + encoded(table.name()))
                        .collect(Collectors.joining(" ")));
    }

    void forget() {
        progress.note(TABLES, "");
        progress.note(GONE, "");
    }

    private Stream<String> words(String key) {
        return Arrays.stream(progress.note(key).orElse("").split(" ", -1)).filter(word -> !word.isEmpty());
    }

    /** Neither a dot nor a space is left in it. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace(".", "%2E");
    }

    private static String decoded(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }
}
