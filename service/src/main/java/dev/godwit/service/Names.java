package dev.godwit.service;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.Predicate;

/** Names for new jobs and migrations. */
final class Names {

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int RANDOM_LETTERS = 6;
    private static final int WORD_LETTERS = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Names() {}

    /** A name for people, with a number when it is taken. */
    static String free(String wish, Predicate<String> taken) {
        String word = word(wish, '-');
        String name = word;
        for (int i = 2; taken.test(name); i++) {
            name = word + "-" + i;
        }
        return name;
    }

    /**
     * A name for files and for both servers: letters, digits and underscores, at most 30; two installations never choose
     * the same.
     */
    static String id(String name) {
        var id = new StringBuilder(word(name, '_')).append('_');
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    /** The database that an address names; empty when it names none. */
    static String database(String address) {
        String path = address.split("[?#]", 2)[0];
        int host = path.indexOf("://") + 3;
        int slash = path.indexOf('/', Math.max(host, 0));
        return slash < 0
                ? ""
                : URLDecoder.decode(path.substring(slash + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String word(String name, char gap) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", String.valueOf(gap));
        String cut = plain.substring(0, Math.min(plain.length(), WORD_LETTERS));
        return cut.chars().anyMatch(Character::isLetterOrDigit) ? cut : "job";
    }
}
