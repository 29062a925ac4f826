package dev.godwit.postgres;

import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.TargetDatabase.Made;
import dev.godwit.postgres.TargetObjects.DropTarget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which objects of the target a migration has made: what came between the inventory before a step and the one after it.
 * Of a step that died before its second inventory, all that came since counts.
 */
final class MadeObjects {

    private static final List<String> STEPS = List.of("create", "complete");
    /** Whatever changes definitions while changes are followed, any number of times. */
    private static final String CHANGES = "changes";

    private static final String LARGE_OBJECTS = "made.large.before";
    private static final int TABLES_AT_ONCE = 1000;
    /** Stands for an inventory that does not count any more; there is none without a digit. */
    private static final String NONE = "none";

    /** What acts on definitions or on changes, other than parts of tables. */
    private static final Set<String> ACTING = Set.of("event trigger", "publication", "subscription");

    private final Sessions target;
    private final Progress progress;

    MadeObjects(Sessions target, Progress progress) {
        this.target = target;
        this.progress = progress;
    }

    /** Notes what is there before a step, once. */
    void before(String step) {
        if (inventory(step, "before").isEmpty()) {
            if (progress.note(LARGE_OBJECTS).isEmpty()) {
                progress.note(LARGE_OBJECTS, Long.toString(largeObjects()));
            }
            progress.note(key(step, "before"), new TargetObjects(target).inventory());
        }
    }

    /** Notes what is there before a step, instead of what was noted when it did not come about. */
    void beforeAnew(String step) {
        progress.note(key(step, "before"), NONE);
        before(step);
    }

    /** Notes that a step has made no object. */
    void afterNothing(String step) {
        inventory(step, "before").ifPresent(before -> progress.note(key(step, "after"), before));
    }

    /** Notes what is there after a step, once. */
    void after(String step) {
        if (inventory(step, "after").isEmpty()) {
            progress.note(key(step, "after"), new TargetObjects(target).inventory());
        }
    }

    /** Notes what is there before definitions are changed while changes are followed; each time, until {@link #changed}. */
    void changing() {
        before(CHANGES);
    }

    /** Notes what was made since {@link #changing}; nothing where that was not called. */
    void changedIfChanging() {
        if (inventory(CHANGES, "before").isPresent()) {
            changed();
        }
    }

    /** Notes what was made since {@link #changing}. */
    void changed() {
        Set<String> before = inventory(CHANGES, "before").map(MadeObjects::keys).orElse(Set.of());
        Set<String> known = changes();
        String made = Arrays.stream(new TargetObjects(target).inventory().split(",", -1))
                .filter(key -> known.contains(key) || !before.contains(key))
                .collect(Collectors.joining(","));
        progress.note(key(CHANGES, "made"), made);
        progress.note(key(CHANGES, "before"), NONE);
    }

    private Set<String> changes() {
        return progress.note(key(CHANGES, "made")).map(MadeObjects::keys).orElse(Set.of());
    }

    /** Tells an object that this migration has made. */
    Predicate<DropTarget> made() {
        var steps = steps();
        return object -> isMade(object, steps);
    }

    /** Drops what a step has made and what acts; the step is as if it had not begun. */
    void takeBack(String step) {
        step(step)
                .ifPresent(made -> new TargetObjects(target)
                        .drop(object -> ACTING.contains(object.kind()) && made.made(object.key())));
        progress.note(key(step, "before"), NONE);
        progress.note(key(step, "after"), NONE);
    }

    private Optional<String> inventory(String step, String when) {
        return progress.note(key(step, when)).filter(note -> !note.equals(NONE));
    }

    Made list() {
        var steps = steps();
        try (Connection connection = target.borrow()) {
            List<DropTarget> made = TargetObjects.list(connection).stream()
                    .filter(object -> isMade(object, steps))
                    .sorted(Comparator.comparing((DropTarget object) -> !object.isTable())
                            .thenComparing(DropTarget::name))
                    .toList();
            return new Made(
                    made.size(),
                    bytes(connection, made),
                    made.stream()
                            .map(object -> object.isTable() ? object.name() : object.kind() + " " + object.name())
                            .toList());
        } catch (SQLException e) {
            throw Errors.failure("listing the objects of " + target.place(), e);
        }
    }

    void drop() {
        var steps = steps();
        var objects = new TargetObjects(target);
        objects.drop(object -> !object.isSchema() && isMade(object, steps));
        objects.dropEmpty(object -> object.isSchema() && isMade(object, steps));
        if (progress.note(LARGE_OBJECTS).filter("0"::equals).isPresent()) {
            dropLargeObjects();
        }
    }

    private static boolean isMade(DropTarget object, List<Step> steps) {
        return steps.stream().anyMatch(step -> step.made(object.key()));
    }

    private List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (String step : STEPS) {
            step(step).ifPresent(steps::add);
        }
        steps.add(new Step(Set.of(), Optional.of(changes())));
        inventory(CHANGES, "before").ifPresent(before -> steps.add(new Step(keys(before), Optional.empty())));
        return steps;
    }

    /** Nothing is made before it is noted that the step has begun. */
    private boolean begun(String step) {
        return progress.note(Notes.key(step))
                .filter(state -> !state.equals(PostgresStructure.TAKEN_BACK))
                .isPresent();
    }

    private Optional<Step> step(String step) {
        return inventory(step, "before")
                .filter(before -> begun(step))
                .map(before -> new Step(keys(before), inventory(step, "after").map(MadeObjects::keys)));
    }

    private static Set<String> keys(String inventory) {
        return Set.of(Arrays.stream(inventory.split(",", -1)).distinct().toArray(String[]::new));
    }

    private record Step(Set<String> before, Optional<Set<String>> after) {

        boolean made(String key) {
            return !before.contains(key)
                    && after.map(keys -> keys.contains(key)).orElse(true);
        }
    }

    private static long bytes(Connection connection, List<DropTarget> objects) throws SQLException {
        Object[] tables = objects.stream()
                .filter(DropTarget::holdsRows)
                .map(object -> Long.valueOf(object.key().substring(object.key().indexOf(':') + 1)))
                .toArray();
        long bytes = 0;
        for (int from = 0; from < tables.length; from += TABLES_AT_ONCE) {
            int to = Math.min(tables.length, from + TABLES_AT_ONCE);
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT coalesce(sum(pg_catalog.pg_total_relation_size(t::oid)), 0)::int8"
                            + " FROM pg_catalog.unnest(?) t")) {
                statement.setArray(1, connection.createArrayOf("int8", Arrays.copyOfRange(tables, from, to)));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    bytes += row.getLong(1);
                }
            }
        }
        return bytes;
    }

    private long largeObjects() {
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_catalog.pg_largeobject_metadata")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw Errors.failure("counting large objects on " + target.place(), e);
        }
    }

    private void dropLargeObjects() {
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_catalog.count(pg_catalog.lo_unlink(oid)) FROM pg_catalog.pg_largeobject_metadata");
        } catch (SQLException e) {
            throw Errors.failure("dropping large objects on " + target.place(), e);
        }
    }

    private static String key(String step, String when) {
        return "made." + step + "." + when;
    }
}
