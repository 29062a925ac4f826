package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.DatabaseInfo;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.Side;
import dev.godwit.core.Status;
import dev.godwit.core.Writer;
import dev.godwit.core.spi.Engine;
import dev.godwit.pipeline.Runner;
import dev.godwit.pipeline.TableInfo;
import dev.godwit.pipeline.TableVerdict;
import dev.godwit.service.store.Database;
import dev.godwit.service.store.SqlJobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jobs: creates, shows, runs and ends them. */
public final class MigrationService implements AutoCloseable {

    private final ServiceSetup setup;
    private final Presence presence;
    private final Wiring parts;
    private final Creating creating;
    private final Editing editing;
    private final Catalogue catalogue;
    private final Previews previews;
    private final Watch watch;

    private MigrationService(ServiceSetup setup) {
        this.setup = setup;
        String me = Names.id("server");
        String name = "process " + ProcessHandle.current().pid();
        setup.store().beat(me, name);
        this.presence = setup.shared()
                ? new Presence.ByHeartbeat(setup.store(), me, name)
                : new Presence.ByLock(setup.data(), me);
        this.parts = new Wiring(setup, me, presence);
        this.catalogue = new Catalogue(parts);
        var choosing = new Choosing(parts.reach(), catalogue);
        this.creating = new Creating(parts, choosing, parts.ownership());
        this.editing = new Editing(parts, choosing, creating);
        this.previews = new Previews(parts, catalogue);
        this.watch = new Watch(parts, presence, setup.attends());
    }

    /** A service; goes on at once with the jobs of servers that are dead. */
    public static MigrationService open(ServiceSetup setup) {
        var service = new MigrationService(setup);
        service.watch.start();
        return service;
    }

    /** The service inside a one-shot command, with the jobs of this folder. */
    public static MigrationService open(DataFolder data, Runner runner, List<Engine> engines, ReportFormat format) {
        var store = new SqlJobStore(Database.file(data.store()));
        return open(new ServiceSetup(data, store, false, runner, engines, format, ProfileReach.NONE, true));
    }

    /**
     * Makes a job. It is a draft while source or target is open.
     *
     * @param name null to make one from the name of the first database
     * @param passwords to ask the source which databases it has, for an address and patterns
     * @throws Failure {@code NAME_TAKEN}, {@code JOB_EXISTS}, {@code SAME_DATABASE}, {@code NO_DATABASE}, or what the
     *     source answers when it is asked for its databases
     */
    public Job create(@Nullable String name, JobSpec asked, Passwords passwords, Caller caller) {
        return creating.create(name, asked, passwords, caller);
    }

    /**
     * The one-shot job for these databases and tables: the one that was begun earlier, with its settings brought up to
     * date, or a new one.
     *
     * @param asked addresses as the user wrote them
     */
    public synchronized Created goOnOrCreate(JobSpec asked) {
        return creating.goOnOrCreate(asked);
    }

    /**
     * Answer to {@link #goOnOrCreate}.
     *
     * @param goesOn whether the job was there before
     */
    public record Created(Job job, boolean goesOn) {}

    /**
     * Changes settings: all of them while nothing is begun or the job rests, some while it runs.
     *
     * @throws Failure {@code CHANGED_MEANWHILE}, {@code ACTION_REFUSED}, {@code SETTING_FIXED}
     */
    public Job edit(String idOrName, Edit edit, Caller caller) {
        return editing.edit(idOrName, edit, caller);
    }

    /** The job with this id or name. */
    public Job job(String idOrName) {
        return parts.desk().find(idOrName);
    }

    /** The same, where it may be gone. */
    public Optional<Job> find(String idOrName) {
        return setup.store().find(idOrName);
    }

    /** The way back that can be taken from where a job has led; empty without one. */
    public Optional<Job> wayBack(Job job) {
        return parts.waysBack().of(job);
    }

    public Page<Job> jobs(JobQuery query) {
        return setup.store().list(query);
    }

    /** What may be asked of a job now. */
    public Availability availability(Job job) {
        return Availability.of(job);
    }

    /**
     * Does what a person asks, or refuses and changes nothing. The same request id again is answered without doing it
     * again.
     *
     * @return the job in the state that follows at once; where that is intermediate, watch for the rest
     * @throws Failure {@code ACTION_REFUSED}, {@code CHANGED_MEANWHILE}, {@code RUNNING_ELSEWHERE}
     */
    public Job act(String idOrName, Action action, ActionOptions options) {
        try {
            return parts.acting().act(idOrName, action, options);
        } catch (Failure refusal) {
            audit(idOrName, action.words(), options.caller(), refusal);
            throw refusal;
        }
    }

    private void audit(String subject, String action, Caller caller, Failure refusal) {
        setup.store()
                .audit(new AuditEntry(
                        Instant.now(),
                        caller.who(),
                        action,
                        subject,
                        "Refused: " + refusal.code().id() + " " + refusal.found(),
                        caller.requestId()));
    }

    /** One action on all jobs that match, on whatever page; each by itself, whatever becomes of the others. */
    public List<Result> actOnAll(JobQuery which, Action action, ActionOptions options) {
        return new Batch(setup.store(), this::act).onAll(which, action, options);
    }

    /**
     * What an action on many jobs came to for one of them.
     *
     * @param after the job afterwards; null when it was refused
     * @param refusal null when it was done
     */
    public record Result(
            String id,
            String name,
            @Nullable Job after,
            @Nullable Failure refusal) {}

    /** Newest first. */
    public Page<TimelineEntry> timeline(String idOrName, int page, int size) {
        return setup.store().timeline(job(idOrName).id(), page, size);
    }

    /** What validation found, for each database that was validated. */
    public List<Validation> validation(String idOrName) {
        return parts.findings().of(job(idOrName).id());
    }

    /**
     * Has databases compared: begins, or has another server begin, and answers with one for each.
     *
     * @throws Failure {@code ACTION_REFUSED}, {@code REQUEST_INVALID}, {@code RUNNING_ELSEWHERE}
     */
    public List<VerificationRecord> verify(String idOrName, VerifyAsk ask, Passwords passwords, Caller caller) {
        try {
            return parts.verifying().ask(idOrName, ask, passwords, caller);
        } catch (Failure refusal) {
            audit(idOrName, Action.VERIFY.words(), caller, refusal);
            throw refusal;
        }
    }

    /** Verifications of a job, newest first; those that go on here as they are now. */
    public Page<VerificationRecord> verifications(String idOrName, int page, int size) {
        return parts.verifying().store().of(job(idOrName).id(), page, size).map(this::asItIs);
    }

    private VerificationRecord asItIs(VerificationRecord kept) {
        return parts.verifying().live(kept.id()).orElse(kept);
    }

    /**
     * One of a job's verifications.
     *
     * @throws Failure {@code VERIFICATION_NOT_FOUND}
     */
    public VerificationRecord verification(String idOrName, String id) {
        return parts.verifying()
                .store()
                .find(job(idOrName).id(), id)
                .map(this::asItIs)
                .orElseThrow(() -> Failure.of(ServiceFailure.VERIFICATION_NOT_FOUND)
                        .found(id)
                        .build());
    }

    /** What a verification found in each table; empty before its end. */
    public List<VerificationRecord.Line> verified(VerificationRecord verification) {
        return parts.verifying().store().tables(verification.id());
    }

    /** Rows that differ, by their keys; empty texts match everything. */
    public Page<VerificationRecord.Difference> differences(
            VerificationRecord verification, String table, String kind, int page, int size) {
        return parts.verifying().store().differences(verification.id(), table, kind, page, size);
    }

    /** The same with the values that differ; empty when they were not asked for, or are not kept any more. */
    public Optional<List<TableVerdict>> values(VerificationRecord verification) {
        return parts.verifying().values(verification.id());
    }

    /** Continuous verifications that are at work on this server. */
    public List<VerificationRecord> continuousVerifications() {
        return parts.verifying().continuous();
    }

    /** Ends a verification; what was read until then is its result. */
    public void stopVerification(String idOrName, String id, Caller caller) {
        var verification = verification(idOrName, id);
        var job = job(idOrName);
        setup.store().note(job, JobStore.Entry.of("Verification stopped", Action.VERIFY.words(), caller));
        parts.verifying().stop(verification.id());
    }

    /** Tables whose changes are set aside since their definition changed, by the ids of databases that have any. */
    public Map<String, List<SetAside>> waiting(Job job) {
        List<JobDatabase> copied =
                job.present().stream().filter(SetAsides::mayHave).toList();
        Map<String, List<SetAside>> known =
                copied.isEmpty() ? Map.of() : parts.setAsides().of(job.id());
        return copied.stream()
                .filter(database -> known.containsKey(database.id()))
                .collect(Collectors.toMap(JobDatabase::id, database -> known.get(database.id())));
    }

    /** About how many of them somebody has to decide, for each database that is followed. */
    public Map<String, Integer> undecided(Job job) {
        boolean any = job.present().stream().anyMatch(each -> each.status() == Status.RUNNING_WITH_ERRORS);
        Map<String, List<SetAside>> waiting = any ? waiting(job) : Map.of();
        return job.present().stream()
                .filter(JobDatabase::follows)
                .collect(Collectors.toMap(
                        JobDatabase::id, each -> (int) waiting.getOrDefault(each.id(), List.of()).stream()
                                .filter(SetAside::undecided)
                                .count()));
    }

    /**
     * Takes a decision about a table that waits; what comes of it is told on the timeline.
     *
     * @throws Failure {@code DECISION_REFUSED}, {@code RUNNING_ELSEWHERE}
     */
    public void decide(String idOrName, DecisionAsk ask, Caller caller) {
        try {
            parts.deciding().ask(idOrName, ask, caller);
        } catch (Failure refusal) {
            audit(idOrName, Deciding.ACTION, caller, refusal);
            throw refusal;
        }
    }

    /** What the last rehearsals came to, for each database that had one. */
    public List<Rehearsal> rehearsals(String idOrName) {
        return parts.rehearsals().of(job(idOrName).id());
    }

    /** The last reports as they were kept; each names its database. */
    public List<JobStore.Kept> reports(String idOrName) {
        return setup.store().kept(job(idOrName).id(), JobStore.Kind.REPORT);
    }

    /** The last report of a job's first database that has one; empty before. */
    public Optional<String> report(String idOrName) {
        return reports(idOrName).stream().map(JobStore.Kept::document).findFirst();
    }

    /** What people did and were refused, newest first. */
    public Page<AuditEntry> audit(AuditQuery query) {
        return setup.store().audit(query);
    }

    /** How far the tables of a job are. */
    public Page<TableRow> tables(String idOrName, TableQuery query) {
        return parts.tables().page(job(idOrName), query);
    }

    /** How the databases of a job did over time, by their ids; of this process only. */
    public Map<String, List<Sample>> series(String idOrName, Instant since) {
        var series = new LinkedHashMap<String, List<Sample>>();
        job(idOrName)
                .present()
                .forEach(database -> series.put(database.id(), parts.series().of(database.id(), since)));
        return series;
    }

    /** What a database costs its source, as this server saw it last; empty for one that costs nothing or was not seen. */
    public Optional<SourceStanding> source(String database) {
        return parts.sources().standing(database);
    }

    /** Does now what it does every few seconds by itself. */
    void lookAtSources() {
        parts.sources().tick();
    }

    /** The last lines of the log that are about a job. */
    public List<String> log(String idOrName, int lines) {
        return LogTail.of(setup.data().log(), job(idOrName), lines);
    }

    /**
     * What an action would do, for each database it would be for; changes nothing.
     *
     * @return empty for an action that neither drops nor leaves anything
     * @throws Failure {@code ACTION_REFUSED} as the action would be
     */
    public List<DatabasePreview> preview(String idOrName, Action action, ActionOptions options) {
        return previews.of(job(idOrName), action, options);
    }

    /** Who writes on the source, by the ids of the databases. */
    public Map<String, List<Writer>> writers(String idOrName, Passwords passwords) {
        var job = job(idOrName);
        var writers = new LinkedHashMap<String, List<Writer>>();
        job.present().forEach(database -> writers.put(database.id(), catalogue.writers(job, database, passwords)));
        return writers;
    }

    /** The databases that the server of a place has. */
    public List<DatabaseInfo> databases(Place place, @Nullable Secret password) {
        return catalogue.databases(parts.reach().canonical(place), password);
    }

    /** The tables of one of them. */
    public List<TableInfo> catalogue(Place place, String database, @Nullable Secret password) {
        return catalogue.tables(parts.reach().canonical(place), database, password);
    }

    /** Names of the jobs that a deleted profile would be missing for. */
    public List<String> jobsThatNeed(String profileId) {
        return setup.store().at(new Place.Profile(profileId)).stream()
                .map(Job::name)
                .toList();
    }

    /** What servers said of themselves when they were last reached. */
    public KnownServers knownServers() {
        return setup.store().knownServers();
    }

    /** The address of a place for people, without secrets; empty while it is open. */
    public String url(Place place) {
        return parts.reach().url(place);
    }

    /** What was last told of a database in this process. */
    public <T extends Update.What> Optional<T> last(Job job, String database, Class<T> kind) {
        return parts.feeds().of(job.id()).last(database, kind);
    }

    /** Tells everything about a job from now on. */
    public Subscription watch(String idOrName) {
        var job = job(idOrName);
        return parts.feeds().of(job.id()).watch(job);
    }

    /** Tells everything about every job from now on, without the picture of now. */
    public Subscription watchAll() {
        return parts.feeds().watchAll();
    }

    /** The sides that ask for a password which is neither given nor found by the engine; connects to both. */
    public Set<Side> passwordsMissing(String idOrName, Passwords passwords) {
        var missing = EnumSet.noneOf(Side.class);
        var job = job(idOrName);
        if (job.present().isEmpty()) {
            return missing;
        }
        try (var crossing =
                Crossing.open(parts.reach(), parts.data(), job, job.present().getFirst(), passwords)) {
            parts.runner().signIn(crossing.order()).forEach((side, failure) -> {
                if (failure.code() == CoreFailure.PASSWORD_NEEDED) {
                    missing.add(side);
                }
            });
        }
        return missing;
    }

    /** Stops every run at its next safe moment, so that it is Stopped, and waits for that, at most this long. */
    public void stopAll(Duration patience) {
        parts.runs().all().forEach(course -> course.control().requestStop());
        parts.runs().await(patience);
    }

    /** Ends every run at its next safe moment without changing its status: it goes on after the next start. */
    public void shutDown(Duration patience) {
        watch.close();
        parts.verifying().close();
        parts.runs().close();
        parts.runs().await(patience);
    }

    /** Closes the store; what still runs is left as it is, and goes on after the next start. */
    @Override
    public void close() {
        watch.close();
        parts.sources().close();
        presence.close();
        setup.store().close();
    }
}
