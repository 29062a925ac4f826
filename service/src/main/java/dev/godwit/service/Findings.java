package dev.godwit.service;

import dev.godwit.core.Finding;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What validation found, kept for each database. */
final class Findings {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Document(int v, List<Validation.Note> findings) {}

    private final JobStore store;

    Findings(JobStore store) {
        this.store = store;
    }

    void keep(String job, String database, List<Finding> findings) {
        var document =
                new Document(1, findings.stream().map(Validation.Note::of).toList());
        store.keep(job, database, JobStore.Kind.VALIDATION, JSON.writeValueAsString(document));
    }

    List<Validation> of(String job) {
        return store.kept(job, JobStore.Kind.VALIDATION).stream()
                .map(kept -> validation(kept.database(), kept.at(), kept.document()))
                .toList();
    }

    private static Validation validation(String database, Instant at, String document) {
        return new Validation(
                database, at, JSON.readValue(document, Document.class).findings());
    }
}
