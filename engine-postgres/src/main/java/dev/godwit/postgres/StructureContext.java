package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Selection;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the steps of moving definitions know in common; read when first asked for, and again with a new archive. */
final class StructureContext {

    private final PostgresSource source;
    private final PostgresTarget target;
    private final SchemaArchive archive;
    private @Nullable Known known;

    StructureContext(PostgresSource source, PostgresTarget target, SchemaArchive archive) {
        this.source = source;
        this.target = target;
        this.archive = archive;
    }

    SourceFacts facts() {
        return known().facts;
    }

    TargetRights rights() {
        return known().rights;
    }

    /** All of the archive but what Godwit made itself. */
    Toc whole() {
        return known().whole;
    }

    /** What the selection takes along. */
    Toc toc() {
        return known().toc;
    }

    List<TocEntry> entries(Stage stage) {
        return known().stages.getOrDefault(stage, List.of());
    }

    Restore restore() {
        return new Restore(
                archive.tools(),
                archive.file(),
                target.sessions(),
                source.plan().owner(),
                known().missingTablespaces.isEmpty());
    }

    /**
     * Makes the entries of a stage.
     *
     * @param again whether an attempt before may have made some of them
     */
    List<Finding> restore(Stage stage, boolean again) {
        return restore(entries(stage), again);
    }

    /** Makes these entries, in their order. */
    List<Finding> restore(List<TocEntry> entries, boolean again) {
        List<RestoreError> errors = restore().run(entries);
        return StructureFindings.of(PostgresStructure.withoutRepeated(errors, again), toc());
    }

    /** What is said about foreign keys; the keys themselves are made from the catalog. */
    List<Finding> restoreForeignKeyComments() {
        return restore(
                entries(Stage.FOREIGN_KEYS).stream()
                        .filter(entry -> entry.kind() != TocKind.FK_CONSTRAINT)
                        .toList(),
                false);
    }

    List<Finding> tablespaceFindings() {
        var findings = new ArrayList<Finding>();
        for (String tablespace : known().missingTablespaces) {
            findings.add(StructureFindings.warning(PostgresFailure.TABLESPACE_MISSING, "%s", tablespace));
        }
        return findings;
    }

    /** Ends client programs that a Godwit which was killed has left at work. */
    void endLeftovers() {
        try (Connection connection = target.sessions().borrow();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
                        WHERE application_name = ? AND datname = pg_catalog.current_database()
                        AND usename = current_user AND pid <> pg_catalog.pg_backend_pid()""")) {
            statement.setString(1, target.sessions().programName());
            statement.execute();
        } catch (SQLException e) {
            throw Errors.failure(
                    "ending sessions of an earlier attempt on "
                            + target.sessions().place(),
                    e);
        }
    }

    /** A new database has a schema that the source may have dropped. */
    void dropEmptyPublicSchema() {
        if (!source.plan().selection().isAll() || known().hasPublic) {
            return;
        }
        try (Connection connection = target.sessions().borrow();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS public RESTRICT");
        } catch (SQLException e) {
            if (!Errors.state(e).equals("2BP01") && !Errors.state(e).equals(Errors.INSUFFICIENT_PRIVILEGE)) {
                throw Errors.failure(
                        "dropping the empty schema public on "
                                + target.sessions().place(),
                        e);
            }
        }
    }

    /** Names of all indexes on the target that are ready for use. */
    Set<TableName> targetIndexes() {
        var indexes = new HashSet<TableName>();
        try (Connection connection = target.sessions().borrow();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
                        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind IN ('i', 'I') AND n.nspname NOT IN ('pg_catalog', 'pg_toast')""")) {
            while (row.next()) {
                indexes.add(new TableName(row.getString(1), row.getString(2)));
            }
        } catch (SQLException e) {
            throw Errors.failure("listing the indexes of " + target.sessions().place(), e);
        }
        return indexes;
    }

    /** Selected tables for ANALYZE, largest first: a partitioned one stands for its partitions. */
    List<TableName> analyzed() {
        return facts().relations().values().stream()
                .filter(relation -> relation.analyzedByName() && selected(relation.name()))
                .sorted(Comparator.comparingLong(relation -> -relation.bytes()))
                .map(SourceFacts.Relation::name)
                .toList();
    }

    /** Sequences that came along. */
    Set<TableName> sequences() {
        var sequences = new TreeSet<TableName>();
        for (TocEntry entry : toc().entries()) {
            SourceFacts.Relation relation = facts().relations().get(entry.oid());
            if (entry.catalog() == TocEntry.PG_CLASS && relation != null && relation.kind() == 'S') {
                sequences.add(relation.name());
            }
        }
        return sequences;
    }

    /** Materialized views that came along and have data on the source. */
    Set<TableName> populatedViews() {
        var views = new HashSet<TableName>();
        for (TocEntry entry : toc().entries()) {
            SourceFacts.Relation relation = facts().relations().get(entry.oid());
            if (entry.kind() == TocKind.MATERIALIZED_VIEW && relation != null && relation.populated()) {
                views.add(relation.name());
            }
        }
        return views;
    }

    private boolean selected(TableName table) {
        return source.plan().selection().contains(table);
    }

    private synchronized Known known() {
        Known now = known;
        Toc archived = archive.toc();
        if (now == null || now.archived != archived) {
            now = read(archived);
            known = now;
        }
        return now;
    }

    private Known read(Toc archived) {
        try (Connection from = source.sessions().borrow();
                Connection to = target.sessions().borrow()) {
            SourceFacts facts = SourceFacts.read(from, source.version());
            TargetRights rights = TargetRights.probe(to);
            Selection selection = source.plan().selection();
            Toc whole = SelectedDefinitions.of(archived, facts, Selection.ALL);
            Toc toc = SelectedDefinitions.of(archived, facts, selection);
            Set<String> tablespaces = names(from, USED_TABLESPACES);
            tablespaces.removeAll(names(to, "SELECT spcname FROM pg_catalog.pg_tablespace"));
            boolean hasPublic = !names(from, "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = 'public'")
                    .isEmpty();
            var stages = new StageDivision(facts, rights).divide(toc);
            return new Known(archived, facts, rights, whole, toc, stages, tablespaces, hasPublic);
        } catch (SQLException e) {
            throw Errors.failure("reading the catalogs of both sides", e);
        }
    }

    private static Set<String> names(Connection connection, String query) throws SQLException {
        var names = new TreeSet<String>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static final String USED_TABLESPACES = """
            SELECT DISTINCT t.spcname FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_tablespace t ON t.oid = c.reltablespace WHERE t.spcname NOT IN ('pg_default', 'pg_global')
            """;

    /** @param archived what it was read for; another is there once definitions were read anew */
    private record Known(
            Toc archived,
            SourceFacts facts,
            TargetRights rights,
            Toc whole,
            Toc toc,
            Map<Stage, List<TocEntry>> stages,
            Set<String> missingTablespaces,
            boolean hasPublic) {}
}
