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
    @JsonSubTypes.Type(value = JobEvent.State.class, name = "state"),
    @JsonSubTypes.Type(value = JobEvent.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = JobEvent.Lag.class, name = "lag"),
    @JsonSubTypes.Type(value = JobEvent.Found.class, name = "finding"),
    @JsonSubTypes.Type(value = JobEvent.Note.class, name = "event"),
    @JsonSubTypes.Type(value = JobEvent.Failed.class, name = "error"),
    @JsonSubTypes.Type(value = JobEvent.Result.class, name = "result")
})
@JsonPropertyOrder({"v", "seq", "at", "type", "job"})
public sealed interface JobEvent {

    /** Version of the form. */
    @JsonProperty("v")
    default int v() {
        return 1;
    }

    /** Grows with each event. */
    long seq();

    Instant at();

    /** One of state, progress, lag, finding, event, error, result. */
    @JsonProperty("type")
    String type();

    /** Name of the job; null when there is none yet. */
    @Nullable String job();

    /**
     * The job is in a new state.
     *
     * @param state status and phase in words
     */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job"})
    record State(long seq, Instant at, @Nullable String job, String status, String phase, String state, long version)
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
    @JsonPropertyOrder({"v", "seq", "at", "type", "job"})
    record Progress(
            long seq,
            Instant at,
            @Nullable String job,
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
    @JsonPropertyOrder({"v", "seq", "at", "type", "job"})
    record Lag(
            long seq,
            Instant at,
            @Nullable String job,
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

    /** Parts are those of {@link FindingView}. */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job"})
    record Found(
            long seq,
            Instant at,
            @Nullable String job,
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
    @JsonPropertyOrder({"v", "seq", "at", "type", "job"})
    record Note(long seq, Instant at, @Nullable String job, String text) implements JobEvent {
        @Override
        public String type() {
            return "event";
        }
    }

    /** Why it cannot go on; parts are those of {@link FailureView}. */
    @JsonPropertyOrder({"v", "seq", "at", "type", "job"})
    record Failed(long seq, Instant at, @Nullable String job, String code, String title, String found, String next)
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
    @JsonPropertyOrder({"v", "seq", "at", "type", "job"})
    record Result(
            long seq,
            Instant at,
            @Nullable String job,
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
}
