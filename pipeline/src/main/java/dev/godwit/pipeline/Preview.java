package dev.godwit.pipeline;

import java.util.List;

/**
 * What an {@link Intent} would do.
 *
 * @param drops what would be dropped on the target
 * @param sourceObjects what would be removed from the source, each in words with its name
 * @param notCopied what the target would lack, such as triggers and sequence values
 * @param leftByHand what a person would have to do, each a statement or a sentence; also servers that do not answer
 */
public record Preview(Drops drops, List<String> sourceObjects, List<String> notCopied, List<String> leftByHand) {

    public Preview {
        sourceObjects = List.copyOf(sourceObjects);
        notCopied = List.copyOf(notCopied);
        leftByHand = List.copyOf(leftByHand);
    }

    /**
     * Objects of the target that this migration has made.
     *
     * @param objects how many
     * @param bytes of the tables among them, with their indexes
     * @param names the first of them, tables before others, at most 20
     */
    public record Drops(long objects, long bytes, List<String> names) {

        public static final Drops NONE = new Drops(0, 0, List.of());

        public Drops {
            names = List.copyOf(names);
        }
    }
}
