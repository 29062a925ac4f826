package dev.godwit.server;

import dev.godwit.api.JobEvent;
import dev.godwit.api.ProgressView;
import dev.godwit.core.Finding;
import dev.godwit.core.Status;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.service.Action;
import dev.godwit.service.Cause;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import dev.godwit.service.Rehearsal;
import dev.godwit.service.Update;
import dev.godwit.service.VerificationRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the updates of one job into events, for one client. */
final class EventTranslator {

    private final Map<String, Rate> rates = new HashMap<>();
    private Job job;
    private boolean told;

    EventTranslator(Job job) {
        this.job = job;
    }

    /** The events of an update; the last of a failed run is an error and its result. */
    List<JobEvent> events(Update update) {
        return switch (update.what()) {
            case Update.Changed changed -> changed(update, changed.job());
            case Update.Dumped dumped -> List.of(dump(update, dumped.database(), dumped.progress()));
            case Update.Built built ->
                List.of(progress(update, built.database(), Progresses.building(built.progress())));
            case Update.Streamed streamed -> List.of(lag(update, streamed.database(), streamed.progress()));
            case Update.Switching switching -> List.of(switching(update, switching));
            case Update.Tables tables -> List.of(tables(update, tables));
            case Update.Found found -> List.of(finding(update, found.database(), found.finding()));
            case Update.Noted noted -> List.of(note(update, noted.database(), noted.text()));
            case Update.Refused refused -> List.of(refused(update, refused.database(), refused.cause()));
            case Update.Waiting waiting -> List.of(waiting(update, waiting));
            case Update.Rehearsed rehearsed -> List.of(rehearsed(update, rehearsed.rehearsal()));
            case Update.Verified verified -> List.of(verified(update, verified.verification()));
            case Update.Settled settled -> settled(update, settled);
            case Update.Gone gone -> List.of(new JobEvent.Removed(update.seq(), update.at(), gone.name(), null));
        };
    }

    private JobEvent switching(Update update, Update.Switching switching) {
        var steps = switching.progress().moments().stream()
                .map(moment -> new JobEvent.Switching.Step(
                        moment.step().name(), moment.after().toMillis()))
                .toList();
        return new JobEvent.Switching(update.seq(), update.at(), job.name(), name(switching.database()), steps);
    }

    private JobEvent refused(Update update, String database, Cause cause) {
        return new JobEvent.Refused(
                update.seq(),
                update.at(),
                job.name(),
                name(database),
                Action.PROMOTE.name(),
                cause.code(),
                cause.title(),
                cause.found(),
                cause.next());
    }

    private JobEvent note(Update update, @Nullable String database, String text) {
        return new JobEvent.Note(update.seq(), update.at(), job.name(), database == null ? null : name(database), text);
    }

    /** Name on the source of a database that updates name by its id. */
    private @Nullable String name(String id) {
        return find(job, id).map(JobDatabase::source).orElse(null);
    }

    private static Optional<JobDatabase> find(Job in, String id) {
        return in.databases().stream()
                .filter(database -> database.id().equals(id))
                .findFirst();
    }

    /** Nothing for an older version than the one that was told. */
    private List<JobEvent> changed(Update update, Job now) {
        if (now.version() < job.version()) {
            return List.of();
        }
        Job before = job;
        boolean first = !told;
        job = now;
        told = true;
        var events = new ArrayList<JobEvent>();
        if (first || !before.state().equals(now.state()) || now.databases().size() == 1) {
            events.add(state(update, null, now.state()));
        }
        if (now.databases().size() > 1) {
            for (JobDatabase database : now.databases()) {
                boolean same = find(before, database.id())
                        .map(JobDatabase::state)
                        .filter(database.state()::equals)
                        .isPresent();
                if (first || !same) {
                    events.add(state(update, database.source(), database.state()));
                }
            }
        }
        return events;
    }

    private JobEvent state(Update update, @Nullable String database, dev.godwit.service.State state) {
        return new JobEvent.State(
                update.seq(),
                update.at(),
                job.name(),
                database,
                state.status().name(),
                state.phase().name(),
                state.words(),
                job.version());
    }

    private JobEvent dump(Update update, String database, DumpProgress progress) {
        var rate = rates.computeIfAbsent(database, id -> new Rate());
        rate.note(update.at().toEpochMilli(), progress.bytesDone());
        return progress(update, database, Progresses.dumping(progress, rate.perSecond()));
    }

    private JobEvent progress(Update update, String database, ProgressView view) {
        var state = find(job, database).map(JobDatabase::state).orElse(job.state());
        return new JobEvent.Progress(
                update.seq(),
                update.at(),
                job.name(),
                name(database),
                state.status().name(),
                state.phase().name(),
                view.bytesDone(),
                view.bytesTotal(),
                view.rowsDone(),
                view.tablesDone(),
                view.tablesTotal(),
                view.bytesPerSecond(),
                view.etaMs(),
                view.tables(),
                view.built(),
                view.builtDone(),
                view.builtTotal());
    }

    private JobEvent lag(Update update, String database, StreamProgress progress) {
        var view = Progresses.lag(progress);
        return new JobEvent.Lag(
                update.seq(),
                update.at(),
                job.name(),
                name(database),
                view.lagBytes(),
                view.lagMs(),
                view.caughtUp(),
                view.waitingForUser(),
                view.received(),
                view.applied(),
                view.filtered(),
                view.coalesced(),
                view.changesPerSecond(),
                view.retainedBytes());
    }

    private JobEvent tables(Update update, Update.Tables tables) {
        @Nullable String database = name(tables.database());
        return new JobEvent.Tables(
                update.seq(),
                update.at(),
                job.name(),
                database,
                tables.changed().stream()
                        .map(progress -> Progresses.table(database == null ? "" : database, progress))
                        .toList());
    }

    private JobEvent finding(Update update, String database, Finding finding) {
        var view = Findings.view(finding);
        return new JobEvent.Found(
                update.seq(),
                update.at(),
                job.name(),
                name(database),
                view.code(),
                view.title(),
                view.severity(),
                view.side(),
                view.scope(),
                view.found(),
                view.next());
    }

    private JobEvent verified(Update update, VerificationRecord verification) {
        VerificationRecord.@Nullable Progress progress = verification.progress();
        return new JobEvent.Verification(
                update.seq(),
                update.at(),
                job.name(),
                name(verification.database()),
                verification.id(),
                verification.state().name(),
                progress == null ? null : Verifications.view(progress));
    }

    private JobEvent waiting(Update update, Update.Waiting waiting) {
        return new JobEvent.Waiting(
                update.seq(), update.at(), job.name(), name(waiting.database()), Waitings.view(waiting.tables()));
    }

    private JobEvent rehearsed(Update update, Rehearsal rehearsal) {
        return new JobEvent.Rehearsed(
                update.seq(),
                update.at(),
                job.name(),
                name(rehearsal.database()),
                rehearsal.pauseMillis(),
                rehearsal.estimatedMillis(),
                rehearsal.atMostMillis(),
                rehearsal.refusals().stream().map(Rehearsals::refusal).toList());
    }

    private List<JobEvent> settled(Update update, Update.Settled settled) {
        if (settled.job().version() >= job.version()) {
            job = settled.job();
        }
        var events = new ArrayList<JobEvent>();
        Optional<JobDatabase> database = find(settled.job(), settled.database());
        @Nullable Cause cause = database.map(JobDatabase::failure).orElse(null);
        if (cause != null) {
            events.add(new JobEvent.Failed(
                    update.seq(),
                    update.at(),
                    job.name(),
                    name(settled.database()),
                    cause.code(),
                    cause.title(),
                    cause.found(),
                    cause.next()));
        }
        events.add(result(update, settled, database.map(JobDatabase::status).orElse(Status.FAILED), cause));
        return events;
    }

    private JobEvent result(Update update, Update.Settled settled, Status status, @Nullable Cause cause) {
        @Nullable Report report = settled.report();
        String code = cause == null ? null : cause.code();
        return report == null ? unreported(update, settled, status, code) : reported(update, settled, report, code);
    }

    private JobEvent reported(Update update, Update.Settled settled, Report report, @Nullable String code) {
        return new JobEvent.Result(
                update.seq(),
                update.at(),
                job.name(),
                name(settled.database()),
                report.outcome().name(),
                null,
                code,
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

    private JobEvent unreported(Update update, Update.Settled settled, Status status, @Nullable String code) {
        boolean asWished = status == Status.ENDED || status == Status.STOPPED;
        return new JobEvent.Result(
                update.seq(),
                update.at(),
                job.name(),
                name(settled.database()),
                asWished ? status.name() : "FAILED",
                null,
                code,
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

    private static int equalTables(Report report) {
        return (int) report.tables().stream().filter(Report.TableResult::equal).count();
    }
}
