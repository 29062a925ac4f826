package dev.godwit.server;

import dev.godwit.api.JobEvent;
import dev.godwit.core.Finding;
import dev.godwit.core.Status;
import dev.godwit.pipeline.BuildProgress;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.service.Cause;
import dev.godwit.service.Job;
import dev.godwit.service.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns the updates of one job into events, for one client. */
final class EventTranslator {

    private final Rate rate = new Rate();
    private Job job;

    EventTranslator(Job job) {
        this.job = job;
    }

    /** The events of an update; the last of a failed run is an error and its result. */
    List<JobEvent> events(Update update) {
        return switch (update.what()) {
            case Update.Changed changed -> {
                job = changed.job();
                yield List.of(state(update));
            }
            case Update.Dumped dumped -> List.of(dump(update, dumped.progress()));
            case Update.Built built -> List.of(building(update, built.progress()));
            case Update.Streamed streamed -> List.of(lag(update, streamed.progress()));
            case Update.Found found -> List.of(finding(update, found.finding()));
            case Update.Noted noted ->
                List.of(new JobEvent.Note(update.seq(), update.at(), job.name(), null, noted.text()));
            case Update.Refused refused ->
                List.of(new JobEvent.Note(
                        update.seq(),
                        update.at(),
                        job.name(),
                        null,
                        refused.cause().found()));
            case Update.Gone ignored -> List.of();
            case Update.Tables ignored -> List.of();
            case Update.Settled settled -> settled(update, settled);
        };
    }

    private JobEvent state(Update update) {
        var state = job.state();
        return new JobEvent.State(
                update.seq(),
                update.at(),
                job.name(),
                null,
                state.status().name(),
                state.phase().name(),
                state.words(),
                job.version());
    }

    private JobEvent dump(Update update, DumpProgress progress) {
        rate.note(update.at().toEpochMilli(), progress.bytesDone());
        OptionalLong speed = rate.perSecond();
        long left = Math.max(0, progress.bytesTotal() - progress.bytesDone());
        @Nullable Long eta = speed.isPresent() && speed.getAsLong() > 0 ? (Long) (left * 1000 / speed.getAsLong()) : null;
        return new JobEvent.Progress(
                update.seq(),
                update.at(),
                job.name(),
                null,
                job.status().name(),
                job.state().phase().name(),
                progress.bytesDone(),
                progress.bytesTotal(),
                progress.rowsDone(),
                progress.tablesDone(),
                progress.tablesTotal(),
                speed.isPresent() ? (Long) speed.getAsLong() : null,
                eta,
                progress.inWork().stream().map(EventTranslator::inWork).toList(),
                null,
                null,
                null);
    }

    private static JobEvent.Progress.InWork inWork(DumpProgress.InWork table) {
        return new JobEvent.Progress.InWork(table.table().toString(), table.bytesDone(), table.bytesTotal());
    }

    private JobEvent building(Update update, BuildProgress progress) {
        return new JobEvent.Progress(
                update.seq(),
                update.at(),
                job.name(),
                null,
                job.status().name(),
                job.state().phase().name(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                progress.last(),
                progress.done(),
                progress.total());
    }

    private JobEvent lag(Update update, StreamProgress progress) {
        return new JobEvent.Lag(
                update.seq(),
                update.at(),
                job.name(),
                null,
                progress.lag().bytes(),
                progress.lag().time().toMillis(),
                progress.caughtUp(),
                progress.waitingForUser(),
                progress.received(),
                progress.applied(),
                progress.filtered(),
                progress.coalesced(),
                Math.round(progress.changesPerSecond()),
                progress.retainedBytes());
    }

    private JobEvent finding(Update update, Finding finding) {
        return new JobEvent.Found(
                update.seq(),
                update.at(),
                job.name(),
                null,
                finding.code().id(),
                finding.code().title(),
                finding.severity().name(),
                finding.side().name(),
                finding.scope().name(),
                finding.found(),
                finding.next());
    }

    private List<JobEvent> settled(Update update, Update.Settled settled) {
        job = settled.job();
        var events = new ArrayList<JobEvent>();
        @Nullable Cause cause = job.failure().orElse(null);
        if (cause != null) {
            events.add(new JobEvent.Failed(
                    update.seq(),
                    update.at(),
                    job.name(),
                    null,
                    cause.code(),
                    cause.title(),
                    cause.found(),
                    cause.next()));
        }
        events.add(result(update, settled));
        return events;
    }

    private JobEvent result(Update update, Update.Settled settled) {
        @Nullable Report report = settled.report();
        return report == null ? unreported(update, settled) : reported(update, settled, report);
    }

    private JobEvent reported(Update update, Update.Settled settled, Report report) {
        return new JobEvent.Result(
                update.seq(),
                update.at(),
                job.name(),
                null,
                report.outcome().name(),
                null,
                code(),
                report.tables().size(),
                equalTables(report),
                report.rows(),
                report.bytes(),
                report.changes(),
                report.duration().toMillis(),
                report.writePause().toMillis(),
                report.comparePause().toMillis(),
                settled.reportFile() == null ? null : settled.reportFile().toString(),
                settled.leftToDo());
    }

    private JobEvent unreported(Update update, Update.Settled settled) {
        boolean asWished = job.status() == Status.ENDED || job.status() == Status.STOPPED;
        return new JobEvent.Result(
                update.seq(),
                update.at(),
                job.name(),
                null,
                asWished ? job.status().name() : "FAILED",
                null,
                code(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                settled.leftToDo());
    }

    private @Nullable String code() {
        @Nullable Cause cause = job.failure().orElse(null);
        return cause == null ? null : cause.code();
    }

    private static int equalTables(Report report) {
        return (int) report.tables().stream().filter(Report.TableResult::equal).count();
    }
}
