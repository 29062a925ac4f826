package dev.godwit.postgres;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which entries of an archive need which others, in both directions. */
final class EntryGraph {

    private final Toc toc;
    private final Map<Integer, Set<Integer>> neededBy = new HashMap<>();

    EntryGraph(Toc toc) {
        this.toc = toc;
        for (TocEntry entry : toc.entries()) {
            for (int need : entry.needs()) {
                neededBy.computeIfAbsent(need, id -> new HashSet<>()).add(entry.id());
            }
        }
    }

    /** These and all that need one of them, however far. */
    Set<Integer> hangingOn(Collection<Integer> ids) {
        return reach(ids, id -> neededBy.getOrDefault(id, Set.of()));
    }

    /** These and all that they need, however far. */
    Set<Integer> neededBy(Collection<Integer> ids) {
        return reach(ids, id -> toc.entry(id).map(TocEntry::needs).orElse(Set.of()));
    }

    /** These and what is said about them alone: comments, labels, grants. */
    Set<Integer> withWords(Collection<Integer> ids) {
        var all = new HashSet<>(ids);
        for (int id : ids) {
            for (int about : neededBy.getOrDefault(id, Set.of())) {
                toc.entry(about).filter(EntryGraph::isAbout).ifPresent(entry -> all.add(entry.id()));
            }
        }
        return all;
    }

    private static boolean isAbout(TocEntry entry) {
        return switch (entry.kind()) {
            case COMMENT, SECURITY_LABEL, ACL -> true;
            default -> false;
        };
    }

    private Set<Integer> reach(Collection<Integer> ids, Function<Integer, Set<Integer>> next) {
        var reached = new HashSet<Integer>();
        var open = new ArrayDeque<>(ids);
        while (!open.isEmpty()) {
            int id = open.remove();
            if (toc.entry(id).isPresent() && reached.add(id)) {
                open.addAll(next.apply(id));
            }
        }
        return reached;
    }
}
