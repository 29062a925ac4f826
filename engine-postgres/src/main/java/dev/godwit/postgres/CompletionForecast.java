package dev.godwit.postgres;

import dev.godwit.core.TableName;
import dev.godwit.core.spi.Structure.Part;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/** How long {@link PostgresStructure#complete} would take: what reads is done, what writes is reckoned. */
final class CompletionForecast {

    /** Small definitions, such as a trigger, beyond the way there and back. */
    private static final Duration DEFINITION = Duration.ofMillis(1);
    /** What a server reads and checks for a foreign key, or writes for a materialized view, at a careful guess. */
    private static final long CHECKED_BYTES_PER_SECOND = 200_000_000;

    private static final long REFRESHED_BYTES_PER_SECOND = 30_000_000;
    private static final int PINGS = 5;

    private final PostgresSource source;
    private final Sessions target;
    private final List<Part> parts = new ArrayList<>();

    CompletionForecast(PostgresSource source, Sessions target) {
        this.source = source;
        this.target = target;
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    /** What is in no log. */
    CompletionForecast beside(Collection<TableName> sequences, Collection<TableName> views, LargeObjects largeObjects) {
        measured("sequences", sequences.size(), () -> new Sequences(source.sessions(), target).rehearse(sequences));
        measured("large objects", 0, () -> read(largeObjects));
        measured("deferrable keys", 0, () -> new DeferredKeys(target).check());
        if (!views.isEmpty()) {
            parts.add(
                    new Part("materialized views", views.size(), at(bytes(views), REFRESHED_BYTES_PER_SECOND), false));
        }
        return this;
    }

    /** What is made of definitions. */
    CompletionForecast definitions(StructureContext context) {
        List<TocEntry> complete = context.entries(Stage.COMPLETE);
        List<TocEntry> last = context.entries(Stage.LAST);
        int objects = complete.size() + last.size();
        if (objects > 0) {
            measured("program that makes triggers and other definitions", 0, () -> {
                context.restore().rehearse(complete);
                context.restore().rehearse(last);
            });
            var time = roundTrip().plus(DEFINITION).multipliedBy(objects);
            parts.add(new Part("triggers and other definitions", objects, time, false));
        }
        foreignKeys(context);
        return this;
    }

    private void measured(String name, int objects, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        parts.add(new Part(name, objects, Duration.ofNanos(System.nanoTime() - begun), true));
    }

    private void read(LargeObjects largeObjects) {
        try {
            largeObjects.differing();
        } catch (SQLException e) {
            throw Errors.failure(
                    "comparing large objects of " + source.sessions().place(), e);
        }
    }

    private Duration roundTrip() {
        try (Connection connection = target.open();
                Statement statement = connection.createStatement()) {
            long begun = System.nanoTime();
            for (int i = 0; i < PINGS; i++) {
                statement.execute("SELECT 1");
            }
            return Duration.ofNanos((System.nanoTime() - begun) / PINGS);
        } catch (SQLException e) {
            throw Errors.failure("asking " + target.place(), e);
        }
    }

    /** Where Godwit may not act as a replica they wait for the switch, and are checked then. */
    private void foreignKeys(StructureContext context) {
        List<TocEntry> keys = context.rights().replicaRole() ? List.of() : context.entries(Stage.FOREIGN_KEYS);
        if (!keys.isEmpty()) {
            long bytes = context.facts().relations().values().stream()
                    .mapToLong(SourceFacts.Relation::bytes)
                    .sum();
            parts.add(new Part("foreign keys", keys.size(), at(bytes, CHECKED_BYTES_PER_SECOND), false));
        }
    }

    private long bytes(Collection<TableName> relations) {
        var names = new StringJoiner(", ");
        relations.forEach(name -> names.add(Sql.literal(Sql.quote(name))));
        try (Connection connection = source.sessions().open();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(
                    "SELECT coalesce(pg_catalog.sum(pg_catalog.pg_total_relation_size(pg_catalog.to_regclass(name))), 0)"
                            + " FROM pg_catalog.unnest(ARRAY[" + names + "]) name")) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw Errors.failure("measuring views of " + source.sessions().place(), e);
        }
    }

    private static Duration at(long bytes, long perSecond) {
        return Duration.ofMillis(10 + bytes * 1000 / perSecond);
    }
}
