package dev.godwit.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of one job now, and who wants to know. */
final class Feed {

    /** Updates of which only the last of its kind matters, for each database. */
    private record Topic(@Nullable String database, Class<?> kind) {}

    private final String job;
    private final Consumer<Update> everybody;
    private final Map<Topic, Update> latest = new LinkedHashMap<>();
    private final Map<String, List<Update>> findings = new LinkedHashMap<>();
    private final List<Subscription> watchers = new ArrayList<>();
    private long seq;
    private long version;

    /** @param everybody hears of every job */
    Feed(String job, Consumer<Update> everybody) {
        this.job = job;
        this.everybody = everybody;
    }

    /** Forgets the last run of a database. */
    synchronized void begin(String database) {
        latest.keySet().removeIf(topic -> database.equals(topic.database()));
        findings.remove(database);
    }

    synchronized void publish(Update.What what) {
        var update = new Update(++seq, Instant.now(), job, what);
        switch (what) {
            case Update.Found found ->
                findings.computeIfAbsent(found.database(), id -> new ArrayList<>())
                        .add(update);
            case Update.Noted ignored -> {}
            case Update.Refused ignored -> {}
            case Update.Waiting ignored -> {}
            case Update.Rehearsed ignored -> {}
            case Update.Verified ignored -> {}
            case Update.Gone ignored -> {}
            case Update.Tables ignored -> {}
            case Update.Changed changed -> {
                if (changed.job().version() < version) {
                    return;
                }
                forgetOtherPhases(changed.job());
                keep(null, update);
                version = changed.job().version();
            }
            case Update.Dumped dumped -> keep(dumped.database(), update);
            case Update.Built built -> keep(built.database(), update);
            case Update.Streamed streamed -> keep(streamed.database(), update);
            case Update.Switching switching -> keep(switching.database(), update);
            case Update.Settled settled -> keep(settled.database(), update);
        }
        watchers.forEach(watcher -> watcher.offer(update));
        everybody.accept(update);
    }

    private void keep(@Nullable String database, Update update) {
        latest.put(new Topic(database, update.what().getClass()), update);
    }

    /** How far another phase was is no news any more. */
    private void forgetOtherPhases(Job now) {
        Update known = latest.get(new Topic(null, Update.Changed.class));
        if (known == null || !(known.what() instanceof Update.Changed before)) {
            return;
        }
        for (JobDatabase was : before.job().databases()) {
            now.databases().stream()
                    .filter(database -> database.id().equals(was.id()))
                    .filter(database -> database.state().phase() != was.state().phase())
                    .forEach(database -> List.of(
                                    Update.Dumped.class,
                                    Update.Built.class,
                                    Update.Streamed.class,
                                    Update.Switching.class)
                            .forEach(kind -> latest.remove(new Topic(database.id(), kind))));
        }
    }

    /** @param stored the job as the store has it: another server may have changed it */
    synchronized Subscription watch(Job stored) {
        renew(stored);
        var subscription = new Subscription(this, picture());
        watchers.add(subscription);
        return subscription;
    }

    /** Tells of a change by another server. */
    synchronized void renew(Job stored) {
        if (stored.version() > version) {
            publish(new Update.Changed(stored));
        }
    }

    synchronized boolean watched() {
        return !watchers.isEmpty();
    }

    /** The last update of a kind about a database. */
    synchronized <T extends Update.What> Optional<T> last(String database, Class<T> kind) {
        return Optional.ofNullable(latest.get(new Topic(database, kind))).map(update -> kind.cast(update.what()));
    }

    /** The state, what was found, how far it is, how it ended; each with a number of its own, so that numbers grow. */
    private List<Update> picture() {
        var picture = new ArrayList<Update>();
        of(picture, Update.Changed.class);
        findings.values().forEach(picture::addAll);
        of(picture, Update.Dumped.class);
        of(picture, Update.Built.class);
        of(picture, Update.Streamed.class);
        of(picture, Update.Switching.class);
        of(picture, Update.Settled.class);
        picture.replaceAll(update -> new Update(++seq, update.at(), job, update.what()));
        return picture;
    }

    private void of(List<Update> picture, Class<? extends Update.What> kind) {
        latest.forEach((topic, update) -> {
            if (topic.kind() == kind) {
                picture.add(update);
            }
        });
    }

    synchronized void leave(Subscription subscription) {
        watchers.remove(subscription);
    }
}
