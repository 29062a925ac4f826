package dev.godwit.e2e;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.JobView;
import dev.godwit.api.LagView;
import dev.godwit.api.RetentionView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What no job can say of itself, whatever clocks do. */
final class Senses {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private Senses() {}

    static List<String> implausible(JobView view) {
        var found = new ArrayList<String>();
        negative(found, "duration", view.durationMs());
        lag(found, view.lag());
        view.databases().forEach(database -> database(found, view, database));
        return found;
    }

    private static void database(List<String> found, JobView view, DatabaseView database) {
        lag(found, database.lag());
        var trouble = database.trouble();
        // A little later than the view itself, which is read bit by bit.
        if (trouble != null
                && trouble.nextTryAt().isAfter(view.asOf().plus(LONGEST_PAUSE).plusSeconds(5))) {
            found.add("next try at %s, seen at %s".formatted(trouble.nextTryAt(), view.asOf()));
        }
        RetentionView retention = database.retention();
        if (retention != null) {
            negative(found, "retained bytes", retention.retainedBytes());
            negative(found, "lag of standbys", retention.standbyLagMs());
            retention.holders().forEach(holder -> negative(found, holder.who(), holder.ageMs()));
        }
    }

    private static void lag(List<String> found, @Nullable LagView lag) {
        if (lag != null) {
            negative(found, "lag in bytes", lag.lagBytes());
            negative(found, "lag in ms", lag.lagMs());
            negative(found, "changes per second", lag.changesPerSecond());
        }
    }

    private static void negative(List<String> found, String what, @Nullable Long number) {
        if (number != null && number < 0) {
            found.add(what + ": " + number);
        }
    }
}
