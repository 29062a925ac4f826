package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Structure.Built;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Foreign keys: added without looking at the rows, which takes a lock for a moment, then validated in parallel, which
 * takes none that changes would wait for. Only those of partitioned tables look at once. One that was not valid on the
 * source stays so.
 */
final class ForeignKeys {

    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String DEADLOCK = "40P01";
    private static final int ATTEMPTS = 5;

    private final Sessions target;
    private final SourceFacts facts;
    private final AtomicInteger done = new AtomicInteger();

    ForeignKeys(Sessions target, SourceFacts facts) {
        this.target = target;
        this.facts = facts;
    }

    /**
     * Adds and validates the keys of these entries; those that are there and valid stay.
     *
     * @throws Failure {@code FOREIGN_KEY_VIOLATED} when rows do not fulfil one that is valid on the source
     */
    void build(Collection<TocEntry> entries, IntSupplier workers, Consumer<Built> progress) {
        List<SourceFacts.Constraint> keys = entries.stream()
                .map(entry -> facts.constraints().get(entry.oid()))
                .filter(java.util.Objects::nonNull)
                .sorted(Comparator.comparingLong(key -> -table(key).bytes()))
                .toList();
        if (keys.isEmpty()) {
            return;
        }
        add(keys);
        var tasks = new ArrayList<Callable<List<Finding>>>();
        for (SourceFacts.Constraint key : keys) {
            tasks.add(() -> {
                validate(key);
                progress.accept(new Built(table(key).name() + " " + key.name(), done.incrementAndGet(), keys.size()));
                return List.of();
            });
        }
        Parallel.run(tasks, workers);
    }

    /** Those of selected tables that refer to tables which are not. */
    List<Finding> leftOut(Toc whole, Toc selected) {
        var findings = new ArrayList<Finding>();
        var tables = new java.util.HashSet<Long>();
        selected.entries().forEach(entry -> tables.add(entry.oid()));
        for (TocEntry entry : whole.entries()) {
            SourceFacts.Constraint key = facts.constraints().get(entry.oid());
            if (entry.kind() == TocKind.FK_CONSTRAINT
                    && key != null
                    && tables.contains(key.table())
                    && selected.entry(entry.id()).isEmpty()) {
                findings.add(StructureFindings.warning(
                        PostgresFailure.FOREIGN_KEY_LEFT_OUT,
                        "%s of %s",
                        key.name(),
                        table(key).name()));
            }
        }
        return findings;
    }

    private SourceFacts.Relation table(SourceFacts.Constraint key) {
        SourceFacts.Relation table = facts.relations().get(key.table());
        return table == null ? new SourceFacts.Relation(new TableName("", ""), 'r', true, false, 0) : table;
    }

    private void add(List<SourceFacts.Constraint> keys) {
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            Map<String, Boolean> there = there(statement);
            for (SourceFacts.Constraint key : keys) {
                if (!there.containsKey(id(key))) {
                    persist(statement, addition(key), key);
                }
            }
        } catch (SQLException e) {
            throw Errors.failure("adding foreign keys on " + target.place(), e);
        }
    }

    /** Adding locks both tables; whoever else does so in the other order is let pass. */
    private void persist(Statement statement, String sql, SourceFacts.Constraint key) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                statement.execute(sql);
                return;
            } catch (SQLException e) {
                if (Errors.state(e).equals(FOREIGN_KEY_VIOLATION)) {
                    throw violated(key, e);
                }
                if (!Errors.state(e).equals(DEADLOCK) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private String addition(SourceFacts.Constraint key) {
        boolean partitioned = table(key).kind() == 'p';
        String definition = key.definition();
        boolean later = !partitioned && key.validated();
        return "ALTER TABLE " + (partitioned ? "" : "ONLY ")
                + Sql.quote(table(key).name()) + " ADD CONSTRAINT " + Sql.quote(key.name()) + " " + definition
                + (later ? " NOT VALID" : "");
    }

    private void validate(SourceFacts.Constraint key) throws SQLException {
        if (!key.validated()) {
            return;
        }
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER TABLE " + Sql.quote(table(key).name()) + " VALIDATE CONSTRAINT " + Sql.quote(key.name()));
        } catch (SQLException e) {
            if (Errors.state(e).equals(FOREIGN_KEY_VIOLATION)) {
                throw violated(key, e);
            }
            throw e;
        }
    }

    private Failure violated(SourceFacts.Constraint key, SQLException e) {
        return Failure.of(PostgresFailure.FOREIGN_KEY_VIOLATED)
                .found("%s of %s", key.name(), table(key).name())
                .cause(e)
                .build();
    }

    private String id(SourceFacts.Constraint key) {
        return table(key).name().schema() + "\0" + table(key).name().name() + "\0" + key.name();
    }

    private static Map<String, Boolean> there(Statement statement) throws SQLException {
        var there = new HashMap<String, Boolean>();
        try (ResultSet row = statement.executeQuery("""
                SELECT n.nspname, c.relname, k.conname, k.convalidated FROM pg_catalog.pg_constraint k
                JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE k.contype = 'f'""")) {
            while (row.next()) {
                there.put(row.getString(1) + "\0" + row.getString(2) + "\0" + row.getString(3), row.getBoolean(4));
            }
        }
        return there;
    }
}
