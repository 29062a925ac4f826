package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Severity;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Structure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Definitions on the way back: the target has them all, since it was the source. What is in no log (sequences, large
 * objects, rows of extensions, materialized views) is brought over at the switch; nothing is ever made or dropped.
 */
final class PostgresReturn implements Structure {

    private final PostgresSource source;
    private final PostgresTarget target;
    private final ToldDefinitions told;
    private final SequencesAhead ahead;
    private boolean settled;

    PostgresReturn(PostgresSource source, PostgresTarget target) {
        this.source = source;
        this.target = target;
        this.told = new ToldDefinitions(target.progress());
        this.ahead = new SequencesAhead(source.sessions(), target.sessions());
    }

    @Override
    public List<Finding> dropExisting(Catalog catalog) {
        throw never("drop");
    }

    @Override
    public void read(Catalog catalog) {
        // Nothing is made from them.
    }

    @Override
    public List<Finding> create(Catalog catalog) {
        throw never("create");
    }

    @Override
    public List<Finding> buildIndexes(Catalog catalog, IntSupplier workers, Consumer<Built> progress) {
        throw never("build indexes of");
    }

    @Override
    public List<Finding> buildConstraints(Catalog catalog, IntSupplier workers, Consumer<Built> progress) {
        throw never("build constraints of");
    }

    @Override
    public Recreated recreate(Catalog catalog, Collection<TableName> tables) {
        throw never("make tables anew in");
    }

    @Override
    public List<Finding> indexRecreated(Catalog catalog, IntSupplier workers, Consumer<Built> progress) {
        return List.of();
    }

    @Override
    public List<Finding> finishRecreated(Catalog catalog, IntSupplier workers, Consumer<Built> progress) {
        return List.of();
    }

    @Override
    public void keepUp() {
        if (!settled) {
            // The side that was left is as it was: whatever differs when it begins to follow is no news.
            if (!told.settled()) {
                told.settle(differences(), each -> true, true);
            }
            settled = true;
        }
        ahead.keep(sequences());
    }

    @Override
    public void beforeSwitch(Catalog catalog) {
        // All that can be done before was there when the source was left.
    }

    @Override
    public List<Finding> complete(Catalog catalog) {
        ahead.forget();
        var findings = new ArrayList<Finding>(Beside.bring(List.of(
                () -> new Sequences(source.sessions(), target.sessions()).copy(sequences()),
                () -> new LargeObjects(
                                source.sessions(),
                                target.sessions(),
                                source.plan().owner())
                        .mend(),
                () -> new ExtensionRows(source.sessions(), target.sessions()).mend(),
                () -> new DeferredKeys(target.sessions()).check())));
        findings.addAll(new MaterializedViews(target.sessions()).refresh(views()));
        return findings;
    }

    @Override
    public Renaming rename() {
        return target.rename(true);
    }

    @Override
    public Renaming renameBack() {
        return target.rename(false);
    }

    @Override
    public void takeBack(Catalog catalog) {
        // What acts there was there before, and returnChecks look at it.
    }

    @Override
    public List<String> pending() {
        var pending = new ArrayList<String>();
        sequences().forEach(sequence -> pending.add("the value of sequence " + sequence));
        views().forEach(view -> pending.add("the rows of materialized view " + view));
        return pending;
    }

    @Override
    public List<Part> forecast(Catalog catalog) {
        var largeObjects = new LargeObjects(
                source.sessions(), target.sessions(), source.plan().owner());
        return new CompletionForecast(source, target.sessions())
                .beside(sequences(), views(), largeObjects)
                .parts();
    }

    @Override
    public void forget() {
        // Nothing was read.
    }

    @Override
    public List<Finding> compare(Catalog catalog) {
        return new StructureComparison(source, target.sessions())
                .run().stream().map(each -> each.finding(Severity.WARNING)).toList();
    }

    @Override
    public List<Finding> compareNow() {
        return told.weigh(differences());
    }

    private List<DefinitionDifference> differences() {
        var names = new CaptureNames(source.plan().id());
        try (Connection from = source.sessions().open();
                Connection to = target.sessions().open()) {
            var identities = new ReplicaIdentities(from, source.version(), names);
            return new StructureComparison(source, target.sessions())
                    .run(new PendingDefinitions(
                            false,
                            false,
                            false,
                            TargetRights.probe(to),
                            identities.remembered().keySet()));
        } catch (SQLException e) {
            throw Errors.failure("asking which replica identities are altered", e);
        }
    }

    @Override
    public List<Finding> compareSequences(boolean switched) {
        // Until the switch they are ahead by steps, which a busy source may overtake for a moment.
        return switched
                ? states().wrong(true, true).stream()
                        .map(SequenceStates.Wrong::finding)
                        .toList()
                : List.of();
    }

    @Override
    public int repairSequences(boolean switched) {
        return switched ? states().repair(true, true) : 0;
    }

    private SequenceStates states() {
        return new SequenceStates(source.sessions(), target.sessions(), source.plan());
    }

    private Collection<TableName> sequences() {
        return names(source.plan().selection().isAll() ? ALL_SEQUENCES : SEQUENCES);
    }

    private Collection<TableName> views() {
        return names(VIEWS).stream().filter(source.plan().selection()::contains).toList();
    }

    /** Names in the first two columns, where the next two are null or name a selected table. */
    private List<TableName> names(String query) {
        try (Connection connection = source.sessions().open()) {
            return Rows.of(connection, query).stream()
                    .filter(row -> row.size() == 2
                            || source.plan().selection().contains(new TableName(row.get(2), row.get(3))))
                    .map(Rows::table)
                    .distinct()
                    .toList();
        } catch (SQLException e) {
            throw Errors.failure("reading the catalog of " + source.sessions().place(), e);
        }
    }

    private static Failure never(String what) {
        return Failure.of(CoreFailure.WAY_BACK_ONLY_FOLLOWS)
                .found("it was about to %s the database that was left", what)
                .build();
    }

    private static final String ALL_SEQUENCES = """
            SELECT n.nspname, c.relname FROM %s WHERE c.relkind = 'S' AND c.relpersistence <> 't' ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);

    /** With the tables that own them, or whose defaults read them. */
    private static final String SEQUENCES = """
            SELECT n.nspname, c.relname, tn.nspname, t.relname FROM %s
            JOIN (
                SELECT d.objid AS sequence, d.refobjid AS reader FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
                UNION ALL
                SELECT d.refobjid, a.adrelid FROM pg_catalog.pg_depend d
                JOIN pg_catalog.pg_attrdef a ON a.oid = d.objid
                WHERE d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
            ) used ON used.sequence = c.oid
            JOIN pg_catalog.pg_class t ON t.oid = used.reader
            JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
            WHERE c.relkind = 'S' AND c.relpersistence <> 't' ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);

    private static final String VIEWS = """
            SELECT n.nspname, c.relname FROM %s WHERE c.relkind = 'm' AND c.relispopulated ORDER BY 1, 2
            """.formatted(CatalogReader.USER_RELATIONS);
}
