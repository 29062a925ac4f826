package dev.godwit.service;

import dev.godwit.core.Lag;
import dev.godwit.core.Phase;
import dev.godwit.core.SourceBurden;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.StreamProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person should know of a database before an action, a sentence each, with the numbers seen last. */
final class Cautions {

    private static final long SECONDS_PER_HOUR = 3600;

    private final Parts parts;
    private final Job job;
    private final JobDatabase database;
    private final Optional<StreamProgress> stream;

    Cautions(Parts parts, Job job, JobDatabase database) {
        this.parts = parts;
        this.job = job;
        this.database = database;
        this.stream = last(Update.Streamed.class).map(Update.Streamed::progress);
    }

    /** Where a job has several databases, each says which it speaks of. */
    List<String> before(Action action) {
        List<String> told = switch (action) {
            case END, REMOVE, DELETE -> givingUp();
            case STOP -> resting();
            case PROMOTE, FALLBACK -> switching();
            case START, RESUME, RETRY, RESTART, REHEARSE, EDIT, VALIDATE, VERIFY -> List.of();
        };
        return job.present().size() == 1
                ? told
                : told.stream().map(each -> database.source() + ": " + each).toList();
    }

    private List<String> givingUp() {
        if (!database.begun()) {
            return List.of();
        }
        if (database.state().phase().compareTo(Phase.CDC) < 0) {
            return List.of("The data on the target are incomplete" + copied() + ".");
        }
        return behind().map(lag -> List.of("The target lacks " + lag + ".")).orElse(List.of());
    }

    private String copied() {
        return last(Update.Dumped.class)
                .map(Update.Dumped::progress)
                .filter(dump -> dump.tablesTotal() > 0)
                .map(Cautions::share)
                .orElse("");
    }

    private static String share(DumpProgress dump) {
        return String.format(Locale.ROOT, ": %,d of %,d tables are copied", dump.tablesDone(), dump.tablesTotal());
    }

    private List<String> resting() {
        var told = new ArrayList<String>();
        told.add("The source keeps all log from now on until the job goes on" + kept() + ".");
        behind().ifPresent(lag -> told.add("The target lacks " + lag + ", which are applied when the job goes on."));
        Retention retention = job.spec().care().retention();
        if (retention.whenFull() == Retention.WhenFull.STOP) {
            told.add("At " + Sizes.exactly(retention.bytes())
                    + " the source is released, and the job has to begin again.");
        }
        return told;
    }

    private String kept() {
        Optional<SourceStanding> standing = parts.sources().standing(database.id());
        long growth = standing.map(SourceStanding::growthPerSecond).orElse(0L);
        String more = growth > 0 ? ", and " + Sizes.about(growth * SECONDS_PER_HOUR) + " more each hour" : "";
        return stream.map(StreamProgress::retainedBytes)
                .or(() -> standing.map(SourceStanding::burden).map(SourceBurden::retainedBytes))
                .map(bytes -> "; it keeps " + Sizes.about(bytes) + " already" + more)
                .orElse("");
    }

    private List<String> switching() {
        return behind().map(lag -> List.of("The target lacks " + lag + ": applications have to stop writing first."))
                .orElse(List.of());
    }

    /** The changes that are not on the target; empty when all are. */
    private Optional<String> behind() {
        return stream.map(StreamProgress::lag)
                .filter(lag -> lag.bytes() > 0)
                .map(lag -> "changes in " + Sizes.about(lag.bytes()) + " of the source's log" + age(lag));
    }

    private static String age(Lag lag) {
        return lag.time().toSeconds() == 0 ? "" : ", the oldest " + about(lag.time()) + " old";
    }

    private static String about(Duration time) {
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        return time.toHours() == 0
                ? time.toMinutes() + " min"
                : "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }

    private <T extends Update.What> Optional<T> last(Class<T> kind) {
        return parts.feeds().of(job.id()).last(database.id(), kind);
    }
}
