package dev.godwit.server;

import dev.godwit.core.Mode;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.service.AuditQuery;
import dev.godwit.service.JobQuery;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind the question mark. */
final class Queries {

    static final int SIZE = 50;
    private static final int LARGEST = 1000;

    private Queries() {}

    static JobQuery jobs(Context request) {
        String sort = text(request, "sort", "-startedAt");
        boolean descending = sort.startsWith("-");
        return new JobQuery(
                List.of(),
                choices(request, "status", Status.class),
                choices(request, "phase", Phase.class),
                choices(request, "mode", Mode.class),
                labels(request.queryParams("label")),
                text(request, "search", ""),
                Words.choice("sort", camel(descending ? sort.substring(1) : sort), JobQuery.Sort.class),
                descending,
                page(request),
                size(request));
    }

    static AuditQuery audit(Context request) {
        return new AuditQuery(
                text(request, "who", ""),
                text(request, "action", ""),
                text(request, "subject", ""),
                moment(request, "from"),
                moment(request, "until"),
                page(request),
                size(request));
    }

    private static @Nullable Instant moment(Context request, String key) {
        @Nullable String value = request.queryParam(key);
        try {
            return value == null ? null : Instant.parse(value.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw Bodies.invalid(key + " is a moment as 2026-11-21T22:00:00Z");
        }
    }

    /** startedAt as STARTED_AT. */
    private static String camel(String key) {
        return key.replaceAll("([a-z])([A-Z])", "$1-$2");
    }

    static String text(Context request, String key, String unless) {
        @Nullable String value = request.queryParam(key);
        return value == null ? unless : value;
    }

    private static <E extends Enum<E>> Set<E> choices(Context request, String key, Class<E> type) {
        return choices(key, request.queryParams(key), type);
    }

    /** Several times the key, or several words with commas between them. */
    static <E extends Enum<E>> Set<E> choices(String key, List<String> values, Class<E> type) {
        var chosen = EnumSet.noneOf(type);
        for (String value : values) {
            for (String word : value.split(",", -1)) {
                if (!word.isBlank()) {
                    chosen.add(Words.choice(key, word.strip(), type));
                }
            }
        }
        return chosen;
    }

    private static Map<String, String> labels(List<String> pairs) {
        var labels = new TreeMap<String, String>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw Bodies.invalid("label is written as key=value");
            }
            labels.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return labels;
    }

    static int page(Context request) {
        return number(request, "page", 1, Integer.MAX_VALUE);
    }

    static int size(Context request) {
        return number(request, "size", SIZE, LARGEST);
    }

    static int number(Context request, String key, int unless, int largest) {
        @Nullable String value = request.queryParam(key);
        if (value == null) {
            return unless;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number out of range.
        }
        throw Bodies.invalid("%s is a number from 1 to %s"
                .formatted(key, Integer.toString(largest).toLowerCase(Locale.ROOT)));
    }
}
