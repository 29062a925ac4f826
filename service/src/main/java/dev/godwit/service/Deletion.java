package dev.godwit.service;

import dev.godwit.core.Status;
import java.util.List;

/** Forgets jobs of which nothing is left on any server. */
final class Deletion {

    private final Parts parts;

    Deletion(Parts parts) {
        this.parts = parts;
    }

    /** Forgets a job once each of its databases is released. */
    void finish(Job job) {
        boolean done = job.present().stream()
                .allMatch(database ->
                        database.status() == Status.DELETING && database.wish() == null && !database.begun());
        if (done) {
            forget(job, JobStore.Entry.of("Deleted"));
        }
    }

    void forget(Job job, JobStore.Entry entry) {
        List<String> leftToDo = job.databases().stream()
                .flatMap(database -> database.leftToDo().stream())
                .toList();
        parts.data().remove(job.id());
        parts.desk().forget(job, entry, new Update.Gone(job.name(), leftToDo));
    }
}
