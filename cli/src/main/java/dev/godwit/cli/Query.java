package dev.godwit.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The part of an address behind the question mark. */
final class Query {

    private final StringJoiner parts = new StringJoiner("&", "?", "").setEmptyValue("");

    /** Adds it unless it is null. */
    Query with(String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + "=" + encoded(value.toString()));
        }
        return this;
    }

    /** Adds it once for each value. */
    Query withAll(String name, List<String> values) {
        values.forEach(value -> with(name, value));
        return this;
    }

    /** As it may stand in a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
