package dev.godwit.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of one job now, and who wants to know. */
final class Feed {

    private final Map<Class<?>, Update> latest = new LinkedHashMap<>();
    private final List<Update> findings = new ArrayList<>();
    private final List<Subscription> watchers = new ArrayList<>();
    private long seq;
    private long version;

    /** Forgets the last run. */
    synchronized void begin() {
        latest.clear();
        findings.clear();
    }

    synchronized void publish(Update.What what) {
        var update = new Update(++seq, Instant.now(), what);
        switch (what) {
            case Update.Found ignored -> findings.add(update);
            case Update.Noted ignored -> {}
            case Update.Changed changed -> {
                forgetOtherPhases(changed.job());
                latest.put(what.getClass(), update);
                version = changed.job().version();
            }
            case Update.Dumped ignored -> latest.put(what.getClass(), update);
            case Update.Built ignored -> latest.put(what.getClass(), update);
            case Update.Streamed ignored -> latest.put(what.getClass(), update);
            case Update.Settled ignored -> latest.put(what.getClass(), update);
        }
        watchers.forEach(watcher -> watcher.offer(update));
    }

    /** How far another phase was is no news any more. */
    private void forgetOtherPhases(Job job) {
        Update known = latest.get(Update.Changed.class);
        if (known != null
                && known.what() instanceof Update.Changed before
                && before.job().state().phase() != job.state().phase()) {
            latest.keySet().removeAll(List.of(Update.Dumped.class, Update.Built.class, Update.Streamed.class));
        }
    }

    /** @param job as the store has it; nobody tells the feed of changes between two runs */
    synchronized Subscription watch(Job job) {
        if (job.version() > version) {
            publish(new Update.Changed(job));
        }
        var subscription = new Subscription(this, picture());
        watchers.add(subscription);
        return subscription;
    }

    /** The state, what was found, how far it is, how it ended; each with a number of its own, so that numbers grow. */
    private List<Update> picture() {
        var picture = new ArrayList<Update>();
        picture.addAll(of(Update.Changed.class));
        picture.addAll(findings);
        picture.addAll(of(Update.Dumped.class));
        picture.addAll(of(Update.Built.class));
        picture.addAll(of(Update.Streamed.class));
        picture.addAll(of(Update.Settled.class));
        picture.replaceAll(update -> new Update(++seq, update.at(), update.what()));
        return picture;
    }

    private List<Update> of(Class<? extends Update.What> kind) {
        Update update = latest.get(kind);
        return update == null ? List.of() : List.of(update);
    }

    synchronized void leave(Subscription subscription) {
        watchers.remove(subscription);
    }
}
