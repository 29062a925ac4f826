package dev.godwit.pipeline;

import dev.godwit.core.Plan;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.TargetDatabase;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * What every step of one migration works with.
 *
 * @param plan what the operator asked for
 * @param source the database that is left
 * @param target the database that is moved to
 * @param journal hears what happens
 * @param control the operator's hand
 * @param work private folder for what does not fit into memory
 * @param board how far each table is
 * @param back the same with the sides exchanged
 */
record Session(
        Plan plan,
        SourceDatabase source,
        TargetDatabase target,
        Journal journal,
        Control control,
        Path work,
        TableBoard board,
        WayBack back) {

    Arming arming() {
        return new Arming(target, back, journal::event);
    }

    /** Tells which schemas have other names from now on. */
    void tellNames() {
        new TreeMap<>(plan.schemaRenames())
                .forEach(
                        (schema, name) -> journal.event("Schema %s is named %s on the target".formatted(schema, name)));
    }

    /** How many tables are copied, or indexes built, at once; as it is at the moment. */
    int workers() {
        int tuned = control.tuning().workers();
        return tuned == 0 ? plan.workers() : tuned;
    }
}
