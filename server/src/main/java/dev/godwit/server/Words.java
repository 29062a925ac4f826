package dev.godwit.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Choices as clients write them: in any case, with hyphens or underscores. */
final class Words {

    private Words() {}

    static String of(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The choice with this word; what it is unless said otherwise. */
    static <E extends Enum<E>> E choice(String key, @Nullable String word, E unless) {
        return word == null ? unless : choice(key, word, unless.getDeclaringClass());
    }

    static <E extends Enum<E>> E choice(String key, String word, Class<E> type) {
        String sought = word.toLowerCase(Locale.ROOT).replace('_', '-');
        List<E> choices = Arrays.asList(type.getEnumConstants());
        return choices.stream()
                .filter(choice -> of(choice).equals(sought))
                .findFirst()
                .orElseThrow(() -> Bodies.invalid(
                        key,
                        key + " is one of "
                                + String.join(
                                        ", ", choices.stream().map(Words::of).toList())));
    }
}
