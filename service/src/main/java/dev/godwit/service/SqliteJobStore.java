package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Jobs in one SQLite file, which several processes may use at once. */
public final class SqliteJobStore implements JobStore {

    private final Connection connection;
    private final Jdbi jdbi;

    private SqliteJobStore(Connection connection) {
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
    }

    /** Opens the file, which is made, and brought to the newest form, as needed. */
    public static SqliteJobStore open(Path file) {
        var source = new SQLiteDataSource(settings());
        source.setUrl("jdbc:sqlite:" + file);
        try {
            Flyway.configure(SqliteJobStore.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:dev/godwit/service/migrations")
                    .load()
                    .migrate();
            return new SqliteJobStore(source.getConnection());
        } catch (org.flywaydb.core.api.FlywayException | SQLException e) {
            throw Failure.of(ServiceFailure.STORE_UNUSABLE)
                    .found(
                            "%s: %s",
                            file,
                            e.getMessage() == null
                                    ? e
                                    : e.getMessage().lines().findFirst().orElse(""))
                    .cause(e)
                    .build();
        }
    }

    private static SQLiteConfig settings() {
        var settings = new Properties();
        try (var file = Objects.requireNonNull(SqliteJobStore.class.getResourceAsStream("sqlite.properties"))) {
            settings.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SQLiteConfig(settings);
    }

    @Override
    public synchronized void add(Job job, String text) {
        try {
            jdbi.useTransaction(handle -> {
                insert(handle, job);
                entry(handle, job, text);
            });
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLiteException sqlite
                    && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE) {
                throw conflict(job, e);
            }
            throw e;
        }
    }

    private static void insert(Handle handle, Job job) {
        bind(handle.createUpdate("""
                INSERT INTO job (id, name, identity, spec, status, phase, begun, version, created_at, changed_at, started_at,
                    failure)
                VALUES (:id, :name, :identity, :spec, :status, :phase, :begun, :version, :created, :changed, :started, :failure)
                """), job)
                .bind("name", job.name())
                .bind("identity", job.spec().identity())
                .bind("created", job.createdAt().toString())
                .execute();
    }

    private static org.jdbi.v3.core.statement.Update bind(org.jdbi.v3.core.statement.Update update, Job job) {
        return update.bind("id", job.id())
                .bind("spec", Documents.write(job.spec()))
                .bind("status", job.status())
                .bind("phase", job.state().phase())
                .bind("begun", job.begun())
                .bind("version", job.version())
                .bind("changed", job.changedAt().toString())
                .bind(
                        "started",
                        job.startedAt() == null ? null : job.startedAt().toString())
                .bind("failure", Documents.write(job.failure()));
    }

    private static void entry(Handle handle, Job job, String text) {
        handle.createUpdate(
                        "INSERT INTO timeline (job, version, at, status, phase, text) VALUES (:job, :version, :at, :status, :phase, :text)")
                .bind("job", job.id())
                .bind("version", job.version())
                .bind("at", Instant.now().toString())
                .bind("status", job.status())
                .bind("phase", job.state().phase())
                .bind("text", text)
                .execute();
    }

    @Override
    public synchronized Optional<Job> find(String idOrName) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM job WHERE id = :key OR name = :key")
                .bind("key", idOrName)
                .map((row, context) -> job(row))
                .findFirst());
    }

    @Override
    public synchronized Optional<Job> findLive(JobSpec spec) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM job WHERE identity = :identity AND status NOT IN ('COMPLETED', 'ENDED', 'DELETING')")
                .bind("identity", spec.identity())
                .map((row, context) -> job(row))
                .findFirst());
    }

    @Override
    public synchronized boolean nameTaken(String name) {
        return find(name).isPresent();
    }

    @Override
    public synchronized void change(Job job, String text) {
        jdbi.useTransaction(handle -> {
            int changed = bind(handle.createUpdate("""
                    UPDATE job SET spec = :spec, status = :status, phase = :phase, begun = :begun, version = :version,
                        changed_at = :changed, started_at = :started, failure = :failure
                    WHERE id = :id AND version = :before
                    """), job)
                    .bind("before", job.version() - 1)
                    .execute();
            if (changed != 1) {
                throw conflict(job, null);
            }
            entry(handle, job, text);
        });
    }

    private static Failure conflict(Job job, @Nullable Exception cause) {
        var failure = Failure.of(ServiceFailure.CHANGED_MEANWHILE).found("job %s", job.name());
        return cause == null ? failure.build() : failure.cause(cause).build();
    }

    @Override
    public synchronized void note(Job job, String text) {
        jdbi.useTransaction(handle -> entry(handle, job, text));
    }

    @Override
    public synchronized List<TimelineEntry> timeline(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM timeline WHERE job = :id ORDER BY rowid")
                .bind("id", id)
                .map((row, context) -> new TimelineEntry(
                        row.getLong("version"), Instant.parse(row.getString("at")), state(row), row.getString("text")))
                .list());
    }

    @Override
    public synchronized void keepReport(String id, String report) {
        jdbi.useTransaction(handle -> handle.createUpdate("UPDATE job SET report = :report WHERE id = :id")
                .bind("report", report)
                .bind("id", id)
                .execute());
    }

    @Override
    public synchronized Optional<String> report(String id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT report FROM job WHERE id = :id AND report IS NOT NULL")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findFirst());
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Failure.of(ServiceFailure.STORE_UNUSABLE)
                    .found("closing failed")
                    .cause(e)
                    .build();
        }
    }

    private static Job job(ResultSet row) throws SQLException {
        @Nullable String started = row.getString("started_at");
        return new Job(
                row.getString("id"),
                row.getString("name"),
                Documents.readSpec(row.getString("spec")),
                state(row),
                row.getBoolean("begun"),
                row.getLong("version"),
                Instant.parse(row.getString("created_at")),
                Instant.parse(row.getString("changed_at")),
                started == null ? null : Instant.parse(started),
                Documents.readCause(row.getString("failure")));
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(Status.valueOf(row.getString("status")), Phase.valueOf(row.getString("phase")));
    }
}
