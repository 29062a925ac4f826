package dev.godwit.server;

import dev.godwit.api.JobEvent;
import dev.godwit.api.LagView;
import dev.godwit.api.ProgressView;
import dev.godwit.api.TableView;
import dev.godwit.pipeline.BuildProgress;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.pipeline.TableProgress;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How far something is, as clients see it. */
final class Progresses {

    private Progresses() {}

    static LagView lag(StreamProgress progress) {
        return new LagView(
                progress.lag().bytes(),
                progress.lag().time().toMillis(),
                progress.caughtUp(),
                progress.waitingForUser(),
                progress.received(),
                progress.applied(),
                progress.filtered(),
                progress.coalesced(),
                Math.round(progress.changesPerSecond()),
                progress.retainedBytes());
    }

    /** Empty in a phase that has none. */
    static Optional<ProgressView> progress(Live.Known known) {
        @Nullable DumpProgress dump = known.dump();
        @Nullable BuildProgress build = known.build();
        if (build != null) {
            return Optional.of(building(build));
        }
        return dump == null
                ? Optional.empty()
                : Optional.of(dumping(dump, known.rate().perSecond()));
    }

    static ProgressView dumping(DumpProgress progress, OptionalLong speed) {
        return new ProgressView(
                progress.bytesDone(),
                progress.bytesTotal(),
                progress.rowsDone(),
                progress.tablesDone(),
                progress.tablesTotal(),
                speed.isPresent() ? (Long) speed.getAsLong() : null,
                eta(progress, speed),
                progress.inWork().stream().map(Progresses::inWork).toList(),
                null,
                null,
                null);
    }

    private static @Nullable Long eta(DumpProgress progress, OptionalLong speed) {
        long left = Math.max(0, progress.bytesTotal() - progress.bytesDone());
        return speed.isPresent() && speed.getAsLong() > 0 ? (Long) (left * 1000 / speed.getAsLong()) : null;
    }

    private static JobEvent.Progress.InWork inWork(DumpProgress.InWork table) {
        return new JobEvent.Progress.InWork(table.table().toString(), table.bytesDone(), table.bytesTotal());
    }

    /** Of a database, by its name on the source. */
    static TableView table(String database, TableProgress progress) {
        return new TableView(
                database,
                progress.table().toString(),
                progress.state().name(),
                progress.rows(),
                progress.bytes(),
                progress.bytesTotal());
    }

    static ProgressView building(BuildProgress progress) {
        return new ProgressView(
                null, null, null, null, null, null, null, null, progress.last(), progress.done(), progress.total());
    }
}
