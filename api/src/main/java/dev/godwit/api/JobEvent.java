package dev.godwit.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a job's story: in the stream of the server, and on the standard output of {@code --json}. Keys are only ever
 * added. Bytes and times are integers, times in milliseconds.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobEvent.Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = JobEvent.State.class, name = "state"),
    @JsonSubTypes.Type(value = JobEvent.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = JobEvent.Lag.class, name = "lag"),
    @JsonSubTypes.Type(value = JobEvent.Switching.class, name = "switch"),
    @JsonSubTypes.Type(value = JobEvent.Tables.class, name = "tables"),
    @JsonSubTypes.Type(value = JobEvent.Found.class, name = "finding"),
    @JsonSubTypes.Type(value = JobEvent.Note.class, name = "event"),
    @JsonSubTypes.Type(value = JobEvent.Verification.class, name = "verification"),
    @JsonSubTypes.Type(value = JobEvent.Rehearsed.class, name = "rehearsal"),
    @JsonSubTypes.Type(value = JobEvent.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = JobEvent.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = JobEvent.Failed.class, name = "error"),
    @JsonSubTypes.Type(value = JobEvent.Result.class, name = "result"),
    @JsonSubTypes.Type(value = JobEvent.Removed.class, name = "removed")
})
@JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
public sealed interface JobEvent {

    /** Version of the form. */
    @JsonProperty("v")
    default int v() {
        return 1;
    }

    /** Grows with each event. */
    long seq();

    Instant at();

    /**
     * One of snapshot, state, progress, lag, switch, tables, finding, event, verification, rehearsal, refused, waiting, error,
     * result, removed.
     */
    @JsonProperty("type")
    String type();

    /** Name of the job; null when there is none yet. */
    @Nullable String job();

    /** Name of the database on the source; null for the job as a whole. */
    @Nullable String database();

    /** The whole job as it is now: the first event of a stream, and again when the client was too slow for the rest. */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Snapshot(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            JobView view) implements JobEvent {
        @Override
        public String type() {
            return "snapshot";
        }
    }

    /**
     * The job, or one of its databases, is in a new state.
     *
     * @param state status and phase in words
     * @param version of the job; an event with a lower one is older
     */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record State(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            String status,
            String phase,
            String state,
            long version)
            implements JobEvent {
        @Override
        public String type() {
            return "state";
        }
    }

    /**
     * How far it is; what does not belong to the phase is null.
     *
     * @param bytesTotal estimate
     * @param bytesPerSecond over the last seconds; null while not yet known
     * @param etaMs null while not yet known
     * @param tables in work now
     * @param built name of what was built last
     */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Progress(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            String status,
            String phase,
            @Nullable Long bytesDone,
            @Nullable Long bytesTotal,
            @Nullable Long rowsDone,
            @Nullable Integer tablesDone,
            @Nullable Integer tablesTotal,
            @Nullable Long bytesPerSecond,
            @Nullable Long etaMs,
            @Nullable List<InWork> tables,
            @Nullable String built,
            @Nullable Integer builtDone,
            @Nullable Integer builtTotal)
            implements JobEvent {

        /** A table being copied. */
        public record InWork(String table, long bytesDone, long bytesTotal) {}

        @Override
        public String type() {
            return "progress";
        }
    }

    /**
     * How the stream of changes goes; received = applied + filtered + coalesced.
     *
     * @param waitingForUser caught up, and a person has to decide on the promotion
     */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Lag(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            long lagBytes,
            long lagMs,
            boolean caughtUp,
            boolean waitingForUser,
            long received,
            long applied,
            long filtered,
            long coalesced,
            long changesPerSecond,
            long retainedBytes)
            implements JobEvent {
        @Override
        public String type() {
            return "lag";
        }
    }

    /** Tables of one database that changed; at most one such event each second. */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Tables(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            List<TableView> tables) implements JobEvent {
        @Override
        public String type() {
            return "tables";
        }
    }

    /** Parts are those of {@link FindingView}. */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Found(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            String code,
            String title,
            String severity,
            String side,
            String scope,
            String found,
            String next)
            implements JobEvent {
        @Override
        public String type() {
            return "finding";
        }
    }

    /** Something for the timeline, one sentence. */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Note(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            String text) implements JobEvent {
        @Override
        public String type() {
            return "event";
        }
    }

    /**
     * How far a verification is, at most twice a second, or that it is over: then look at the whole.
     *
     * @param id of the verification
     * @param state as in {@link VerificationView}
     * @param progress null before it has begun to read
     */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Verification(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            String id,
            String state,
            VerificationView.@Nullable Progress progress)
            implements JobEvent {
        @Override
        public String type() {
            return "verification";
        }
    }

    /**
     * A step of the switch has begun, while applications wait with their writes.
     *
     * @param steps so far; the last is in work
     */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Switching(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            List<Step> steps) implements JobEvent {

        /**
         * When it began.
         *
         * @param step FENCE, DRAIN, COMPARE, CHECK, COMPLETE or SWITCH; those that are not needed are left out
         * @param afterMs the beginning of the switch
         */
        public record Step(String step, long afterMs) {}

        @Override
        public String type() {
            return "switch";
        }
    }

    /** A promotion was rehearsed; parts are those of {@link RehearsalView.DatabaseRehearsal}. */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Rehearsed(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            long pauseMs,
            long estimatedMs,
            long atMostMs,
            List<FailureView> refusals)
            implements JobEvent {
        @Override
        public String type() {
            return "rehearsal";
        }
    }

    /** Tables whose changes are set aside since their definition changed, all of them. */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Waiting(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            List<WaitingView> tables) implements JobEvent {
        @Override
        public String type() {
            return "waiting";
        }
    }

    /**
     * What was asked for did not come about, and all is as before; parts are those of {@link FailureView}.
     *
     * @param action PROMOTE
     */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Refused(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            String action,
            String code,
            String title,
            String found,
            String next)
            implements JobEvent {
        @Override
        public String type() {
            return "refused";
        }
    }

    /** Why it cannot go on; parts are those of {@link FailureView}. */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Failed(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            String code,
            String title,
            String found,
            String next)
            implements JobEvent {
        @Override
        public String type() {
            return "error";
        }
    }

    /**
     * The last event of a run.
     *
     * @param outcome as in {@link ReportView}, or ENDED, FAILED, REFUSED
     * @param exitCode of the command; null in the server's stream
     * @param tables how many were compared; null without a report, as all that follows
     * @param reportFile where the whole report is
     */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Result(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database,
            String outcome,
            @Nullable Integer exitCode,
            @Nullable String code,
            @Nullable Integer tables,
            @Nullable Integer tablesEqual,
            @Nullable Long rows,
            @Nullable Long bytes,
            @Nullable Long changes,
            @Nullable Long durationMs,
            @Nullable Long writePauseMs,
            @Nullable Long comparePauseMs,
            @Nullable String reportFile,
            List<String> leftToDo)
            implements JobEvent {
        @Override
        public String type() {
            return "result";
        }
    }

    /** The job is deleted; the last event of its stream. */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job", "database"})
    record Removed(
            long seq,
            Instant at,
            @Nullable String job,
            @Nullable String database) implements JobEvent {
        @Override
        public String type() {
            return "removed";
        }
    }
}
