package dev.godwit.service;

import dev.godwit.core.Failure;
import java.util.Locale;

/** How many tables are copied, or indexes built, at once. */
public final class Parallelism {

    /** One worker keeps a core of each side busy, so beyond this the servers, not Godwit, are the limit. */
    private static final int OPTIMAL_LIMIT = 8;

    private static final int LIMIT = 64;

    private Parallelism() {}

    /**
     * min is 1; optimal is one for each core, 2 to 8; max is twice that; or a number.
     *
     * @throws Failure {@code REQUEST_INVALID}
     */
    public static int workers(String word) {
        int optimal = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, OPTIMAL_LIMIT);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "min" -> 1;
            case "optimal" -> optimal;
            case "max" -> 2 * optimal;
            default -> number(word);
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
        throw Failure.of(ServiceFailure.REQUEST_INVALID)
                .found("parallelism is min, optimal, max or a number from 1 to " + LIMIT)
                .about("parallelism")
                .build();
    }
}
