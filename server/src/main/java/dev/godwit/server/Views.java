package dev.godwit.server;

import dev.godwit.api.FailureView;
import dev.godwit.api.FindingView;
import dev.godwit.api.JobRequest;
import dev.godwit.api.JobView;
import dev.godwit.api.PlaceView;
import dev.godwit.api.ReportView;
import dev.godwit.api.TimelineView;
import dev.godwit.api.Unavailable;
import dev.godwit.core.Finding;
import dev.godwit.core.Server;
import dev.godwit.pipeline.Report;
import dev.godwit.service.Action;
import dev.godwit.service.Availability;
import dev.godwit.service.Cause;
import dev.godwit.service.Job;
import dev.godwit.service.Place;
import dev.godwit.service.TimelineEntry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients see of the service's records. */
final class Views {

    private static final int REPORT_FORM = 1;

    private Views() {}

    static JobView job(Job job) {
        var state = job.state();
        var spec = job.spec();
        return new JobView(
                job.id(),
                job.name(),
                state.status().name(),
                state.phase().name(),
                state.words(),
                job.begun(),
                true,
                false,
                job.version(),
                Instant.now(),
                place(spec.source()),
                place(spec.target()),
                spec.mode().name(),
                spec.option().name(),
                spec.promote().name(),
                JobRequest.between(spec.source().text(), spec.target().text()),
                List.of(),
                job.createdAt(),
                job.changedAt(),
                job.startedAt(),
                null,
                null,
                null,
                failure(job.failure().orElse(null)),
                Availability.of(job).available().stream().map(Action::name).toList(),
                unavailable(job));
    }

    private static PlaceView place(Place place) {
        String url = place.text();
        return new PlaceView(null, null, url, url, url.substring(0, url.indexOf(':')), null);
    }

    private static List<Unavailable> unavailable(Job job) {
        return Availability.of(job).unavailable().entrySet().stream()
                .map(refused -> new Unavailable(refused.getKey().name(), refused.getValue()))
                .toList();
    }

    private static @Nullable FailureView failure(@Nullable Cause cause) {
        return cause == null ? null : new FailureView(cause.code(), cause.title(), cause.found(), cause.next());
    }

    static FindingView finding(Finding finding) {
        return new FindingView(
                finding.code().id(),
                finding.code().title(),
                finding.severity().name(),
                finding.side().name(),
                finding.scope().name(),
                finding.found(),
                finding.next());
    }

    static TimelineView entry(TimelineEntry entry) {
        return new TimelineView(
                entry.version(),
                entry.at(),
                entry.state().status().name(),
                entry.state().phase().name(),
                entry.text(),
                null,
                null);
    }

    static ReportView report(Job job, Report report) {
        return new ReportView(
                REPORT_FORM,
                job.id(),
                job.name(),
                job.name(),
                report.outcome().name(),
                server(report.source()),
                server(report.target()),
                report.startedAt(),
                report.duration().toMillis(),
                phases(report),
                report.tables().stream().map(Views::table).toList(),
                report.rows(),
                report.bytes(),
                report.changes(),
                report.writePause().toMillis(),
                report.comparePause().toMillis(),
                report.findings().stream().map(Views::finding).toList(),
                report.leftToDo());
    }

    private static Map<String, Long> phases(Report report) {
        var times = new LinkedHashMap<String, Long>();
        if (!report.phases().isEmpty()) {
            new EnumMap<>(report.phases()).forEach((phase, time) -> times.put(phase.name(), time.toMillis()));
        }
        return times;
    }

    private static ReportView.TableView table(Report.TableResult table) {
        return new ReportView.TableView(
                table.table().toString(), table.sourceRows(), table.targetRows(), table.equal(), table.underFence());
    }

    private static ReportView.@Nullable ServerView server(@Nullable Server server) {
        return server == null
                ? null
                : new ReportView.ServerView(server.engine(), server.version(), server.address(), server.database());
    }
}
