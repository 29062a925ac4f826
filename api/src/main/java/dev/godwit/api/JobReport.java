package dev.godwit.api;

import java.util.List;

/**
 * What a job came to: the last report of each of its databases.
 *
 * @param job id
 * @param outcome the worst of its databases, as in {@link ReportView}
 */
public record JobReport(String job, String name, String outcome, List<ReportView> databases) {}
