package dev.godwit.service;

import dev.godwit.core.Phase;
import dev.godwit.pipeline.Limit;
import dev.godwit.pipeline.Tuning;
import dev.godwit.service.SourceStanding.Level;
import java.util.Optional;
import java.util.function.Function;

/** How much slower databases go for the sake of their sources. */
final class Slowing {

    private final Function<String, Watched> watched;

    /** @param watched by the id of a database */
    Slowing(Function<String, Watched> watched) {
        this.watched = watched;
    }

    /** What was asked for, or less: for the source's sake, or to let a stream catch up that is over its budget. */
    Tuning tuned(Job job, String database, Tuning asked) {
        Limit dump = watched.apply(database).yielding().under(asked.dump());
        if (!throttles(job)) {
            return new Tuning(asked.workers(), dump, asked.cdc());
        }
        if (watched.apply(database).level() != Level.OVER) {
            return new Tuning(asked.workers(), Yielding.capped(dump, Yielding.TRICKLE), asked.cdc());
        }
        return follows(job, database)
                ? new Tuning(1, Yielding.capped(dump, Yielding.TRICKLE), Limit.NONE)
                // Its log is released when its dump has ended, and no sooner: slowing that down would keep more.
                : new Tuning(asked.workers(), dump, asked.cdc());
    }

    boolean throttles(Job job) {
        return job.spec().care().retention().whenFull() == Retention.WhenFull.THROTTLE
                && job.present().stream()
                        .anyMatch(each -> watched.apply(each.id()).level() == Level.OVER);
    }

    private static boolean follows(Job job, String database) {
        return job.database(database).state().phase().compareTo(Phase.CDC) >= 0;
    }

    /** In which way a database is slowed down now, for people. */
    Optional<String> words(Job job, String database) {
        if (!throttles(job)) {
            return watched.apply(database).yielding().words();
        }
        if (watched.apply(database).level() != Level.OVER) {
            return Optional.of("copies at a trickle, for a database of the job that is over its budget");
        }
        return Optional.of(
                follows(job, database)
                        ? "only the stream has its full speed; what else the job does goes at a trickle"
                        : "other databases of the job copy at a trickle; this one has to end its copy, which frees the log");
    }
}
