package dev.godwit.service;

import dev.godwit.core.DatabaseInfo;
import dev.godwit.core.Secret;
import dev.godwit.core.Writer;
import dev.godwit.pipeline.Ending;
import dev.godwit.pipeline.Intent;
import dev.godwit.pipeline.Order;
import dev.godwit.pipeline.Preview;
import dev.godwit.pipeline.TableInfo;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the servers of a job answer when they are asked. Every method connects. */
final class Catalogue {

    private final Parts parts;

    Catalogue(Parts parts) {
        this.parts = parts;
    }

    List<DatabaseInfo> databases(Place place, @Nullable Secret password) {
        try (var way = parts.reach().open(place, password)) {
            return parts.runner().databases(way.endpoint());
        }
    }

    List<String> names(Place place, @Nullable Secret password) {
        return databases(place, password).stream().map(DatabaseInfo::name).toList();
    }

    /** All tables of a database. */
    List<TableInfo> tables(Place place, String database, @Nullable Secret password) {
        String nobody = "catalogue_" + UUID.randomUUID().toString().substring(0, 8);
        try (var way = parts.reach().open(place, password)) {
            var end = Crossing.at(way, database);
            var plan = JobSpec.between(place, place).plan(nobody);
            return parts.runner().tables(new Order(plan, end, end, parts.data().scratch(), false));
        }
    }

    List<Writer> writers(Job job, JobDatabase database, Passwords passwords) {
        return with(job, database, passwords, order -> parts.runner().writers(order));
    }

    /** What an action would do to a database. */
    Preview preview(Job job, JobDatabase database, Intent intent, Passwords passwords) {
        return with(job, database, passwords, order -> parts.runner().preview(order, intent));
    }

    private <T> T with(Job job, JobDatabase database, Passwords passwords, Function<Order, T> question) {
        try (var crossing = Crossing.open(parts.reach(), parts.data(), job, database, passwords)) {
            return question.apply(crossing.order());
        }
    }

    static Intent intent(Action action, Ending ending) {
        return switch (action) {
            case RESTART -> Intent.RESTART;
            case DELETE -> Intent.DELETE;
            case END -> ending == Ending.NORMAL ? Intent.END_NORMAL : Intent.END_FORCE;
            case REMOVE -> Intent.END_FORCE;
            case START, STOP, RESUME, RETRY, REHEARSE, PROMOTE, FALLBACK, EDIT, VALIDATE, VERIFY ->
                throw new IllegalArgumentException(action.words());
        };
    }
}
