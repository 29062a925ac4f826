package dev.godwit.cli;

import dev.godwit.api.WaitingView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table as a person names it: schema.table as it is shown, quoted as in SQL, or its own name alone. */
record TableText(String text) {

    /** A schema and a name as the catalog has them. */
    record Name(String schema, String table) {}

    /**
     * The table that is meant: one of these where any is, else what was written.
     *
     * @throws Refusal when several are meant, or none can be
     */
    Name among(List<WaitingView> tables) {
        List<Name> meant = tables.stream()
                .map(each -> new Name(each.schema(), each.table()))
                .filter(this::means)
                .distinct()
                .toList();
        if (meant.size() > 1) {
            throw Refusal.usage(
                    "several tables that wait are called " + text,
                    "Write the schema too, and quote both as in SQL: '\"schema\".\"table\"'.");
        }
        return meant.isEmpty() ? written() : meant.getFirst();
    }

    private boolean means(Name name) {
        return text.equals(name.schema() + "." + name.table())
                || text.equals(name.table())
                || quoted().filter(name::equals).isPresent();
    }

    private Name written() {
        int dot = text.indexOf('.');
        return quoted().orElseGet(() -> {
            if (dot <= 0 || dot == text.length() - 1) {
                throw Refusal.usage("no table that waits is called " + text, "Write it as schema.table.");
            }
            return new Name(text.substring(0, dot), text.substring(dot + 1));
        });
    }

    /** Read as SQL reads it, but that nothing is folded; empty when it is not of that form. */
    private Optional<Name> quoted() {
        var parts = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            var part = new StringBuilder();
            at = text.charAt(at) == '"' ? quotedPart(at + 1, part) : plainPart(at, part);
            boolean over = at == text.length();
            if (at < 0 || part.isEmpty() || (!over && text.charAt(at) != '.')) {
                return Optional.empty();
            }
            parts.add(part.toString());
            at = over ? at : at + 1;
        }
        return parts.size() == 2 && !text.endsWith(".")
                ? Optional.of(new Name(parts.getFirst(), parts.getLast()))
                : Optional.empty();
    }

    /** Answers with the place behind the closing quote; -1 without one. */
    private int quotedPart(int from, StringBuilder part) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) != '"') {
                part.append(text.charAt(at));
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                part.append('"');
                at++;
            } else {
                return at + 1;
            }
        }
        return -1;
    }

    private int plainPart(int from, StringBuilder part) {
        int end = text.indexOf('.', from);
        end = end < 0 ? text.length() : end;
        part.append(text, from, end);
        return end;
    }
}
