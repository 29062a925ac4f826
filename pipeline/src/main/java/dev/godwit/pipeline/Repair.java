package dev.godwit.pipeline;

import java.util.List;

/**
 * What a repair came to.
 *
 * @param before what was found
 * @param rows how many rows were written on the target, or removed there for good
 * @param sequences how many sequences were set
 * @param after what was found afterwards; tables that were equal before are as they were found then
 * @param notes what could not be repaired, and why, each a sentence
 */
public record Repair(Verification before, long rows, int sequences, Verification after, List<String> notes) {

    public Repair {
        notes = List.copyOf(notes);
    }
}
