package dev.godwit.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How many tables are copied, or indexes built, at once. */
final class Parallelism {

    /** One worker keeps a core of each side busy, so beyond this the servers, not Godwit, are the limit. */
    private static final int OPTIMAL_LIMIT = 8;

    private static final int LIMIT = 64;

    private Parallelism() {}

    /** min is 1; optimal is one for each core, 2 to 8; max is twice that. */
    static int workers(@Nullable String word) {
        int cores = Runtime.getRuntime().availableProcessors();
        int optimal = Math.clamp(cores, 2, OPTIMAL_LIMIT);
        return switch (word == null ? "optimal" : word.toLowerCase(Locale.ROOT)) {
            case "min" -> 1;
            case "optimal" -> optimal;
            case "max" -> 2 * optimal;
            default -> number(word == null ? "" : word);
        };
    }

    private static int number(String word) {
        try {
            int workers = Integer.parseInt(word);
            if (workers >= 1 && workers <= LIMIT) {
                return workers;
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number out of range.
        }
        throw Requests.invalid("parallelism is min, optimal, max or a number from 1 to " + LIMIT);
    }
}
