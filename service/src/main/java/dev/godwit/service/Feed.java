package dev.godwit.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** @param job as the store has it; nobody tells the feed of changes between two runs */
    synchronized Subscription watch(Job job) {
        if (job.version() > version) {
            publish(new Update.Changed(job));
        }
        var picture = new ArrayList<>(findings);
        picture.addAll(latest.values());
        picture.sort(Comparator.comparingLong(Update::seq));
        var subscription = new Subscription(this, picture);
        watchers.add(subscription);
        return subscription;
    }

    synchronized void leave(Subscription subscription) {
        watchers.remove(subscription);
    }
}
