package dev.godwit.service;

import dev.godwit.core.Phase;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The tables of each database whose changes are set aside, as they were told last; a run that died left them here. */
final class SetAsides {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Document(int v, List<SetAside> tables) {}

    private final JobStore store;

    SetAsides(JobStore store) {
        this.store = store;
    }

    /** What an earlier run told is not of now before a new one has copied all. */
    static boolean mayHave(JobDatabase database) {
        return database.begun() && database.state().phase().compareTo(Phase.CDC) >= 0;
    }

    void keep(String job, String database, List<SetAside> tables) {
        if (!tables.equals(of(job, database))) {
            store.keep(job, database, JobStore.Kind.WAITING, JSON.writeValueAsString(new Document(1, tables)));
        }
    }

    List<SetAside> of(String job, String database) {
        return of(job).getOrDefault(database, List.of());
    }

    /** By the ids of the databases. */
    Map<String, List<SetAside>> of(String job) {
        return store.kept(job, JobStore.Kind.WAITING).stream()
                .collect(Collectors.toMap(
                        JobStore.Kept::database,
                        kept -> JSON.readValue(kept.document(), Document.class).tables()));
    }
}
