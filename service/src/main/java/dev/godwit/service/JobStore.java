package dev.godwit.service;

import java.util.List;
import java.util.Optional;

/** Remembers jobs. What a method has returned from survives every crash. Thread-safe. */
public interface JobStore extends AutoCloseable {

    /**
     * Adds a job with the first entry of its timeline.
     *
     * @throws dev.godwit.core.Failure {@code CHANGED_MEANWHILE} when a live job of the same identity or name appeared
     */
    void add(Job job, String text);

    Optional<Job> find(String idOrName);

    /** The job for the same databases and tables that is neither completed nor ended. */
    Optional<Job> findLive(JobSpec spec);

    /** Whether a job, live or not, has this name. */
    boolean nameTaken(String name);

    /**
     * Replaces a job and adds an entry to its timeline, in one transaction.
     *
     * @throws dev.godwit.core.Failure {@code CHANGED_MEANWHILE} unless the store holds the version before the given one
     */
    void change(Job job, String text);

    /** Adds an entry to the timeline; the job stays as it is. */
    void note(Job job, String text);

    /** Oldest first. */
    List<TimelineEntry> timeline(String id);

    /** Keeps the report of a job's last run. */
    void keepReport(String id, String report);

    Optional<String> report(String id);

    @Override
    void close();
}
