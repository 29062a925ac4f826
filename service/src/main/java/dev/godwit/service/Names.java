package dev.godwit.service;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.Predicate;

/** Names for new jobs. */
final class Names {

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int RANDOM_LETTERS = 6;
    private static final int WORD_LETTERS = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Names() {}

    /** A name for people: that of the source's database, with a number when it is taken. */
    static String name(JobSpec spec, Predicate<String> taken) {
        String word = word(spec.source(), '-');
        String name = word;
        for (int i = 2; taken.test(name); i++) {
            name = word + "-" + i;
        }
        return name;
    }

    /** A name for both servers: letters, digits and underscores, at most 30; two installations never choose the same. */
    static String id(JobSpec spec) {
        var id = new StringBuilder(word(spec.source(), '_')).append('_');
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    /** The last part of an address's path, with nothing in it but plain letters and digits. */
    private static String word(String address, char gap) {
        String path = address.split("[?#]", 2)[0];
        String last = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String plain = last.replaceAll("%[0-9a-f]{2}|[^a-z0-9]+", String.valueOf(gap));
        String cut = plain.substring(0, Math.min(plain.length(), WORD_LETTERS));
        return cut.chars().anyMatch(Character::isLetterOrDigit) ? cut : "job";
    }
}
