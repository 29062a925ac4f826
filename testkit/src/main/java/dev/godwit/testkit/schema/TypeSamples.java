package dev.godwit.testkit.schema;

import dev.godwit.testkit.Sql;
import dev.godwit.testkit.SqlScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values in {@code samples.txt}, where the format is described, as expressions of SQL. */
final class TypeSamples {
    private static final Pattern GUARDED = Pattern.compile(">= (\\d+) (.*)");
    private static final String NO_VALUES = "no values";

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> modified = new ArrayList<>();

    private TypeSamples() {}

    /** Those that a server of this major version takes. */
    static TypeSamples forVersion(int major) {
        var samples = new TypeSamples();
        List<String> current = new ArrayList<>();
        for (String line : SqlScript.resource(TypeSamples.class, "samples.txt")
                .text()
                .lines()
                .toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String text = line.strip();
            Matcher guard = GUARDED.matcher(text);
            boolean known = !guard.matches() || Integer.parseInt(guard.group(1)) <= major;
            String content = guard.matches() ? guard.group(2) : text;
            if (!line.startsWith(" ")) {
                current = new ArrayList<>();
                if (known) {
                    samples.begin(content, current);
                }
            } else if (known && !content.equals(NO_VALUES)) {
                current.add(expression(content));
            }
        }
        return samples;
    }

    private void begin(String header, List<String> samples) {
        boolean withModifier = header.endsWith(":");
        String type = withModifier ? header.substring(0, header.length() - 1) : header;
        if (values.put(type, samples) != null) {
            throw new IllegalStateException("samples.txt has the type " + type + " twice");
        }
        if (withModifier) {
            modified.add(type);
        }
    }

    private static String expression(String content) {
        return content.startsWith("= ") ? content.substring(2).strip() : Sql.literal(content);
    }

    /** Column types that consist of a name and a modifier. */
    List<String> modified() {
        return modified;
    }

    /** Expressions for this type, the last of them NULL. */
    List<String> of(String type) {
        var samples = values.get(type);
        if (samples == null) {
            throw new IllegalStateException(
                    "The server has a type %s for which there are no values. Add some to samples.txt.".formatted(type));
        }
        var withNull = new ArrayList<>(samples);
        withNull.add("NULL");
        return withNull;
    }
}
