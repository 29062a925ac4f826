package dev.godwit.service;

import dev.godwit.pipeline.Report;

/** How reports are written down. */
public interface ReportFormat {

    /** The report as a document that names the version of its own form. */
    String write(Job job, JobDatabase database, Report report);
}
