package dev.godwit.server;

import dev.godwit.api.DifferencePage;
import dev.godwit.api.VerdictPage;
import dev.godwit.api.VerificationView;
import dev.godwit.core.TableName;
import dev.godwit.pipeline.RowDifference;
import dev.godwit.service.Cause;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import dev.godwit.service.VerificationRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Verifications as clients see them. */
final class Verifications {

    private Verifications() {}

    static VerificationView view(Job job, VerificationRecord record) {
        String database = job.databases().stream()
                .filter(each -> each.id().equals(record.database()))
                .map(JobDatabase::source)
                .findFirst()
                .orElse(record.database());
        var scope = record.scope();
        VerificationRecord.@Nullable Progress progress = record.progress();
        VerificationRecord.@Nullable Result result = record.result();
        @Nullable Cause failure = record.failure();
        return new VerificationView(
                record.id(),
                job.name(),
                database,
                record.state().name(),
                record.who(),
                new VerificationView.Scope(
                        scope.tables(),
                        scope.excludeTables(),
                        scope.from(),
                        scope.to(),
                        scope.values(),
                        scope.repair(),
                        scope.continuous(),
                        scope.rowsPerSecond(),
                        scope.bytesPerSecond()),
                record.requestedAt(),
                record.endedAt(),
                progress == null ? null : view(progress),
                result == null ? null : view(result),
                failure == null ? null : JobViews.failure(failure),
                coverage(record.coverage()));
    }

    private static VerificationView.@Nullable Coverage coverage(VerificationRecord.@Nullable Coverage coverage) {
        if (coverage == null) {
            return null;
        }
        @Nullable Instant eldest = coverage.eldest();
        return new VerificationView.Coverage(
                coverage.tables(),
                coverage.covered(),
                coverage.rounds(),
                eldest == null
                        ? null
                        : (Long) Math.max(
                                0, Duration.between(eldest, Instant.now()).toMillis()),
                coverage.recentRows(),
                coverage.different(),
                definitions(coverage.definitions()));
    }

    private static VerificationView.@Nullable Definitions definitions(VerificationRecord.@Nullable Definitions seen) {
        return seen == null
                ? null
                : new VerificationView.Definitions(
                        Duration.between(seen.at(), Instant.now()).toMillis(), seen.different());
    }

    static VerificationView.Progress view(VerificationRecord.Progress progress) {
        return new VerificationView.Progress(
                progress.tablesDone(),
                progress.tablesTotal(),
                progress.rows(),
                progress.rowsTotal(),
                progress.bytes(),
                progress.bytesTotal(),
                Math.round(progress.rowsPerSecond()),
                Math.round(progress.bytesPerSecond()),
                progress.leftMillis(),
                progress.differing(),
                progress.unsettled());
    }

    private static VerificationView.Result view(VerificationRecord.Result result) {
        return new VerificationView.Result(
                result.followed(),
                result.tables(),
                result.tablesEqual(),
                result.tablesDifferent(),
                result.tablesUnsettled(),
                result.tablesNotVerified(),
                result.sourceRows(),
                result.targetRows(),
                result.missing(),
                result.extra(),
                result.changed(),
                result.unsettled(),
                result.rechecked(),
                result.repaired(),
                result.definitions().stream().map(Findings::view).toList(),
                result.sequences().stream().map(Findings::view).toList(),
                result.notes());
    }

    static VerdictPage.Verdict verdict(VerificationRecord.Line line) {
        return new VerdictPage.Verdict(
                line.table(),
                line.verdict(),
                line.sourceRows(),
                line.targetRows(),
                line.missing(),
                line.extra(),
                line.changed(),
                line.unsettled(),
                line.rechecked(),
                line.millis(),
                line.note());
    }

    static DifferencePage.Difference difference(VerificationRecord.Difference difference) {
        return new DifferencePage.Difference(
                difference.table(),
                difference.kind(),
                difference.key().stream()
                        .map(part -> new DifferencePage.Part(part.column(), part.value()))
                        .toList(),
                difference.columns(),
                difference.times(),
                null);
    }

    /** With values. */
    static DifferencePage.Difference difference(TableName table, RowDifference row) {
        return new DifferencePage.Difference(
                table.toString(),
                row.kind().name(),
                row.key().stream()
                        .map(part -> new DifferencePage.Part(part.column(), part.value()))
                        .toList(),
                row.columns(),
                row.times(),
                row.values().stream()
                        .map(each -> new DifferencePage.Values(each.column(), each.source(), each.target()))
                        .toList());
    }
}
