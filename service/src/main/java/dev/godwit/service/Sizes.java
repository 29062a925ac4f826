package dev.godwit.service;

import dev.godwit.core.Failure;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 200MB}, {@code 20GiB}, {@code 4096}. */
public final class Sizes {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([a-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "b", 1L,
            "kb", 1000L,
            "kib", 1L << 10,
            "mb", 1_000_000L,
            "mib", 1L << 20,
            "gb", 1_000_000_000L,
            "gib", 1L << 30,
            "tb", 1_000_000_000_000L,
            "tib", 1L << 40);
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    /**
     * A size in bytes.
     *
     * @param key whose value it is, for the refusal
     * @throws Failure {@code REQUEST_INVALID}
     */
    public static long bytes(String key, String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches() && UNITS.containsKey(matcher.group(2))) {
            try {
                return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
            } catch (ArithmeticException e) {
                throw refusal(key, text);
            }
        }
        throw refusal(key, text);
    }

    private static long unit(String name) {
        return UNITS.getOrDefault(name, 1L);
    }

    private static Failure refusal(String key, String text) {
        return Failure.of(ServiceFailure.REQUEST_INVALID)
                .found("%s is a size as 200MB or 20GiB, not %s", key, text)
                .about(key)
                .build();
    }

    /** The same size as a person would write it, exactly. */
    public static String exactly(long bytes) {
        String binary = in(bytes, 1024, new String[] {"", "KiB", "MiB", "GiB", "TiB"});
        String decimal = in(bytes, 1000, new String[] {"", "kB", "MB", "GB", "TB"});
        return decimal.length() < binary.length() ? decimal : binary;
    }

    private static String in(long bytes, int step, String[] units) {
        long number = bytes;
        int unit = 0;
        while (number != 0 && number % step == 0 && unit < units.length - 1) {
            number /= step;
            unit++;
        }
        return number + units[unit];
    }

    /** About so much, for a sentence, in the units of the console and the command line. */
    static String about(long bytes) {
        double number = bytes;
        int unit = 0;
        while (number >= 1024 && unit < BINARY.length - 1) {
            number /= 1024;
            unit++;
        }
        boolean whole = unit == 0 || number >= 100 || number == Math.rint(number);
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", number, BINARY[unit]);
    }
}
