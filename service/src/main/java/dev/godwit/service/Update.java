package dev.godwit.service;

import dev.godwit.core.Finding;
import dev.godwit.pipeline.BuildProgress;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.pipeline.SwitchProgress;
import dev.godwit.pipeline.TableProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a watcher is told.
 *
 * @param seq grows with each update of the job in this process
 * @param job its id
 */
public record Update(long seq, Instant at, String job, What what) {

    /** The closed set of news. A database is named by its id. */
    public sealed interface What {}

    /** The job, or one of its databases, is in a new state, or has other settings. */
    public record Changed(Job job) implements What {}

    public record Dumped(String database, DumpProgress progress) implements What {}

    public record Built(String database, BuildProgress progress) implements What {}

    public record Streamed(String database, StreamProgress progress) implements What {}

    /** A step of the switch has begun. */
    public record Switching(String database, SwitchProgress progress) implements What {}

    /** Tables that changed their state or progress. */
    public record Tables(String database, List<TableProgress> changed) implements What {
        public Tables {
            changed = List.copyOf(changed);
        }
    }

    public record Found(String database, Finding finding) implements What {}

    /**
     * One sentence for the timeline.
     *
     * @param database null for the whole job
     */
    public record Noted(@Nullable String database, String text) implements What {}

    /** A promotion did not come about; the changes are followed as before. */
    public record Refused(String database, Cause cause) implements What {}

    /** Tables whose changes are set aside since their definition changed, all of them. */
    public record Waiting(String database, List<SetAside> tables) implements What {
        public Waiting {
            tables = List.copyOf(tables);
        }
    }

    /** How far a verification is, or what came of it. */
    public record Verified(VerificationRecord verification) implements What {}

    /** A promotion was rehearsed. */
    public record Rehearsed(Rehearsal rehearsal) implements What {}

    /**
     * The run of a database is over; the last update of it until the next one.
     *
     * @param report what it came to; null when it failed or only released what it held
     * @param reportFile where the report is; null without one
     * @param leftToDo what a person has to do by hand
     */
    public record Settled(
            Job job,
            String database,
            @Nullable Report report,
            @Nullable Path reportFile,
            List<String> leftToDo) implements What {}

    /** The job was deleted; nothing follows. */
    public record Gone(String name, List<String> leftToDo) implements What {}
}
