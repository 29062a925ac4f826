package dev.godwit.core;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which tables are migrated. A pattern is {@code schema.table} or {@code table}; {@code *} stands for any characters and
 * {@code ?} for one; case counts.
 *
 * @param include patterns of which one must match; empty means all
 * @param exclude patterns of which none may match
 */
public record Selection(List<String> include, List<String> exclude) {

    public static final Selection ALL = new Selection(List.of(), List.of());

    public Selection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    public boolean isAll() {
        return include.isEmpty() && exclude.isEmpty();
    }

    public boolean contains(TableName table) {
        boolean included = include.isEmpty() || include.stream().anyMatch(p -> matches(p, table));
        return included && exclude.stream().noneMatch(p -> matches(p, table));
    }

    /** Whether one pattern matches; a pattern without a dot matches the name in any schema. */
    public static boolean matches(String pattern, TableName table) {
        return glob(pattern).matcher(table.toString()).matches()
                || (pattern.indexOf('.') < 0
                        && glob(pattern).matcher(table.name()).matches());
    }

    private static Pattern glob(String pattern) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
