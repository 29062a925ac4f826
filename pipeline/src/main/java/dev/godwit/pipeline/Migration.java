package dev.godwit.pipeline;

import dev.godwit.core.Plan;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.TargetDatabase;
import java.nio.file.Path;

/** One migration of one database, from validation to promotion; goes on where an earlier run ended. */
public final class Migration {

    private final Plan plan;
    private final SourceDatabase source;
    private final TargetDatabase target;
    private final Journal journal;
    private final Control control;
    private final Path work;

    /** @param work private folder for what does not fit into memory */
    public Migration(
            Plan plan, SourceDatabase source, TargetDatabase target, Journal journal, Control control, Path work) {
        this.plan = plan;
        this.source = source;
        this.target = target;
        this.journal = journal;
        this.control = control;
        this.work = work;
    }

    /**
     * Runs until done, stopped or failed. Transient failures are retried inside.
     *
     * @throws dev.godwit.core.Failure when it cannot go on by itself
     */
    public Report run() {
        journal.event("Migration " + plan.id() + " to " + target.server().address());
        source.close();
        throw dev.godwit.core.Failure.of(dev.godwit.core.CoreFailure.UNEXPECTED)
                .found("the pipeline is not built yet in %s, stop %s", work, control.stopRequested())
                .build();
    }
}
