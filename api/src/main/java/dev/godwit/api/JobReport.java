package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job came to: the last report of each of its databases, and who did what.
 *
 * @param job id
 * @param outcome the worst of its databases, as in {@link ReportView}; UNFINISHED when none has a report
 * @param state of the job now, in words
 * @param mode ONLINE or OFFLINE
 * @param madeAt when this was put together
 * @param startedAt null before the first start
 * @param endedAt null while it is not over
 * @param rehearsals the last one of each database that had one
 * @param verifications those that were asked for, newest first; the newest twenty
 * @param timeline what happened and who did it, oldest first; the newest thousand entries
 */
public record JobReport(
        String job,
        String name,
        String outcome,
        String state,
        String mode,
        Instant madeAt,
        String serverVersion,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Map<String, String> labels,
        List<ReportView> databases,
        List<RehearsalView.DatabaseRehearsal> rehearsals,
        List<VerificationView> verifications,
        List<TimelineView> timeline) {}
