package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.Option;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes jobs. */
final class Creating {

    private static final String CREATE = "create";

    private final Parts parts;
    private final Choosing choosing;
    private final Ownership ownership;

    Creating(Parts parts, Choosing choosing, Ownership ownership) {
        this.parts = parts;
        this.choosing = choosing;
        this.ownership = ownership;
    }

    /** @param wish its name; null to make one */
    Job create(@Nullable String wish, JobSpec asked, Passwords passwords, Caller caller) {
        Optional<Job> repeated = Repeat.of(parts.store(), caller, CREATE, null);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        var spec = choosing.canonical(asked);
        List<JobDatabase> databases = choosing.databases(spec, passwords);
        if (wish != null && parts.store().find(wish).isPresent()) {
            throw Failure.of(ServiceFailure.NAME_TAKEN)
                    .found("%s", wish)
                    .about("name")
                    .build();
        }
        refuseSecond(spec, databases, null);
        return add(wish == null ? free(databases) : checked(wish), spec, databases, false, caller);
    }

    private static String checked(String name) {
        if (name.isBlank() || name.length() > 200 || name.codePoints().anyMatch(Character::isISOControl)) {
            throw Failure.of(ServiceFailure.REQUEST_INVALID)
                    .found("a job's name has 1 to 200 characters, none of them a control character")
                    .about("name")
                    .build();
        }
        return name;
    }

    /** @param self id of the job that is edited; null for a new one */
    void refuseSecond(JobSpec spec, List<JobDatabase> databases, @Nullable String self) {
        if (databases.isEmpty()) {
            return;
        }
        parts.store()
                .findLive(spec.identity())
                .filter(other -> !other.id().equals(self))
                .ifPresent(other -> {
                    throw Failure.of(ServiceFailure.JOB_EXISTS)
                            .found(
                                    "%s, which is %s",
                                    other.name(), other.state().lowerWords())
                            .build();
                });
    }

    private String free(List<JobDatabase> databases) {
        String word = databases.isEmpty() ? "draft" : databases.getFirst().source();
        return Names.free(word, name -> parts.store().find(name).isPresent());
    }

    private Job add(String name, JobSpec spec, List<JobDatabase> databases, boolean attended, Caller caller) {
        var job = Job.fresh(Names.id(name), name, spec, databases, attended);
        parts.store().add(job, new JobStore.Entry("Created", null, CREATE, caller));
        parts.feeds().of(job.id()).publish(new Update.Changed(job));
        return job;
    }

    /** The job for these databases and tables: the one that was begun earlier, with its settings brought up to date, or new. */
    MigrationService.Created goOnOrCreate(JobSpec asked) {
        var spec = choosing.canonical(asked);
        Optional<Job> earlier = parts.store().findLive(spec.identity());
        if (earlier.isPresent()) {
            var job = earlier.get();
            if (!ownership.mayAct(job)) {
                return new MigrationService.Created(job, true);
            }
            return new MigrationService.Created(adjusted(parts.desk().find(job.id()), spec), true);
        }
        List<JobDatabase> databases = choosing.databases(spec, Passwords.NONE);
        return new MigrationService.Created(add(free(databases), spec, databases, true, Caller.LOCAL), false);
    }

    private Job adjusted(Job job, JobSpec spec) {
        if (job.spec().equals(spec)) {
            return job;
        }
        if (job.begun()) {
            refuseFixedChanges(job, spec);
        }
        if (job.state().active()) {
            return job;
        }
        return parts.desk()
                .ask(
                        job.id(),
                        found -> Optional.of(new Desk.Change(
                                found.with(spec, found.name()), JobStore.Entry.of("Settings changed"))));
    }

    static void refuseFixedChanges(Job job, JobSpec spec) {
        if (spec.option() == Option.VALIDATE) {
            throw Failure.of(ServiceFailure.ACTION_REFUSED)
                    .found(
                            "validate refused for %s: this migration has begun, it is %s",
                            job.name(), job.state().words())
                    .next("Go on with: godwit migrate. Give up with: godwit job end %s", job.name());
        }
        var differences = spec.fixedDifferences(job.spec());
        if (!differences.isEmpty()) {
            throw Failure.of(ServiceFailure.SETTING_FIXED)
                    .found("%s: %s", job.name(), String.join("; ", differences))
                    .next("Leave the option as it was, or give up with: godwit job end %s", job.name());
        }
    }
}
