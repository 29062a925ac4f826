package dev.godwit.service.store;

import dev.godwit.core.Failure;
import dev.godwit.core.Status;
import dev.godwit.service.Action;
import dev.godwit.service.AuditEntry;
import dev.godwit.service.AuditQuery;
import dev.godwit.service.Job;
import dev.godwit.service.JobQuery;
import dev.godwit.service.JobStore;
import dev.godwit.service.KnownServers;
import dev.godwit.service.Page;
import dev.godwit.service.Place;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.State;
import dev.godwit.service.TimelineEntry;
import dev.godwit.service.VerificationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Jobs in a {@link Database}. */
public final class SqlJobStore implements JobStore {

    private static final Duration REQUESTS_KEPT = Duration.ofDays(1);

    private final Database database;
    private final ServerRows servers;
    private final KnownServerRows knownServers;
    private final VerificationRows verifications;

    /** @param database closed together with this */
    public SqlJobStore(Database database) {
        this.database = database;
        this.servers = new ServerRows(database);
        this.knownServers = new KnownServerRows(database);
        this.verifications = new VerificationRows(database);
    }

    @Override
    public void add(Job job, Entry entry) {
        guarded(
                job,
                () -> database.write(handle -> {
                    JobRows.insert(handle, job);
                    Notes.write(handle, job, entry);
                }));
    }

    @Override
    public void change(Job job, Entry entry) {
        guarded(
                job,
                () -> database.write(handle -> {
                    if (!JobRows.update(handle, job)) {
                        throw conflict(job, null);
                    }
                    Notes.write(handle, job, entry);
                }));
    }

    private static void guarded(Job job, Runnable work) {
        try {
            work.run();
        } catch (JdbiException e) {
            throw conflict(job, e);
        }
    }

    private static Failure conflict(Job job, @Nullable Exception cause) {
        var failure = Failure.of(ServiceFailure.CHANGED_MEANWHILE).found("job %s", job.name());
        return cause == null ? failure.build() : failure.cause(cause).build();
    }

    @Override
    public void remove(Job job, Entry entry) {
        database.write(handle -> {
            int gone = handle.execute("DELETE FROM job WHERE id = ? AND version = ?", job.id(), job.version() - 1);
            if (gone != 1) {
                throw conflict(job, null);
            }
            Notes.audit(handle, job.name(), entry);
        });
    }

    @Override
    public Optional<Job> find(String idOrName) {
        return jobs("WHERE id = :key OR name = :key ORDER BY CASE WHEN id = :key THEN 0 ELSE 1 END", "key", idOrName)
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Job> findLive(String identity) {
        return jobs(
                        "WHERE identity = :identity AND status NOT IN ('DRAFT', 'COMPLETED', 'ENDED', 'DELETING')",
                        "identity",
                        identity)
                .stream()
                .findFirst();
    }

    @Override
    public List<Job> active() {
        var statuses = State.activeStatuses().stream().map(Status::name).toList();
        return database.read(handle -> JobRows.read(
                handle,
                handle.createQuery("SELECT * FROM job WHERE status IN (<statuses>)")
                        .bindList("statuses", statuses)));
    }

    @Override
    public List<Job> due(Instant until) {
        return jobs("WHERE start_at <= :until AND status = 'NOT_STARTED'", "until", JobRows.micros(until));
    }

    @Override
    public List<Job> at(Place place) {
        return jobs(
                "WHERE (source = :place OR target = :place) AND status NOT IN ('COMPLETED', 'ENDED')",
                "place",
                place.text());
    }

    @Override
    public Map<String, Long> versions() {
        return database.read(handle -> handle.createQuery("SELECT id, version FROM job")
                .map((row, _) -> Map.entry(row.getString("id"), row.getLong("version")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private List<Job> jobs(String where, String key, @Nullable Object value) {
        return database.read(handle -> {
            Query query = handle.createQuery("SELECT * FROM job " + where).bind(key, value);
            return JobRows.read(handle, query);
        });
    }

    @Override
    public Page<Job> list(JobQuery query) {
        return database.read(handle -> new JobListing(query).read(handle));
    }

    @Override
    public void note(Job job, Entry entry) {
        database.write(handle -> Notes.write(handle, job, entry));
    }

    @Override
    public Page<TimelineEntry> timeline(String job, int page, int size) {
        return database.read(handle -> Notes.timeline(handle, job, page, size));
    }

    @Override
    public void audit(AuditEntry entry) {
        database.write(handle -> Notes.audit(handle, entry));
    }

    @Override
    public Page<AuditEntry> audit(AuditQuery query) {
        return database.read(handle -> AuditRows.page(handle, query));
    }

    @Override
    public void keep(String job, String name, Kind kind, String document) {
        database.write(handle -> KeptRows.write(handle, job, name, kind, document));
    }

    @Override
    public List<JobStore.Kept> kept(String job, Kind kind) {
        return database.read(handle -> KeptRows.read(handle, job, kind));
    }

    @Override
    public KnownServers knownServers() {
        return knownServers;
    }

    @Override
    public VerificationStore verifications() {
        return verifications;
    }

    @Override
    public Optional<Answered> answered(String requestId) {
        return database.read(handle -> handle.createQuery("SELECT job, action FROM request WHERE id = :id")
                .bind("id", requestId)
                .map((row, context) -> new Answered(row.getString("job"), row.getString("action")))
                .findFirst());
    }

    @Override
    public void beat(String server, String name) {
        servers.beat(server, name);
    }

    @Override
    public void leave(String server) {
        servers.leave(server);
    }

    @Override
    public Optional<Beat> lastBeat(String server) {
        return servers.last(server);
    }

    @Override
    public Optional<String> serverName(String server) {
        return servers.name(server);
    }

    @Override
    public void send(Command command) {
        database.write(handle -> handle.execute(
                "INSERT INTO command (job, action, options) VALUES (?, ?, ?)",
                command.job(),
                command.action().name(),
                Documents.write(command.options())));
    }

    @Override
    public List<Command> take(String server) {
        String mine = " FROM command WHERE job IN (SELECT id FROM job WHERE owner = :server)";
        boolean any = database.read(handle -> handle.createQuery("SELECT count(*)" + mine)
                        .bind("server", server)
                        .mapTo(Long.class)
                        .one())
                > 0;
        return !any
                ? List.of()
                : database.writeAndAnswer(handle -> {
                    var commands = handle.createQuery("SELECT *" + mine + " ORDER BY id")
                            .bind("server", server)
                            .map((row, context) -> new Command(
                                    row.getString("job"),
                                    Action.valueOf(row.getString("action")),
                                    Documents.readOptions(row.getString("options"))))
                            .list();
                    handle.createUpdate("DELETE" + mine).bind("server", server).execute();
                    return commands;
                });
    }

    @Override
    public void tidy() {
        servers.tidy();
        database.write(handle -> handle.execute(
                "DELETE FROM request WHERE at < ?", JobRows.micros(Instant.now().minus(REQUESTS_KEPT))));
    }

    @Override
    public void close() {
        database.close();
    }
}
