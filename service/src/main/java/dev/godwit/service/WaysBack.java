package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * The jobs that lead back. A job has at most one, with an id that follows from its own; it comes to be with the first of
 * its databases that is promoted with a way back, and each further one is added to it.
 */
final class WaysBack {

    private static final String SUFFIX = "-fallback";
    private static final int LONGEST_NAME = 180;
    /** Another server may change the same job at this moment. */
    private static final int TRIES = 5;

    private final Parts parts;

    WaysBack(Parts parts) {
        this.parts = parts;
    }

    /** The way back that can be taken now from where a job has led: its own, or the last of those that followed. */
    Optional<Job> of(Job job) {
        Optional<Job> next = parts.store().find(Plan.turned(job.id()));
        while (next.isPresent() && isOver(next.get())) {
            next = parts.store().find(Plan.turned(next.get().id()));
        }
        return next;
    }

    private static boolean isOver(Job job) {
        return job.status() == Status.COMPLETED || job.status() == Status.ENDED;
    }

    /**
     * The way back of a database is armed on both servers: it is resumed. May be told again.
     *
     * @param database as it is in the job that was promoted
     */
    void armed(JobDatabase database, Job job, Passwords passwords) {
        var back = JobDatabase.follower(Plan.turned(database.id()), database);
        var whole = parts.store()
                .find(Plan.turned(job.id()))
                .map(found -> extended(found, job, back))
                .orElseGet(() -> made(job, back));
        boolean rests = whole.databases().stream()
                .anyMatch(each -> each.id().equals(back.id()) && !each.removed() && each.status() == Status.STOPPED);
        if (rests) {
            parts.acting()
                    .act(
                            whole.id(),
                            Action.RESUME,
                            ActionOptions.NONE.of(List.of(back.id()), passwords.turned(), Caller.LOCAL));
        }
    }

    private Job made(Job job, JobDatabase back) {
        var spec = job.spec().turned(job.id(), choice(List.of(back)));
        var made = Job.fresh(Plan.turned(job.id()), name(job), spec, List.of(back), false);
        parts.store().add(made, JobStore.Entry.of("Way back of " + job.name()));
        parts.feeds().of(made.id()).publish(new Update.Changed(made));
        return made;
    }

    private Job extended(Job found, Job job, JobDatabase back) {
        for (int i = 1; ; i++) {
            try {
                return parts.desk().ask(found.id(), now -> added(now, job, back));
            } catch (Failure e) {
                if (e.code() != ServiceFailure.CHANGED_MEANWHILE || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static Optional<Desk.Change> added(Job now, Job job, JobDatabase back) {
        if (now.databases().stream().anyMatch(each -> each.id().equals(back.id()))) {
            return Optional.empty();
        }
        if (now.status() == Status.DELETING) {
            throw Failure.of(CoreFailure.TRANSIENT_TROUBLE)
                    .found("%s is being deleted and cannot take the way back of %s yet", now.name(), back.source())
                    .build();
        }
        var all = new ArrayList<>(now.databases());
        all.add(back);
        var changed = now.with(now.spec().with(choice(all)), now.name()).with(all);
        return Optional.of(new Desk.Change(
                changed, JobStore.Entry.of("Way back of %s of %s".formatted(back.target(), job.name()), back.id())));
    }

    private static DatabaseChoice choice(List<JobDatabase> databases) {
        var renames = new HashMap<String, String>();
        databases.stream()
                .filter(each -> !each.source().isEmpty() && !each.source().equals(each.target()))
                .forEach(each -> renames.put(each.source(), each.target()));
        return new DatabaseChoice(
                databases.stream()
                        .map(JobDatabase::source)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList(),
                renames);
    }

    /** shop-fallback, and shop-fallback-2 for the way back from there. */
    private String name(Job job) {
        String word = job.name().replaceFirst(SUFFIX + "(-[0-9]+)?$", "");
        String name = word.substring(0, Math.min(word.length(), LONGEST_NAME)) + SUFFIX;
        String free = name;
        for (int i = 2; parts.store().find(free).isPresent(); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
