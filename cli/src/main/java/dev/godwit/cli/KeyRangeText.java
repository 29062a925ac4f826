package dev.godwit.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of keys as it is typed: {@code FROM..TO}, parts of a key divided by commas; a backslash before a comma, a point or
 * a backslash takes that as it is.
 */
record KeyRangeText(List<String> from, List<String> to) {

    /** Null when it is no range; everything for none. */
    static @Nullable KeyRangeText parse(@Nullable String text) {
        if (text == null) {
            return new KeyRangeText(List.of(), List.of());
        }
        var sides = new ArrayList<List<String>>();
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (sign == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else if (text.startsWith("..", i) && sides.isEmpty()) {
                sides.add(side(parts, part));
                i++;
            } else {
                part.append(sign);
            }
        }
        if (sides.isEmpty()) {
            return null;
        }
        return new KeyRangeText(sides.getFirst(), side(parts, part));
    }

    private static List<String> side(List<String> parts, StringBuilder last) {
        boolean none = parts.isEmpty() && last.isEmpty();
        if (!none) {
            parts.add(last.toString());
        }
        List<String> side = List.copyOf(parts);
        parts.clear();
        last.setLength(0);
        return side;
    }
}
