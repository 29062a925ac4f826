package dev.godwit.service.store;

import dev.godwit.service.AuditEntry;
import dev.godwit.service.Caller;
import dev.godwit.service.Job;
import dev.godwit.service.JobStore;
import dev.godwit.service.Page;
import dev.godwit.service.TimelineEntry;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The timelines of jobs, the audit trail, and the requests that were answered. */
final class Notes {

    private Notes() {}

    static void write(Handle handle, Job job, JobStore.Entry entry) {
        @Nullable String database = entry.database();
        var state = job.state();
        if (database != null) {
            state = job.database(database).state();
        }
        @Nullable Caller caller = entry.caller();
        handle.createUpdate("""
                INSERT INTO timeline (job, version, at, database, status, phase, who, text)
                VALUES (:job, :version, :at, :database, :status, :phase, :who, :text)
                """)
                .bind("job", job.id())
                .bind("version", job.version())
                .bind("at", JobRows.micros(Instant.now()))
                .bind("database", database)
                .bind("status", state.status())
                .bind("phase", state.phase())
                .bind("who", caller == null ? null : caller.who())
                .bind("text", entry.text())
                .execute();
        audit(handle, job.name(), entry);
        if (caller != null && caller.requestId() != null && entry.action() != null) {
            handle.execute(
                    "INSERT INTO request (id, job, action, at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                    caller.requestId(),
                    job.id(),
                    entry.action(),
                    JobRows.micros(Instant.now()));
        }
    }

    static void audit(Handle handle, String subject, JobStore.Entry entry) {
        @Nullable Caller caller = entry.caller();
        @Nullable String action = entry.action();
        if (caller != null && action != null) {
            audit(
                    handle,
                    new AuditEntry(Instant.now(), caller.who(), action, subject, entry.text(), caller.requestId()));
        }
    }

    static void audit(Handle handle, AuditEntry entry) {
        handle.execute(
                "INSERT INTO audit (at, who, action, subject, outcome, request) VALUES (?, ?, ?, ?, ?, ?)",
                JobRows.micros(entry.at()),
                entry.who(),
                entry.action(),
                entry.subject(),
                entry.outcome(),
                entry.requestId());
    }

    static Page<TimelineEntry> timeline(Handle handle, String job, int page, int size) {
        long total = handle.createQuery("SELECT count(*) FROM timeline WHERE job = :job")
                .bind("job", job)
                .mapTo(Long.class)
                .one();
        var items = handle.createQuery(
                        "SELECT * FROM timeline WHERE job = :job ORDER BY id DESC LIMIT :size OFFSET :skip")
                .bind("job", job)
                .bind("size", size)
                .bind("skip", (page - 1L) * size)
                .map((row, context) -> new TimelineEntry(
                        row.getLong("version"),
                        JobRows.moment(row.getLong("at")),
                        JobRows.text(row, "database"),
                        JobRows.state(row),
                        JobRows.text(row, "who"),
                        row.getString("text")))
                .list();
        return new Page<>(items, total, page, size);
    }
}
