package dev.godwit.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a long list. */
final class Paging {

    @Option(names = "--page", paramLabel = "N", defaultValue = "1", description = "From 1. Default: ${DEFAULT-VALUE}.")
    int page;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most lines of a page. Default: ${DEFAULT-VALUE}.")
    int size;

    Query on(Query query) {
        return query.with("page", page).with("size", size);
    }

    /** 1-50 of 1,000, and how to see more; null when all is seen. */
    static @Nullable String footer(int shown, int page, int size, long total) {
        if (shown >= total) {
            return null;
        }
        long first = (long) (page - 1) * size + 1;
        String part = shown == 0
                ? "nothing on page %d; there are %s".formatted(page, Units.count(total))
                : "%s-%s of %s".formatted(Units.count(first), Units.count(first + shown - 1), Units.count(total));
        boolean more = shown > 0 && first + shown - 1 < total;
        return more ? part + "; the next: --page " + (page + 1) : part;
    }
}
