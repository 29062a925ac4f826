package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Definitions that are made at the switch since they act on rows that are written: triggers and rules that fire for a
 * replica too, constraints, row security; and all triggers and foreign keys where Godwit may not write as a replica.
 */
final class ActingDefinitions {

    /** A constraint that a table has from another goes with that one. */
    private static final String INHERITED = "42P16";

    /** A partition's copy of a trigger was not made yet. */
    private static final String UNDEFINED_OBJECT = "42704";

    private final StructureContext context;
    private final Sessions target;

    ActingDefinitions(StructureContext context, Sessions target) {
        this.context = context;
        this.target = target;
    }

    /** Drops those that are there. */
    void drop() {
        List<String> statements = statements();
        if (statements.isEmpty()) {
            return;
        }
        try (Connection connection = target.open();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            while (!statements.isEmpty()) {
                statements = refused(statement, statements);
            }
        } catch (SQLException e) {
            throw Errors.failure("taking back what was made for the switch on " + target.place(), e);
        }
    }

    /** Answers with those that have to wait for others. */
    private static List<String> refused(Statement statement, List<String> statements) throws SQLException {
        var later = new ArrayList<String>();
        for (String sql : statements) {
            try {
                statement.execute(sql);
            } catch (SQLException e) {
                if (Errors.state(e).equals(UNDEFINED_OBJECT)) {
                    continue;
                }
                later.add(sql);
                if (!Errors.state(e).equals(INHERITED) || later.size() == statements.size()) {
                    throw e;
                }
            }
        }
        return later;
    }

    private List<String> statements() {
        Stream<TocEntry> foreignKeys =
                context.rights().replicaRole() ? Stream.empty() : context.entries(Stage.FOREIGN_KEYS).stream();
        return Stream.concat(context.entries(Stage.COMPLETE).stream(), foreignKeys)
                .sorted(Comparator.comparing(entry -> !isCopy(entry))) // they go with what they are copies of
                .flatMap(entry -> statement(entry).stream())
                .toList();
    }

    private boolean isCopy(TocEntry entry) {
        return entry.kind() == TocKind.TRIGGER && context.facts().copies().contains(entry.oid());
    }

    private Optional<String> statement(TocEntry entry) {
        SourceFacts facts = context.facts();
        return switch (entry.kind()) {
            case TRIGGER, RULE ->
                Optional.ofNullable(facts.attached().get(entry.oid()))
                        .flatMap(part -> table(part.table())
                                .map(table -> isCopy(entry)
                                        ? "ALTER TABLE %s ENABLE TRIGGER %s".formatted(table, Sql.quote(part.name()))
                                        : "DROP %s IF EXISTS %s ON %s"
                                                .formatted(entry.kind(), Sql.quote(part.name()), table)));
            case CONSTRAINT, CHECK_CONSTRAINT, FK_CONSTRAINT ->
                Optional.ofNullable(facts.constraints().get(entry.oid()))
                        .flatMap(key -> table(key.table())
                                .map(table -> "ALTER TABLE %s DROP CONSTRAINT IF EXISTS %s"
                                        .formatted(table, Sql.quote(key.name()))));
            case ROW_SECURITY ->
                table(entry.oid()).map(table -> "ALTER TABLE %s DISABLE ROW LEVEL SECURITY".formatted(table));
            default -> Optional.empty(); // does not act on rows
        };
    }

    private Optional<String> table(long oid) {
        return Optional.ofNullable(context.facts().relations().get(oid)).map(relation -> Sql.quote(relation.name()));
    }
}
