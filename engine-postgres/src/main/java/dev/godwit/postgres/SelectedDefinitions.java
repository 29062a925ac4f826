package dev.godwit.postgres;

import dev.godwit.core.Selection;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which definitions a selection of tables takes along: all that the tables need, and all that is part of them. A view, a
 * function or a type that no selected table needs stays behind.
 */
final class SelectedDefinitions {

    private final Toc toc;
    private final SourceFacts facts;
    private final Map<Integer, Set<Integer>> neededBy = new HashMap<>();
    private final Set<Integer> chosen = new HashSet<>();
    private final ArrayDeque<TocEntry> open = new ArrayDeque<>();

    private SelectedDefinitions(Toc toc, SourceFacts facts) {
        this.toc = toc;
        this.facts = facts;
        for (TocEntry entry : toc.entries()) {
            for (int need : entry.needs()) {
                neededBy.computeIfAbsent(need, id -> new HashSet<>()).add(entry.id());
            }
        }
    }

    /**
     * The archive without Godwit's own objects, and without what is not selected. How a partition's copy of a trigger is
     * enabled comes last: pg_dump sorts it by the table's name, maybe before the trigger that it is a copy of.
     */
    static Toc of(Toc toc, SourceFacts facts, Selection selection) {
        var own = new HashSet<Integer>();
        var copies = new HashSet<Integer>();
        for (TocEntry entry : toc.entries()) {
            boolean named = switch (entry.kind()) {
                case PUBLICATION, EVENT_TRIGGER, TRIGGER -> true;
                default -> false;
            };
            if (named && facts.own().contains(entry.oid())) {
                own.add(entry.id());
            }
            if (entry.kind() == TocKind.TRIGGER && facts.copies().contains(entry.oid())) {
                copies.add(entry.id());
            }
        }
        Toc users = toc.without(own).last(copies);
        return selection.isAll() ? users : users.only(new SelectedDefinitions(users, facts).choose(selection));
    }

    private Set<Integer> choose(Selection selection) {
        for (TocEntry entry : toc.entries()) {
            switch (entry.kind()) {
                case ENCODING, STDSTRINGS, SEARCHPATH -> chosen.add(entry.id());
                case TABLE, FOREIGN_TABLE -> {
                    SourceFacts.Relation table = facts.relations().get(entry.oid());
                    if (table != null && selection.contains(table.name())) {
                        add(entry);
                    }
                }
                default -> {}
            }
        }
        while (!open.isEmpty()) {
            follow(open.remove());
        }
        return chosen;
    }

    private void add(TocEntry entry) {
        if (chosen.add(entry.id())) {
            open.add(entry);
        }
    }

    private void follow(TocEntry entry) {
        for (int need : entry.needs()) {
            toc.entry(need).ifPresent(this::add);
        }
        for (int id : neededBy.getOrDefault(entry.id(), Set.of())) {
            toc.entry(id).filter(part -> isPartOf(part, entry)).ifPresent(this::add);
        }
    }

    /** Whether a definition comes along with another that it needs. */
    private boolean isPartOf(TocEntry part, TocEntry whole) {
        return switch (part.kind()) {
            case COMMENT, SECURITY_LABEL, ACL -> true;
            case DEFAULT, SEQUENCE_OWNED_BY, CONSTRAINT, CHECK_CONSTRAINT, INDEX, TRIGGER, POLICY, ROW_SECURITY ->
                isTable(whole);
            case RULE -> isTable(whole) && !part.text().contains(" _RETURN ");
            case STATISTICS -> isTable(whole);
            case TABLE_ATTACH, INDEX_ATTACH -> part.needs().stream().allMatch(this::isChosenOrAbsent);
            case SEQUENCE -> isTable(whole);
            case FK_CONSTRAINT -> part.needs().stream().allMatch(this::isChosenOrAbsent);
            default -> false;
        };
    }

    private boolean isChosenOrAbsent(int id) {
        return chosen.contains(id) || toc.entry(id).isEmpty();
    }

    private static boolean isTable(TocEntry entry) {
        return entry.kind() == TocKind.TABLE || entry.kind() == TocKind.FOREIGN_TABLE;
    }
}
