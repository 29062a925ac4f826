package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.Phase;
import dev.godwit.pipeline.Ending;
import dev.godwit.pipeline.Preview;
import dev.godwit.pipeline.StreamProgress;
import java.util.ArrayList;
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
        return new DatabasePreview(database.id(), database.source(), preview, warnings(job, database, action));
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

    private List<String> warnings(Job job, JobDatabase database, Action action) {
        var warnings = new ArrayList<String>();
        var stream = parts.feeds()
                .of(job.id())
                .last(database.id(), Update.Streamed.class)
                .map(Update.Streamed::progress);
        long lag = stream.map(progress -> progress.lag().bytes()).orElse(0L);
        boolean copied = database.state().phase().compareTo(Phase.CDC) >= 0;
        switch (action) {
            case END, REMOVE, DELETE -> {
                if (database.begun() && !copied) {
                    warnings.add("The data on the target are incomplete.");
                } else if (database.begun() && lag > 0) {
                    warnings.add("The target lacks the changes in " + Sizes.about(lag) + " of the source's log.");
                }
            }
            case STOP -> {
                warnings.add("The source keeps all log from now on until the job goes on"
                        + stream.map(StreamProgress::retainedBytes)
                                .map(bytes -> "; it keeps " + Sizes.about(bytes) + " already.")
                                .orElse("."));
                var retention = job.spec().care().retention();
                if (retention.whenFull() == Retention.WhenFull.STOP) {
                    warnings.add("At " + Sizes.exactly(retention.bytes())
                            + " the source is released, and the job has to begin again.");
                }
            }
            case PROMOTE, FALLBACK -> {
                if (lag > 0) {
                    warnings.add("The lag is " + Sizes.about(lag) + ": applications have to stop writing first.");
                }
            }
            case START, RESUME, RETRY, RESTART, REHEARSE, EDIT, VALIDATE, VERIFY -> {}
        }
        return warnings;
    }
}
