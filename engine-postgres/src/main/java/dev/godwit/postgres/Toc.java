package dev.godwit.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of contents of an archive, in the order in which pg_dump wants it restored. */
final class Toc {

    private static final Pattern ENTRY = Pattern.compile("(\\d+); (\\d+) (\\d+) (.*)");
    private static final String NEEDS = ";\tdepends on:";

    private final Map<Integer, TocEntry> entries;

    private Toc(Map<Integer, TocEntry> entries) {
        this.entries = entries;
    }

    /** Reads what {@code pg_restore --list --verbose} answers. */
    static Toc parse(List<String> lines) {
        var entries = new LinkedHashMap<Integer, TocEntry>();
        TocEntry last = null;
        for (String line : lines) {
            Matcher matcher = ENTRY.matcher(line);
            if (matcher.matches()) {
                last = entry(matcher);
                entries.put(last.id(), last);
            } else if (line.startsWith(NEEDS) && last != null) {
                entries.put(last.id(), withNeeds(last, line.substring(NEEDS.length())));
            }
        }
        return new Toc(entries);
    }

    private static TocEntry entry(Matcher line) {
        String rest = line.group(4);
        TocKind kind = TocKind.of(rest);
        String text = kind == TocKind.OTHER
                ? rest
                : rest.substring(kind.words().length()).strip();
        return new TocEntry(
                Integer.parseInt(line.group(1)),
                Long.parseLong(line.group(2)),
                Long.parseLong(line.group(3)),
                kind,
                text,
                Set.of());
    }

    private static TocEntry withNeeds(TocEntry entry, String numbers) {
        var needs = new HashSet<Integer>();
        for (String number : numbers.strip().split("\\s+", -1)) {
            needs.add(Integer.parseInt(number));
        }
        return new TocEntry(entry.id(), entry.catalog(), entry.oid(), entry.kind(), entry.text(), needs);
    }

    Collection<TocEntry> entries() {
        return entries.values();
    }

    Optional<TocEntry> entry(int id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** The same without some entries, and without what is about them alone. */
    Toc without(Set<Integer> ids) {
        var gone = new HashSet<>(ids);
        var kept = new LinkedHashMap<Integer, TocEntry>();
        for (TocEntry entry : entries.values()) {
            boolean about = isAbout(entry) && entry.needs().stream().anyMatch(gone::contains);
            if (gone.contains(entry.id()) || about) {
                gone.add(entry.id());
            } else {
                kept.put(entry.id(), entry);
            }
        }
        return new Toc(kept);
    }

    /** The same with some entries after all others, in their order. */
    Toc last(Set<Integer> ids) {
        var ordered = new LinkedHashMap<>(entries);
        for (TocEntry entry : entries.values()) {
            if (ids.contains(entry.id())) {
                ordered.putLast(entry.id(), entry);
            }
        }
        return new Toc(ordered);
    }

    /** Keeps some entries, in the archive's order. */
    Toc only(Set<Integer> ids) {
        var kept = new LinkedHashMap<Integer, TocEntry>();
        for (TocEntry entry : entries.values()) {
            if (ids.contains(entry.id())) {
                kept.put(entry.id(), entry);
            }
        }
        return new Toc(kept);
    }

    private static boolean isAbout(TocEntry entry) {
        return switch (entry.kind()) {
            case COMMENT, SECURITY_LABEL, ACL, PUBLICATION_TABLE, PUBLICATION_TABLES_IN_SCHEMA -> true;
            default -> false;
        };
    }

    /** The entries as a list file for pg_restore. */
    static List<String> lines(Collection<TocEntry> entries) {
        var lines = new ArrayList<String>();
        for (TocEntry entry : entries) {
            lines.add(entry.id() + "; " + entry.catalog() + " " + entry.oid());
        }
        return lines;
    }
}
