package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an action would do; asking changes nothing.
 *
 * @param allowed whether the job's state allows it
 * @param reason why not; null when it is allowed
 * @param loses whether something is lost that no resume brings back: ask for the job's name
 * @param warnings one sentence each
 */
public record PreviewView(
        String action,
        boolean allowed,
        @Nullable String reason,
        boolean loses,
        long version,
        Instant asOf,
        List<String> warnings,
        List<DatabasePreview> databases) {

    /**
     * What it would do to one database.
     *
     * @param drops on the target; null when it drops nothing
     * @param sourceObjects what is released on the source
     * @param notCopied what the target will lack: triggers, sequences …
     * @param leftByHand what a person has to do afterwards
     */
    public record DatabasePreview(
            String database,
            @Nullable Drops drops,
            List<String> sourceObjects,
            List<String> notCopied,
            List<String> leftByHand,
            @Nullable Long lagBytes,
            @Nullable Long lagMs,
            @Nullable Long retainedBytes) {}

    /**
     * What is dropped on the target.
     *
     * @param names of the first 20
     */
    public record Drops(long objects, long bytes, List<String> names) {}
}
