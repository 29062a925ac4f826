package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws the conclusion of a run that is over. */
final class Settling {

    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    private final JobStore store;
    private final DataFolder data;
    private final ReportFormat format;

    Settling(JobStore store, DataFolder data, ReportFormat format) {
        this.store = store;
        this.data = data;
        this.format = format;
    }

    /** The migration came to its end, or was stopped. */
    Update.Settled reported(Run run, Report report) {
        var job = switch (report.outcome()) {
            case EQUAL -> run.turn(Happening.COMPLETED, "Completed; both sides are equal", null);
            case OVERRIDDEN -> run.turn(Happening.COMPLETED, "Promoted in spite of a gap", null);
            case VALIDATED -> run.turn(Happening.VALIDATED, "Validated; nothing forbids the start", null);
            case VALIDATION_FAILED -> failed(run, CoreFailure.VALIDATION_FAILED, "see the findings");
            case DIFFERENT -> failed(run, CoreFailure.DATA_DIFFER, differing(report));
            case STOPPED -> run.turn(Happening.STOPPED, "Stopped; position and progress are kept", null);
        };
        Path file = data.report(job.id());
        String text = format.write(job, report);
        store.keepReport(job.id(), text);
        data.write(file, text);
        return new Update.Settled(job, report, file, report.leftToDo());
    }

    private static Job failed(Run run, CoreFailure code, String found) {
        var cause = Failure.of(code).found(found).build();
        return run.turn(Happening.FAILED, cause.code().title(), Job.Cause.of(cause));
    }

    private static String differing(Report report) {
        long tables = report.tables().stream().filter(table -> !table.equal()).count();
        return "%d of %d tables differ".formatted(tables, report.tables().size());
    }

    /** The migration, or its ending, failed. */
    Update.Settled failed(Run run, Throwable thrown) {
        var failure = unwrapped(thrown);
        var job = failure.code() == CoreFailure.INTERRUPTED
                ? run.turn(Happening.STOPPED, "Stopped; position and progress are kept", null)
                : run.turn(Happening.FAILED, failure.code().id() + ": " + failure.found(), Job.Cause.of(failure));
        return new Update.Settled(job, null, null, List.of());
    }

    /** The migration was given up. */
    Update.Settled ended(Run run, List<String> leftToDo) {
        var job = run.turn(Happening.ENDED, "Ended; nothing is left of Godwit on either side", null);
        return new Update.Settled(job, null, null, leftToDo);
    }

    /** Not even the store could be told. */
    Update.Settled lost(Run run, RuntimeException thrown) {
        LOG.error("The end of a migration could not be noted", thrown);
        var state = new State(Status.FAILED, run.job().state().phase());
        var cause = Job.Cause.of(unwrapped(thrown));
        return new Update.Settled(run.job().in(state, Instant.now(), cause), null, null, List.of());
    }

    private static Failure unwrapped(Throwable thrown) {
        @Nullable Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof Failure failure) {
            return failure;
        }
        LOG.error("A migration failed unforeseen", thrown);
        return Failure.of(CoreFailure.UNEXPECTED)
                .found((cause == null ? thrown : cause).getClass().getName())
                .cause(thrown)
                .build();
    }
}
