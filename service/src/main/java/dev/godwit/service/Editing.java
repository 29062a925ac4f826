package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the settings of jobs. */
final class Editing {

    private final Parts parts;
    private final Choosing choosing;
    private final Creating creating;

    Editing(Parts parts, Choosing choosing, Creating creating) {
        this.parts = parts;
        this.choosing = choosing;
        this.creating = creating;
    }

    Job edit(String idOrName, Edit edit, Caller caller) {
        var job = parts.desk().find(idOrName);
        var spec = choosing.canonical(edit.spec()).wayBackOf(job.spec().wayBackOf());
        boolean same = spec.databases().equals(job.spec().databases())
                && spec.source().equals(job.spec().source())
                && spec.target().equals(job.spec().target());
        List<JobDatabase> chosen =
                same && !job.databases().isEmpty() ? job.databases() : choosing.databases(spec, edit.passwords());
        creating.refuseSecond(spec, chosen, job.id());
        String name = edit.name() == null ? job.name() : edit.name();
        if (!name.equals(job.name()) && parts.store().find(name).isPresent()) {
            throw Failure.of(ServiceFailure.NAME_TAKEN)
                    .found("%s", name)
                    .about("name")
                    .build();
        }
        var after = parts.desk().ask(job.id(), before -> Optional.of(change(before, edit, spec, name, chosen, caller)));
        follow(after, edit);
        return after;
    }

    private static Desk.Change change(
            Job job, Edit edit, JobSpec spec, String name, List<JobDatabase> chosen, Caller caller) {
        @Nullable Long version = edit.version();
        if (version != null && version != job.version()) {
            throw Failure.of(ServiceFailure.CHANGED_MEANWHILE)
                    .found("job %s is at version %s, not %s", job.name(), job.version(), version)
                    .build();
        }
        Availability.refusal(job, Action.EDIT).ifPresent(reason -> {
            throw Acting.refused(job, Action.EDIT, reason);
        });
        refuseOtherTables(job, spec);
        if (job.spec().wayBack()) {
            refuseOtherWays(job, spec);
        }
        if (job.state().active()) {
            refuseDeadChanges(job, spec);
        } else if (job.begun()) {
            Creating.refuseFixedChanges(job, spec);
        }
        var changed = job.with(spec, name).with(merged(job, chosen));
        var entry = new JobStore.Entry("Settings changed", null, Action.EDIT.words(), caller);
        return new Desk.Change(changed, entry);
    }

    /** Their definitions are made, and their changes followed, as one whole. */
    private static void refuseOtherTables(Job job, JobSpec spec) {
        if (job.begun() && !job.spec().selection().equals(spec.selection())) {
            throw Acting.refused(
                    job,
                    Action.EDIT,
                    "it has begun, and with that its tables are settled: give others a job of their own, or end this one"
                            + " and make a new one");
        }
    }

    /** While it runs only some settings may change. */
    private static void refuseDeadChanges(Job job, JobSpec spec) {
        if (!job.spec().withLivePartsOf(spec).equals(spec)) {
            throw Acting.refused(
                    job,
                    Action.EDIT,
                    "while it runs only parallelism, throttles, retention, giveWay, labels and further databases may change; stop it first");
        }
    }

    /** What it follows, and into what, was settled when it was armed. */
    private static void refuseOtherWays(Job job, JobSpec spec) {
        boolean same = job.spec().withLivePartsOf(spec).equals(spec)
                && job.spec().databases().equals(spec.databases());
        if (!same) {
            throw Acting.refused(
                    job, Action.EDIT, "it is a way back: only parallelism, throttles, labels and fallback may change");
        }
    }

    /** Those that stay keep their progress; those that were begun cannot be left out, they have to be removed. */
    private static List<JobDatabase> merged(Job job, List<JobDatabase> chosen) {
        var merged = new ArrayList<JobDatabase>();
        var known = new HashSet<String>();
        for (JobDatabase database : job.databases()) {
            boolean stays = chosen.stream()
                    .anyMatch(each -> each.source().equals(database.source())
                            && each.target().equals(database.target()));
            if (stays || database.begun() || database.removed() || database.status() != Status.NOT_STARTED) {
                if (!stays && !database.removed()) {
                    throw Acting.refused(
                            job, Action.EDIT, database.source() + " was begun; remove it by the action remove");
                }
                merged.add(database);
                if (!database.removed()) {
                    known.add(database.source());
                }
            }
        }
        chosen.stream()
                .filter(each -> !each.removed() && known.add(each.source()))
                .forEach(merged::add);
        return merged;
    }

    /** In a job that runs, databases that were added start, and limits take effect. */
    private void follow(Job job, Edit edit) {
        if (!job.state().active()) {
            return;
        }
        parts.tuner().tuneAll(job);
        List<String> added = job.present().stream()
                .filter(database -> database.status() == Status.NOT_STARTED)
                .map(JobDatabase::id)
                .toList();
        if (!added.isEmpty()) {
            parts.acting()
                    .act(
                            job.id(),
                            Action.START,
                            new ActionOptions(
                                    added, edit.passwords(), ActionOptions.EndMode.AUTO, null, null, Caller.LOCAL));
        }
    }
}
