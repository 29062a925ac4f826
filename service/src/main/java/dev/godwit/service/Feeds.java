package dev.godwit.service;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who watches which job, and who watches all. */
final class Feeds {

    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private final List<Subscription> everybody = new CopyOnWriteArrayList<>();

    Feed of(String job) {
        return feeds.computeIfAbsent(job, id -> new Feed(id, this::tell));
    }

    private void tell(Update update) {
        everybody.forEach(watcher -> watcher.offer(update));
    }

    /** Every update of every job from now on. */
    Subscription watchAll() {
        var subscription = new Subscription(everybody::remove, List.of());
        everybody.add(subscription);
        return subscription;
    }

    /** Whether anybody wants to know of a job. */
    boolean watched(String job) {
        return !everybody.isEmpty() || (feeds.containsKey(job) && of(job).watched());
    }

    boolean anybody() {
        return !everybody.isEmpty() || feeds.values().stream().anyMatch(Feed::watched);
    }

    void forget(String job) {
        feeds.remove(job);
    }
}
