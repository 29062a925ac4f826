package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.pipeline.Ending;
import dev.godwit.pipeline.Preview;
import java.util.List;

/** What actions would do. */
final class Previews {

    private static final Preview NOTHING = new Preview(Preview.Drops.NONE, List.of(), List.of(), List.of());

    private final Parts parts;
    private final Catalogue catalogue;

    Previews(Parts parts, Catalogue catalogue) {
        this.parts = parts;
        this.catalogue = catalogue;
    }

    List<DatabasePreview> of(Job job, Action action, ActionOptions options) {
        return Acting.chosen(job, action, options).stream()
                .map(database -> of(job, database, action, options))
                .toList();
    }

    private DatabasePreview of(Job job, JobDatabase database, Action action, ActionOptions options) {
        var preview = switch (action) {
            case RESTART, END, DELETE, REMOVE -> database.begun() ? asked(job, database, action, options) : NOTHING;
            case START, STOP, RESUME, RETRY, REHEARSE, PROMOTE, FALLBACK, EDIT, VALIDATE, VERIFY -> NOTHING;
        };
        return new DatabasePreview(
                database.id(), database.source(), preview, new Cautions(parts, job, database).before(action));
    }

    private Preview asked(Job job, JobDatabase database, Action action, ActionOptions options) {
        var ending = Acting.forced(database, options) ? Ending.FORCE : Ending.NORMAL;
        try {
            return catalogue.preview(job, database, Catalogue.intent(action, ending), options.passwords());
        } catch (Failure e) {
            // Who wants to be rid of a job whose servers are gone has to be able to.
            String found = "-- neither side can be asked now: %s (%s)"
                    .formatted(e.found(), e.code().id());
            return new Preview(Preview.Drops.NONE, List.of(), List.of(), List.of(found));
        }
    }
}
