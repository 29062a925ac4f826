package dev.godwit.e2e;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the words of one database in text and in names: {@code WALReader}, {@code wal_level} and
 * "the WAL" alike.
 */
final class EngineWords {

    private static final Pattern BORDERS =
            Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern BEGINNINGS = Pattern.compile("(postgres|pg|mysql|mariadb|binlog).*");
    private static final Set<String> WORDS =
            Set.of("wal", "walsender", "lsn", "ctid", "xmin", "oid", "regclass", "relfilenode", "toast", "gtid");

    private EngineWords() {}

    static List<String> in(String text) {
        return Stream.of(BORDERS.split(text))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> WORDS.contains(word) || BEGINNINGS.matcher(word).matches())
                .distinct()
                .toList();
    }
}
