package dev.godwit.service;

import dev.godwit.core.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One action on many jobs. */
final class Batch {

    private final JobStore store;
    private final Deed deed;

    Batch(JobStore store, Deed deed) {
        this.store = store;
        this.deed = deed;
    }

    /** What is done to each. */
    @FunctionalInterface
    interface Deed {

        Job act(String id, Action action, ActionOptions options);
    }

    /** Each by itself, whatever becomes of the others. */
    List<MigrationService.Result> onAll(JobQuery which, Action action, ActionOptions options) {
        var results = new ArrayList<MigrationService.Result>();
        for (Job job : all(which)) {
            try {
                Job after = deed.act(job.id(), action, own(options, job));
                results.add(new MigrationService.Result(job.id(), job.name(), after, null));
            } catch (Failure refusal) {
                results.add(new MigrationService.Result(job.id(), job.name(), null, refusal));
            }
        }
        return results;
    }

    /** For each job a request of its own, so that one that comes again is known for each. */
    private static ActionOptions own(ActionOptions options, Job job) {
        var caller = options.caller();
        @Nullable String request = caller.requestId() == null ? null : caller.requestId() + "/" + job.id();
        return options.of(options.databases(), options.passwords(), new Caller(caller.who(), request));
    }

    /** Read before anything is done, which may change who matches and in which order. */
    private List<Job> all(JobQuery which) {
        var jobs = new LinkedHashMap<String, Job>();
        for (int page = 1; ; page++) {
            var found = store.list(which.at(page, which.size()));
            found.items().forEach(job -> jobs.put(job.id(), job));
            if (found.items().size() < which.size()) {
                return List.copyOf(jobs.values());
            }
        }
    }
}
