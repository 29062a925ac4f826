package dev.godwit.service;

import dev.godwit.core.Finding;
import dev.godwit.pipeline.BuildProgress;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.StreamProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a watcher of a job is told.
 *
 * @param seq grows by one with each update of the job in this process
 */
public record Update(long seq, Instant at, What what) {

    /** The closed set of news. */
    public sealed interface What {}

    /** The job is in a new state. */
    public record Changed(Job job) implements What {}

    public record Dumped(DumpProgress progress) implements What {}

    public record Built(BuildProgress progress) implements What {}

    public record Streamed(StreamProgress progress) implements What {}

    public record Found(Finding finding) implements What {}

    /** One sentence for the timeline. */
    public record Noted(String text) implements What {}

    /**
     * The run is over; the last update until the next one.
     *
     * @param report what it came to; null when it failed or only released what it held
     * @param reportFile where the report is; null without one
     * @param leftToDo what a person has to do by hand
     */
    public record Settled(
            Job job, @Nullable Report report, @Nullable Path reportFile, List<String> leftToDo) implements What {}
}
