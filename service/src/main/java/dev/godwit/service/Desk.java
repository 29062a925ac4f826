package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place in this process where jobs change: one change of a job at a time, written down before it is told. */
final class Desk {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    /** Another server may change a job's settings at the same moment; more than that is no accident. */
    private static final int TRIES = 5;

    private final JobStore store;
    private final Feeds feeds;
    private final String me;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** @param me id of this server */
    Desk(JobStore store, Feeds feeds, String me) {
        this.store = store;
        this.feeds = feeds;
        this.me = me;
    }

    /** A job with one thing changed, and what is written down about it. */
    record Change(Job job, JobStore.Entry entry) {}

    String me() {
        return me;
    }

    Job find(String idOrName) {
        return store.find(idOrName)
                .orElseThrow(() ->
                        Failure.of(ServiceFailure.JOB_NOT_FOUND).found(idOrName).build());
    }

    /**
     * Changes a job as a person wants it.
     *
     * @param step answers with nothing when nothing is to change, and throws to refuse
     * @throws Failure {@code CHANGED_MEANWHILE} when another server changed it at this moment
     */
    Job ask(String id, Function<Job, Optional<Change>> step) {
        return locked(id, () -> once(id, step));
    }

    /**
     * Changes a job that this server runs.
     *
     * @throws Failure {@code REPLACED} when another server runs it
     */
    Job run(String id, Function<Job, Optional<Change>> step) {
        return locked(id, () -> {
            for (int i = 1; ; i++) {
                try {
                    return once(id, job -> step.apply(owned(job)));
                } catch (Failure e) {
                    if (e.code() != ServiceFailure.CHANGED_MEANWHILE || i == TRIES) {
                        throw e;
                    }
                }
            }
        });
    }

    private Job owned(Job job) {
        if (me.equals(job.owner())) {
            return job;
        }
        throw Failure.of(CoreFailure.REPLACED)
                .found("job %s is run by another server now", job.name())
                .build();
    }

    private Job once(String id, Function<Job, Optional<Change>> step) {
        var before = find(id);
        Optional<Change> change = step.apply(before);
        if (change.isEmpty()) {
            return before;
        }
        var after = change.get().job().next();
        store.change(after, change.get().entry());
        LOG.atInfo()
                .addKeyValue("job", after.name())
                .log("{}: {}", after.state().words(), change.get().entry().text());
        feeds.of(id).publish(new Update.Changed(after));
        return after;
    }

    /** Forgets a job of which nothing is left anywhere. */
    void forget(Job job, JobStore.Entry entry, Update.Gone gone) {
        locked(job.id(), () -> {
            store.remove(job.next(), entry);
            feeds.of(job.id()).publish(gone);
            feeds.forget(job.id());
            return job;
        });
        locks.remove(job.id());
    }

    private Job locked(String id, java.util.function.Supplier<Job> work) {
        var lock = locks.computeIfAbsent(id, any -> new ReentrantLock());
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
