package dev.godwit.service.store;

import dev.godwit.service.JobStore;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Documents about databases. */
final class KeptRows {

    private KeptRows() {}

    static void write(Handle handle, String job, String database, JobStore.Kind kind, String document) {
        handle.execute("""
                INSERT INTO document (job, database, kind, at, text)
                SELECT id, ?, ?, ?, ? FROM job WHERE id = ?
                ON CONFLICT (job, kind, database) DO UPDATE SET at = excluded.at, text = excluded.text
                """, database, kind.name(), JobRows.micros(Instant.now()), document, job);
    }

    static List<JobStore.Kept> read(Handle handle, String job, JobStore.Kind kind) {
        return handle.createQuery("SELECT * FROM document WHERE job = :job AND kind = :kind")
                .bind("job", job)
                .bind("kind", kind)
                .map((row, context) -> new JobStore.Kept(
                        row.getString("database"), JobRows.moment(row.getLong("at")), row.getString("text")))
                .list();
    }
}
