package dev.godwit.service;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The last rehearsal of each database. */
final class Rehearsals {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Document(int v, Rehearsal rehearsal) {}

    private final JobStore store;

    Rehearsals(JobStore store) {
        this.store = store;
    }

    void keep(String job, Rehearsal rehearsal) {
        String document = JSON.writeValueAsString(new Document(1, rehearsal));
        store.keep(job, rehearsal.database(), JobStore.Kind.REHEARSAL, document);
    }

    List<Rehearsal> of(String job) {
        return store.kept(job, JobStore.Kind.REHEARSAL).stream()
                .map(kept -> JSON.readValue(kept.document(), Document.class).rehearsal())
                .toList();
    }
}
