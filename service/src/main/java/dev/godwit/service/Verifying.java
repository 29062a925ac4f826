package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.Status;
import dev.godwit.core.TableName;
import dev.godwit.pipeline.TableVerdict;
import dev.godwit.service.VerificationRecord.Scope;
import dev.godwit.service.VerificationRecord.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares databases of jobs when somebody asks. It is done by the server that works on the job; any server may be asked.
 * One that ends before it is done leaves it to whoever takes the job over: that begins it anew. A repair is not begun by
 * itself again: what is left of it is said, and who wants it asks again.
 */
final class Verifying implements VerificationRun.Ears {

    /** Results with values that are kept for who asked; in memory alone. */
    private static final int SHOWN = 10;

    private final Parts parts;
    private final VerificationStore store;
    private final Ownership ownership;
    private final Presence presence;
    private volatile boolean closing;
    private final Map<String, VerificationRun> runs = new ConcurrentHashMap<>();
    private final Map<String, List<TableVerdict>> shown = new LinkedHashMap<>();

    Verifying(Parts parts, Ownership ownership, Presence presence) {
        this.parts = parts;
        this.store = parts.store().verifications();
        this.ownership = ownership;
        this.presence = presence;
    }

    VerificationStore store() {
        return store;
    }

    /** Begins, or leaves it to the server of the job; answers with one for each database. */
    synchronized List<VerificationRecord> ask(String idOrName, VerifyAsk ask, Passwords passwords, Caller caller) {
        var job = parts.desk().find(idOrName);
        List<JobDatabase> chosen = chosen(job, ask, caller);
        boolean mine = ownership.mayAct(job);
        @Nullable String owner = job.owner();
        String server = mine || owner == null ? parts.desk().me() : owner;
        var records = new ArrayList<VerificationRecord>();
        for (JobDatabase database : chosen) {
            var record = new VerificationRecord(
                    Names.id("verification"),
                    job.id(),
                    database.id(),
                    server,
                    caller.who(),
                    State.REQUESTED,
                    Scope.of(ask),
                    Moments.now(),
                    null,
                    null,
                    null,
                    null,
                    null);
            records.add(record);
        }
        parts.store().note(job, entry(chosen, job, ask, caller));
        for (VerificationRecord record : records) {
            if (server.equals(parts.desk().me())) {
                begin(record, passwords, true);
            } else {
                store.add(record);
            }
        }
        return records;
    }

    private List<JobDatabase> chosen(Job job, VerifyAsk ask, Caller caller) {
        List<JobDatabase> chosen = Acting.chosen(job, Action.VERIFY, ActionOptions.on(ask.databases(), caller));
        boolean one = ask.tables().include().size() == 1 && chosen.size() == 1;
        if (!ask.range().isAll() && !one) {
            throw Failure.of(ServiceFailure.REQUEST_INVALID)
                    .found("a range of keys is of one table of one database: name both")
                    .build();
        }
        for (JobDatabase database : chosen) {
            if ((ask.repair() || ask.continuous()) && !database.follows()) {
                throw Acting.refused(
                        job,
                        Action.VERIFY,
                        "that needs changes that are followed, so a job that runs in CDC; it is "
                                + database.state().lowerWords());
            }
            store.active().stream()
                    .filter(active -> active.database().equals(database.id()))
                    .filter(active -> active.scope().continuous() == ask.continuous())
                    .findFirst()
                    .ifPresent(active -> {
                        throw Acting.refused(
                                job,
                                Action.VERIFY,
                                "%s is being verified (%s)".formatted(database.source(), active.id()));
                    });
        }
        return chosen;
    }

    private static JobStore.Entry entry(List<JobDatabase> chosen, Job job, VerifyAsk ask, Caller caller) {
        String what = ask.repair()
                ? "Verification and repair requested"
                : ask.continuous() ? "Continuous verification requested" : "Verification requested";
        String where = chosen.size() < job.present().size()
                ? " for "
                        + String.join(
                                ", ", chosen.stream().map(JobDatabase::source).toList())
                : "";
        String tables = ask.tables().isAll()
                ? ""
                : ", tables " + String.join(", ", ask.tables().include());
        String values = ask.values() ? ", with values" : "";
        return new JobStore.Entry(what + where + tables + values, null, Action.VERIFY.words(), caller);
    }

    private void begin(VerificationRecord record, Passwords passwords, boolean fresh) {
        var run = new VerificationRun(parts, store, record, passwords, this);
        if (runs.putIfAbsent(record.id(), run) == null) {
            if (fresh) {
                store.add(record);
            }
            Thread.ofVirtual().name("verification-" + record.database()).start(run);
        }
    }

    @Override
    public void found(VerificationRecord record, Verified verified) {
        List<TableName> different = verified.different();
        if (!different.isEmpty()) {
            // Whatever the comparison before says, a promotion compares them again.
            parts.runs()
                    .of(record.database())
                    .ifPresent(course -> course.control().doubt(different));
        }
        synchronized (shown) {
            if (record.scope().values()) {
                shown.put(record.id(), verified.tables());
                shown.keySet().stream()
                        .limit(Math.max(0, shown.size() - SHOWN))
                        .toList()
                        .forEach(shown::remove);
            }
        }
    }

    @Override
    public void differs(VerificationRecord record, TableName table) {
        parts.runs().of(record.database()).ifPresent(course -> course.control().doubt(List.of(table)));
    }

    @Override
    public void over(VerificationRecord record) {
        runs.remove(record.id());
    }

    /** What this process knows of one that it does; newer than the store. */
    Optional<VerificationRecord> live(String id) {
        return Optional.ofNullable(runs.get(id)).map(VerificationRun::record);
    }

    /** Rows with the values that differ; empty when they were not asked for, or are not kept any more. */
    Optional<List<TableVerdict>> values(String id) {
        synchronized (shown) {
            return Optional.ofNullable(shown.get(id));
        }
    }

    void stop(String id) {
        store.requestStop(id);
        Optional.ofNullable(runs.get(id)).ifPresent(run -> run.control().requestStop());
    }

    /** Continuous ones that are at work here. */
    List<VerificationRecord> continuous() {
        return runs.values().stream()
                .map(VerificationRun::record)
                .filter(record -> record.scope().continuous())
                .toList();
    }

    /** The database is about to be something else than what is being compared. */
    void stopFor(String database) {
        runs.values().stream()
                .filter(run -> run.record().database().equals(database))
                .forEach(run -> {
                    if (run.record().scope().continuous()) {
                        run.leave(); // It goes on when changes are followed again.
                    } else {
                        run.control().requestStop();
                    }
                });
    }

    /** Takes what other servers left for this one, and marks what died with its server. */
    void look() {
        for (VerificationRecord record : store.active()) {
            boolean mine = record.server().equals(parts.desk().me());
            if (mine && record.scope().continuous()) {
                keepOn(record);
            } else if (mine && record.state() == State.REQUESTED) {
                begin(record, Passwords.NONE, false);
            } else if (mine && !closing && !runs.containsKey(record.id())) {
                interrupt(record); // Its end could not be written down.
            } else if (!mine && !presence.alive(record.server())) {
                inherit(record);
            }
        }
        for (String id : store.toStop(parts.desk().me())) {
            Optional.ofNullable(runs.get(id)).ifPresent(run -> run.control().requestStop());
        }
    }

    /** One that goes on for ever rests while no changes are followed, and ends with its job. */
    private void keepOn(VerificationRecord record) {
        Optional<JobDatabase> database = parts.store().find(record.job()).stream()
                .flatMap(job -> job.present().stream())
                .filter(each -> each.id().equals(record.database()))
                .findFirst();
        Optional<VerificationRun> run = Optional.ofNullable(runs.get(record.id()));
        boolean follows = database.map(JobDatabase::follows).orElse(false);
        boolean over = database.map(each -> each.status() == Status.COMPLETED || each.status() == Status.ENDED)
                .orElse(true);
        if (run.isPresent()) {
            if (!follows) {
                run.get().leave();
            }
        } else if (over || store.toStop(record.server()).contains(record.id())) {
            store.update(record.in(State.STOPPED, Moments.now()));
        } else if (follows) {
            begin(record, Passwords.NONE, false);
        }
    }

    private void inherit(VerificationRecord record) {
        Optional<Job> job = parts.store().find(record.job());
        if (job.isEmpty() || !ownership.looksAfter(job.get())) {
            return; // Its own server will.
        }
        Optional<JobDatabase> database = job.get().present().stream()
                .filter(each -> each.id().equals(record.database()))
                .findFirst();
        if (database.isEmpty() || record.scope().repair() || job.get().attended()) {
            interrupt(record);
            return;
        }
        if (database.get().state().active()
                && Transitions.next(database.get().state(), Action.VERIFY).isEmpty()) {
            return; // It is on its way there.
        }
        var taken = record.takenBy(parts.desk().me());
        if (store.take(taken, record.server())) {
            parts.store()
                    .note(
                            job.get(),
                            JobStore.Entry.of("Server started again; verifies from the beginning", record.database()));
            if (!taken.scope().continuous()) {
                begin(taken, Passwords.NONE, false);
            }
        }
    }

    private void interrupt(VerificationRecord record) {
        var over = record.in(State.INTERRUPTED, Instant.now());
        if (store.finish(over, List.of(), List.of())) {
            parts.store().find(record.job()).ifPresent(job -> tellInterrupted(job, over));
        }
    }

    private void tellInterrupted(Job job, VerificationRecord record) {
        String text = "The verification was interrupted. Ask for it again";
        boolean known = job.databases().stream().anyMatch(each -> each.id().equals(record.database()));
        parts.store().note(job, known ? JobStore.Entry.of(text, record.database()) : JobStore.Entry.of(text));
        parts.feeds().of(job.id()).publish(new Update.Verified(record));
    }

    /** This server ends. */
    void close() {
        closing = true;
        for (VerificationRun run : runs.values()) {
            run.leave();
            if (run.record().scope().repair()) {
                interrupt(run.record());
            }
        }
    }
}
