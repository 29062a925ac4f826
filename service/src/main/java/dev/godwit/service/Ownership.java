package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that is being worked on belongs to one server; one whose server died is taken over. */
final class Ownership {

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final Parts parts;
    private final Presence presence;
    private final boolean attends;

    /** @param attends whether this is the server inside a one-shot command */
    Ownership(Parts parts, Presence presence, boolean attends) {
        this.parts = parts;
        this.presence = presence;
        this.attends = attends;
    }

    /**
     * Whether this server may change what a job does; takes it over when its own server is dead.
     *
     * @throws Failure {@code RUNNING_ELSEWHERE} when the process of a one-shot command runs it
     */
    boolean mayAct(Job job) {
        if (!job.state().active() || mine(job)) {
            return true;
        }
        if (!alive(job)) {
            takeOver(job);
            return true;
        }
        if (job.attended() || attends) {
            throw elsewhere(job);
        }
        return false;
    }

    /** Whether nobody else sees what a job, at work or at rest, still costs its source. */
    boolean looksAfter(Job job) {
        return mine(job) || (!attends && !job.state().active() && !alive(job));
    }

    private boolean mine(Job job) {
        return parts.desk().me().equals(job.owner());
    }

    private boolean alive(Job job) {
        @Nullable String owner = job.owner();
        return owner != null && presence.alive(owner);
    }

    private Failure elsewhere(Job job) {
        @Nullable String owner = job.owner();
        String who = owner == null ? "unknown" : parts.store().serverName(owner).orElse("unknown");
        return Failure.of(ServiceFailure.RUNNING_ELSEWHERE)
                .found("%s is %s in %s", job.name(), job.state().words(), who)
                .build();
    }

    /** Goes on with every job whose server is dead. */
    void adopt() {
        for (Job job : parts.store().active()) {
            boolean ours = !attends || job.attended();
            if (mine(job)) {
                goOn(job);
            } else if (ours && !alive(job)) {
                try {
                    takeOver(job);
                } catch (Failure e) {
                    LOG.atInfo().addKeyValue("job", job.name()).log("Not taken over: {}", e.getMessage());
                }
            }
        }
    }

    private void takeOver(Job job) {
        var taken = parts.desk().ask(job.id(), found -> {
            boolean stale = !found.state().active() || mine(found) || alive(found);
            return stale ? Optional.empty() : Optional.of(taken(found));
        });
        if (mine(taken) && !taken.attended()) {
            taken.present().stream()
                    .filter(database -> database.state().active())
                    .forEach(database -> parts.runs().wake(taken, database.id(), Passwords.NONE));
        }
    }

    private Desk.Change taken(Job job) {
        var happening = job.attended() ? Happening.ORPHANED : Happening.ADOPTED;
        var changed = job.databases().stream()
                .map(database -> taken(database, happening))
                .toList();
        String text = job.attended()
                ? "The process that ran it is gone"
                : "Server started again; goes on in " + job.state().where();
        return new Desk.Change(job.with(changed).ownedBy(parts.desk().me()), JobStore.Entry.of(text));
    }

    private static JobDatabase taken(JobDatabase database, Happening happening) {
        if (database.removed() || !database.state().active()) {
            return database;
        }
        Status next = Transitions.next(database.state(), happening)
                .orElseThrow(() -> Failure.of(CoreFailure.UNEXPECTED)
                        .found("%s in %s", happening, database.state())
                        .build());
        return next == database.status()
                ? database
                : database.in(new State(next, database.state().phase()), Moments.now());
    }

    /** What this server had to leave while it did not reach the store. */
    private void goOn(Job job) {
        if (!job.attended() && presence.healthy()) {
            job.present().stream()
                    .filter(database -> database.state().active())
                    .filter(database -> parts.runs().of(database.id()).isEmpty())
                    .forEach(database -> parts.runs().wake(job, database.id(), Passwords.NONE));
        }
    }

    /** Ends at once what this server may not own much longer. Does not ask the store, which may not answer. */
    void checkHealth() {
        if (!presence.healthy()) {
            parts.runs().all().forEach(Course::lose);
        }
    }

    /** Ends at once what another server has taken over. */
    void checkOwner() {
        for (Course course : parts.runs().all()) {
            Optional<Job> job = parts.store().find(course.journal().job().id());
            if (job.filter(found -> !mine(found)).isPresent()) {
                course.lose();
            }
        }
    }
}
