package dev.godwit.service.store;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import dev.godwit.service.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Jobs and their databases as rows. */
final class JobRows {

    /** Most identifiers in one statement; below the limit of every kind of store. */
    private static final int AT_ONCE = 500;

    private static final String INSERT_DATABASE = """
            INSERT INTO job_database (job, id, position, source, target, status, phase, begun, removed, failure, trouble,
                wish, started_at, ended_at, left_to_do)
            VALUES (:job, :id, :position, :source, :target, :status, :phase, :begun, :removed, :failure, :trouble, :wish,
                :started, :ended, :left)
            """;

    private JobRows() {}

    static void insert(Handle handle, Job job) {
        bind(handle.createUpdate("""
                INSERT INTO job (id, name, identity, spec, mode, source, target, status, phase, attended, owner, version,
                    created_at, changed_at, started_at, ended_at, start_at, search)
                VALUES (:id, :name, :identity, :spec, :mode, :source, :target, :status, :phase, :attended, :owner,
                    :version, :created, :changed, :started, :ended, :start, :search)
                """), job)
                .bind("attended", job.attended() ? 1 : 0)
                .bind("created", micros(job.createdAt()))
                .execute();
        insertParts(handle, job);
    }

    /** Whether the store held the version before; if not, nothing is changed. */
    static boolean update(Handle handle, Job job) {
        int changed = bind(handle.createUpdate("""
                UPDATE job SET name = :name, identity = :identity, spec = :spec, mode = :mode, source = :source,
                    target = :target, status = :status, phase = :phase, owner = :owner, version = :version,
                    changed_at = :changed, started_at = :started, ended_at = :ended, start_at = :start, search = :search
                WHERE id = :id AND version = :version - 1
                """), job).execute();
        if (changed == 1) {
            handle.execute("DELETE FROM job_database WHERE job = ?", job.id());
            handle.execute("DELETE FROM job_label WHERE job = ?", job.id());
            insertParts(handle, job);
        }
        return changed == 1;
    }

    private static Update bind(Update update, Job job) {
        var spec = job.spec();
        return update.bind("id", job.id())
                .bind("name", job.name())
                .bind("identity", spec.identity())
                .bind("spec", Documents.write(spec))
                .bind("mode", spec.mode())
                .bind("source", spec.source().text())
                .bind("target", spec.target().text())
                .bind("status", job.status())
                .bind("phase", job.state().phase())
                .bind("owner", job.owner())
                .bind("version", job.version())
                .bind("changed", micros(job.changedAt()))
                .bind("started", micros(job.startedAt()))
                .bind("ended", micros(job.endedAt()))
                .bind("start", micros(spec.startAt()))
                .bind("search", search(job));
    }

    private static String search(Job job) {
        var words = new ArrayList<String>();
        words.add(job.name());
        words.add(job.spec().source().text());
        words.add(job.spec().target().text());
        job.spec().labels().forEach((name, value) -> words.add(name + "=" + value));
        job.databases().forEach(database -> words.add(database.source() + " " + database.target()));
        return String.join("\n", words).toLowerCase(Locale.ROOT);
    }

    private static void insertParts(Handle handle, Job job) {
        if (!job.databases().isEmpty()) {
            var batch = handle.prepareBatch(INSERT_DATABASE);
            for (int i = 0; i < job.databases().size(); i++) {
                var database = job.databases().get(i);
                batch.bind("job", job.id())
                        .bind("id", database.id())
                        .bind("position", i)
                        .bind("source", database.source())
                        .bind("target", database.target())
                        .bind("status", database.status())
                        .bind("phase", database.state().phase())
                        .bind("begun", database.begun() ? 1 : 0)
                        .bind("removed", database.removed() ? 1 : 0)
                        .bind("failure", Documents.write(database.failure()))
                        .bind("trouble", Documents.write(database.trouble()))
                        .bind("wish", Documents.write(database.wish()))
                        .bind("started", micros(database.startedAt()))
                        .bind("ended", micros(database.endedAt()))
                        .bind("left", Documents.write(database.leftToDo()))
                        .add();
            }
            batch.execute();
        }
        job.spec()
                .labels()
                .forEach((name, value) -> handle.execute(
                        "INSERT INTO job_label (job, name, value) VALUES (?, ?, ?)", job.id(), name, value));
    }

    /** The jobs of a query on {@code job}, each with its databases. */
    static List<Job> read(Handle handle, Query query) {
        List<Job> bare = query.map((row, context) -> job(row)).list();
        Map<String, List<JobDatabase>> databases = new HashMap<>();
        for (int from = 0; from < bare.size(); from += AT_ONCE) {
            var ids = bare.subList(from, Math.min(from + AT_ONCE, bare.size())).stream()
                    .map(Job::id)
                    .toList();
            handle.createQuery("SELECT * FROM job_database WHERE job IN (<ids>) ORDER BY job, position")
                    .bindList("ids", ids)
                    .map((row, context) -> Map.entry(row.getString("job"), database(row)))
                    .forEach(entry -> databases
                            .computeIfAbsent(entry.getKey(), job -> new ArrayList<>())
                            .add(entry.getValue()));
        }
        return bare.stream()
                .map(job -> whole(job, databases.getOrDefault(job.id(), List.of())))
                .toList();
    }

    private static Job whole(Job job, List<JobDatabase> databases) {
        return new Job(
                job.id(),
                job.name(),
                job.spec(),
                job.state(),
                databases,
                job.attended(),
                job.owner(),
                job.version(),
                job.createdAt(),
                job.changedAt(),
                job.startedAt(),
                job.endedAt());
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getString("id"),
                row.getString("name"),
                Documents.readSpec(row.getString("spec")),
                state(row),
                List.of(),
                row.getInt("attended") == 1,
                text(row, "owner"),
                row.getLong("version"),
                moment(row.getLong("created_at")),
                moment(row.getLong("changed_at")),
                perhaps(row, "started_at"),
                perhaps(row, "ended_at"));
    }

    private static JobDatabase database(ResultSet row) throws SQLException {
        return new JobDatabase(
                row.getString("id"),
                row.getString("source"),
                row.getString("target"),
                state(row),
                row.getInt("begun") == 1,
                row.getInt("removed") == 1,
                Documents.readCause(text(row, "failure")),
                Documents.readTrouble(text(row, "trouble")),
                Documents.readWish(text(row, "wish")),
                perhaps(row, "started_at"),
                perhaps(row, "ended_at"),
                Documents.readTexts(row.getString("left_to_do")));
    }

    static State state(ResultSet row) throws SQLException {
        return new State(Status.valueOf(row.getString("status")), Phase.valueOf(row.getString("phase")));
    }

    static @Nullable String text(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }

    static @Nullable Long micros(@Nullable Instant moment) {
        return moment == null ? null : (Long) ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : moment(micros);
    }
}
