package dev.godwit.server;

import dev.godwit.api.JobReport;
import dev.godwit.api.Json;
import dev.godwit.api.RehearsalView;
import dev.godwit.api.ReportView;
import dev.godwit.api.TimelineView;
import dev.godwit.api.VerificationView;
import dev.godwit.core.Server;
import dev.godwit.pipeline.Report;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reports, as they are kept and as clients see them. */
final class Reports {

    private static final int FORM = 1;

    /** The worst first. */
    private static final List<String> OUTCOMES =
            List.of("DIFFERENT", "VALIDATION_FAILED", "STOPPED", "OVERRIDDEN", "VALIDATED", "EQUAL");

    private Reports() {}

    static String document(Job job, JobDatabase database, Report report) {
        return Json.STRICT.writerWithDefaultPrettyPrinter().writeValueAsString(view(job, database, report));
    }

    /** @param documents the reports of its databases, as they were kept */
    static JobReport of(
            Job job,
            List<String> documents,
            List<RehearsalView.DatabaseRehearsal> rehearsals,
            List<VerificationView> verifications,
            List<TimelineView> timeline) {
        List<ReportView> reports = documents.stream()
                .map(text -> Json.LENIENT.readValue(text, ReportView.class))
                .toList();
        String worst = reports.stream()
                .map(ReportView::outcome)
                .min(Comparator.comparingInt(OUTCOMES::indexOf))
                .orElse("UNFINISHED");
        return new JobReport(
                job.id(),
                job.name(),
                worst,
                job.state().words(),
                job.spec().mode().name(),
                Instant.now(),
                ServerRoutes.version(),
                job.createdAt(),
                job.startedAt(),
                job.endedAt(),
                job.spec().labels(),
                reports,
                rehearsals,
                verifications,
                timeline);
    }

    static ReportView view(Job job, JobDatabase database, Report report) {
        return new ReportView(
                FORM,
                job.id(),
                job.name(),
                database.source(),
                report.outcome().name(),
                server(report.source()),
                server(report.target()),
                schemaRenames(job, report),
                report.startedAt(),
                report.duration().toMillis(),
                phases(report),
                report.tables().stream().map(Reports::table).toList(),
                report.rows(),
                report.bytes(),
                report.changes(),
                report.ledger().stream().map(Reports::changes).toList(),
                changedValues(report),
                report.writePause().toMillis(),
                report.comparePause().toMillis(),
                report.findings().stream().map(Findings::view).toList(),
                report.leftToDo(),
                gap(report.gap()));
    }

    private static @Nullable List<ReportView.ChangedValuesView> changedValues(Report report) {
        return switch (report.outcome()) {
            case EQUAL, OVERRIDDEN ->
                report.changedValues().stream()
                        .map(each -> new ReportView.ChangedValuesView(
                                each.table().toString(), each.column(), each.rows(), each.reason()))
                        .toList();
            case VALIDATED, VALIDATION_FAILED, DIFFERENT, STOPPED -> null;
        };
    }

    private static @Nullable Map<String, String> schemaRenames(Job job, Report report) {
        var renames = job.spec().schemaRenames();
        return switch (report.outcome()) {
            case EQUAL, OVERRIDDEN -> renames.isEmpty() ? null : new TreeMap<>(renames);
            case VALIDATED, VALIDATION_FAILED, DIFFERENT, STOPPED -> null;
        };
    }

    private static ReportView.@Nullable Gap gap(Report.@Nullable Gap gap) {
        return gap == null
                ? null
                : new ReportView.Gap(
                        gap.bytes(),
                        gap.time().toMillis(),
                        gap.different().stream().map(Object::toString).toList(),
                        gap.reasons());
    }

    private static ReportView.ChangesView changes(Report.TableChanges table) {
        return new ReportView.ChangesView(
                table.table().toString(), table.received(), table.applied(), table.filtered(), table.coalesced());
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
