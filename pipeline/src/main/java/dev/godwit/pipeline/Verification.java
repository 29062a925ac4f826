package dev.godwit.pipeline;

import dev.godwit.core.Finding;
import dev.godwit.core.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a verification came to.
 *
 * @param startedAt when it began
 * @param duration how long it took
 * @param footing how the two sides were related meanwhile
 * @param stopped whether it was ended before all was read
 * @param tables each table of the scope, sorted by name
 * @param definitions definitions that differ, other than those that are made at the switch; FAILED where something of the
 *     source is missing on the target or another there, WARNING where that was told before, and where only the target has
 *     it; empty when not asked for
 * @param sequences those whose values are not as they should be; empty when not asked for
 * @param notes what else a person should know, each a sentence
 */
public record Verification(
        Instant startedAt,
        Duration duration,
        Footing footing,
        boolean stopped,
        List<TableVerdict> tables,
        List<Finding> definitions,
        List<Finding> sequences,
        List<String> notes) {

    public Verification {
        tables = List.copyOf(tables);
        definitions = List.copyOf(definitions);
        sequences = List.copyOf(sequences);
        notes = List.copyOf(notes);
    }

    /** This with what was found of some tables, and of all definitions and sequences, in a later one. */
    Verification with(Verification later) {
        var verdicts = new TreeMap<TableName, TableVerdict>();
        tables.forEach(table -> verdicts.put(table.table(), table));
        later.tables.forEach(table -> verdicts.put(table.table(), table));
        return new Verification(
                startedAt,
                until(later),
                later.footing,
                later.stopped,
                List.copyOf(verdicts.values()),
                later.definitions,
                later.sequences,
                Stream.concat(notes.stream(), later.notes.stream()).distinct().toList());
    }

    /** The clock may have been set back in between; what both took passed at least. */
    private Duration until(Verification later) {
        var shown = Duration.between(startedAt, later.startedAt.plus(later.duration));
        var least = duration.plus(later.duration);
        return shown.compareTo(least) < 0 ? least : shown;
    }

    /**
     * Whether all that was asked for was read and is the same. Tables that are not followed by their nature do not hinder it,
     * unless nothing else was asked for.
     */
    public boolean equal() {
        return !stopped
                && DefinitionGate.amiss(definitions).isEmpty()
                && sequences.isEmpty()
                && tables.stream().allMatch(Verification::settled)
                && (tables.isEmpty() || tables.stream().anyMatch(Verification::isEqual));
    }

    private static boolean settled(TableVerdict table) {
        return switch (table.verdict()) {
            case EQUAL, NOT_FOLLOWED -> true;
            case DIFFERENT, UNSETTLED, NOT_VERIFIED -> false;
        };
    }

    private static boolean isEqual(TableVerdict table) {
        return table.verdict() == TableVerdict.Verdict.EQUAL;
    }

    /** Whether something differs for certain. */
    public boolean different() {
        return !DefinitionGate.amiss(definitions).isEmpty()
                || !sequences.isEmpty()
                || tables.stream().anyMatch(table -> table.differing() > 0);
    }

    /** How the two sides are related. */
    public enum Footing {
        /** Changes were applied meanwhile; a difference counts only when the target has passed its position. */
        FOLLOWED,
        /** Nobody applied changes: what was written on either side meanwhile, or since, counts as a difference. */
        AT_REST
    }
}
