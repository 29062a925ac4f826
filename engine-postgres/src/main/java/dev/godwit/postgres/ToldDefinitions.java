package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Severity;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which differences between definitions people were told of when the target's were made, and that are therefore no news:
 * what the target refused, and what it writes in another manner. Noted on the target, by marks.
 */
final class ToldDefinitions {

    private static final String MARKS = Notes.key("told");
    private static final String WORDS = Notes.key("told.words");

    private final Progress progress;

    ToldDefinitions(Progress progress) {
        this.progress = progress;
    }

    /** Remembers what a step said, until {@link #settle}. */
    List<Finding> said(List<Finding> findings) {
        if (!findings.isEmpty()) {
            String words = findings.stream().map(Finding::found).collect(Collectors.joining("\n"));
            progress.note(WORDS, words() + "\n" + words);
        }
        return findings;
    }

    /**
     * To be called as soon as a migration has made definitions: from now on what differs is no news, but for what is missing
     * and no step spoke of.
     *
     * @param made what was made just now, so that what is written in another manner is the server's manner
     * @param all whether what is missing was not to be made
     */
    void settle(List<DefinitionDifference> differences, Predicate<DefinitionDifference> made, boolean all) {
        String words = words().toLowerCase(Locale.ROOT);
        var marks = new LinkedHashSet<>(marks());
        for (DefinitionDifference each : differences) {
            if (!each.extra() && (all || spokenOf(each, words) || (!each.missing() && made.test(each)))) {
                marks.add(each.mark());
            }
        }
        progress.note(MARKS, String.join(" ", marks));
        progress.note(WORDS, "");
    }

    /** Whether {@link #settle} was done. */
    boolean settled() {
        return progress.note(MARKS).isPresent();
    }

    /**
     * What differs now, for people: FAILED where something of the source is missing on the target, or another there, and
     * nobody was told; else WARNING.
     */
    List<Finding> weigh(List<DefinitionDifference> differences) {
        if (differences.isEmpty()) {
            return List.of();
        }
        Set<String> marks = marks();
        Set<TableName> waiting = progress.waiting().keySet();
        return differences.stream()
                .map(each -> each.finding(
                        each.matters()
                                        && !marks.contains(each.mark())
                                        && waiting.stream().noneMatch(each::concerns)
                                ? Severity.FAILED
                                : Severity.WARNING))
                .toList();
    }

    private static boolean spokenOf(DefinitionDifference difference, String words) {
        String name = difference.key().name().isEmpty()
                ? difference.key().table().map(TableName::name).orElse("")
                : difference.key().name();
        boolean table = difference
                .key()
                .table()
                .filter(t -> words.contains(bare(t.name())))
                .isPresent();
        return !words.isEmpty() && (table || words.contains(bare(name)));
    }

    /** The name alone, without schema, arguments and quotes. */
    private static String bare(String name) {
        String plain = name.replace("\"", "").toLowerCase(Locale.ROOT);
        int arguments = plain.indexOf('(');
        String front = arguments > 0 ? plain.substring(0, arguments) : plain;
        return front.substring(front.lastIndexOf('.') + 1);
    }

    private Set<String> marks() {
        return progress.note(MARKS).stream()
                .flatMap(text -> List.of(text.split(" ", -1)).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private String words() {
        return progress.note(WORDS).orElse("");
    }
}
