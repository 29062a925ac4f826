package dev.godwit.service;

import dev.godwit.pipeline.Endpoint;
import dev.godwit.pipeline.Order;

/** Both ways of a migration kept open, and the order that goes through them. */
final class Crossing implements AutoCloseable {

    private final ProfileReach.Way source;
    private final ProfileReach.Way target;
    private final Order order;

    private Crossing(ProfileReach.Way source, ProfileReach.Way target, Order order) {
        this.source = source;
        this.target = target;
        this.order = order;
    }

    /** Opens both ways; the caller closes them. */
    static Crossing open(Reach reach, DataFolder data, Job job, JobDatabase database, Passwords passwords) {
        var spec = job.spec();
        var source = reach.open(spec.source(), passwords.source());
        try {
            var target = reach.open(spec.target(), passwords.target());
            var plan = (database.validates() ? spec.validating() : spec).plan(database.id());
            var order = new Order(
                    plan,
                    at(source, database.source()),
                    at(target, database.target()),
                    data.work(job.id(), database.id()),
                    database.begun() && !database.validates());
            return new Crossing(source, target, order);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** Where a way leads to, with a database that the address does not name already. */
    static Endpoint at(ProfileReach.Way way, String database) {
        var end = way.endpoint();
        boolean named = database.isEmpty() || Names.database(end.url()).equals(database);
        return new Endpoint(end.engine(), end.url(), end.password(), named ? end.database() : database, end.via());
    }

    Order order() {
        return order;
    }

    @Override
    public void close() {
        try (source) {
            target.close();
        }
    }
}
