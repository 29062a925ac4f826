package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.Finding;
import dev.godwit.core.Severity;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.Structure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Moves definitions: pg_dump reads them once, pg_restore makes them in the stages of {@link Stage}, and what depends on
 * rows (sequences, large objects, foreign keys, materialized views) is done by statements of our own.
 */
final class PostgresStructure implements Structure {

    private static final String CREATE = "create";
    static final String INDEXES = "indexes";
    private static final String CONSTRAINTS = "constraints";
    private static final String COMPLETE = "complete";
    static final String TAKEN_BACK = "taken back";

    private final PostgresSource source;
    private final PostgresTarget target;
    private final Progress progress;
    private final Notes notes;
    private final SchemaArchive archive;
    private final StructureContext context;
    private final ToldDefinitions told;
    /** Whether {@link #beforeSwitch} was done for the attempt that runs. */
    private boolean prepared;

    PostgresStructure(PostgresSource source, PostgresTarget target, Progress progress) {
        this.source = source;
        this.target = target;
        this.progress = progress;
        this.notes = new Notes(progress);
        this.archive = new SchemaArchive(source);
        this.context = new StructureContext(source, target, archive);
        this.told = new ToldDefinitions(progress);
    }

    @Override
    public List<Finding> dropExisting(Catalog catalog) {
        context.endLeftovers();
        return new ExistingObjects(source, target.sessions()).drop(source.plan().selection());
    }

    @Override
    public void read(Catalog catalog) {
        made().changedIfChanging();
        archive.read(catalog);
    }

    @Override
    public List<Finding> create(Catalog catalog) {
        if (notes.done(CREATE)) {
            return List.of();
        }
        context.endLeftovers();
        var objects = new TargetObjects(target.sessions());
        made().before(CREATE);
        if (notes.begun(CREATE)) {
            objects.dropAllBut(notes.state(CREATE));
        } else {
            notes.begin(CREATE, objects.inventory());
        }
        var findings = new ArrayList<Finding>();
        if (source.plan().roles()) {
            findings.addAll(new Roles(source.sessions(), target.sessions()).copy());
        }
        findings.addAll(context.tablespaceFindings());
        context.dropEmptyPublicSchema();
        findings.addAll(context.restore(Stage.CREATE, false));
        findings.addAll(extensionRows().mend()); // before functions of the extension are needed by indexes
        findings.addAll(largeObjects().mend());
        made().after(CREATE);
        told.said(findings);
        notes.finish(CREATE);
        return findings;
    }

    @Override
    public List<Finding> buildIndexes(Catalog catalog, IntSupplier workers, Consumer<Built> progress) {
        if (notes.done(INDEXES)) {
            return List.of();
        }
        context.endLeftovers();
        boolean again = notes.mayMeet(INDEXES);
        notes.begin(INDEXES, "begun");
        Set<TableName> existing = again ? context.targetIndexes() : Set.of();
        var build = new IndexBuild(context.restore(), context.facts(), existing, progress);
        List<RestoreError> errors = build.run(context.entries(Stage.INDEXES), workers);
        List<Finding> findings = told.said(StructureFindings.of(withoutRepeated(errors, again), context.toc()));
        notes.finish(INDEXES);
        return findings;
    }

    @Override
    public List<Finding> buildConstraints(Catalog catalog, IntSupplier workers, Consumer<Built> progress) {
        if (notes.done(CONSTRAINTS)) {
            return List.of();
        }
        context.endLeftovers();
        boolean again = notes.mayMeet(CONSTRAINTS);
        notes.begin(CONSTRAINTS, "begun");
        var findings = new ArrayList<Finding>();
        findings.addAll(context.restore(Stage.CONSTRAINTS, again));
        if (context.rights().replicaRole()) {
            foreignKeys(workers, progress);
        }
        findings.addAll(new ForeignKeys(target.sessions(), context.facts()).leftOut(context.whole(), context.toc()));
        findings.addAll(new Statistics(target.sessions()).gather(context.analyzed(), workers, progress));
        findings.addAll(largeObjects().mend());
        told.said(findings);
        settle(each -> true);
        notes.finish(CONSTRAINTS);
        return findings;
    }

    @Override
    public Recreated recreate(Catalog catalog, Collection<TableName> tables) {
        notes.finish(Notes.DEFINITIONS_CHANGED);
        archive.forget(); // not all that hangs on a table is told by the fingerprint
        archive.read(catalog);
        context.endLeftovers();
        var findings = new ArrayList<Finding>();
        if (source.plan().roles()) {
            findings.addAll(new Roles(source.sessions(), target.sessions()).copy());
        }
        Set<TableName> made = rebuild().make(tables, findings::add);
        findings.addAll(extensionRows().mend());
        return new Recreated(
                told.said(findings),
                catalog.tables().stream()
                        .map(Table::name)
                        .filter(made::contains)
                        .toList());
    }

    @Override
    public List<Finding> indexRecreated(Catalog catalog, IntSupplier workers, Consumer<Built> progress) {
        if (rebuild().none()) {
            return List.of();
        }
        archive.read(catalog);
        context.endLeftovers();
        return told.said(rebuild().finish(false, workers, progress));
    }

    @Override
    public List<Finding> finishRecreated(Catalog catalog, IntSupplier workers, Consumer<Built> progress) {
        if (rebuild().none()) {
            return List.of();
        }
        archive.read(catalog);
        context.endLeftovers();
        List<Finding> findings = told.said(rebuild().finish(notes.done(CONSTRAINTS), workers, progress));
        originalIdentities();
        Set<TableName> anew = rebuild().tables();
        rebuild().forget();
        if (notes.done(CONSTRAINTS)) {
            settle(each -> anew.stream().anyMatch(each::concerns));
        }
        return findings;
    }

    /** What a selection does not take along is no part of what was to be made. */
    private void settle(Predicate<DefinitionDifference> made) {
        told.settle(
                comparison().run(pending(false, false)),
                made,
                !source.plan().selection().isAll());
    }

    private StructureComparison comparison() {
        return new StructureComparison(source, target.sessions());
    }

    private Rebuild rebuild() {
        return new Rebuild(source, target, context, progress);
    }

    @Override
    public void keepUp() {
        // Nobody uses the target before the switch.
    }

    @Override
    public void beforeSwitch(Catalog catalog) {
        originalIdentities();
        context.endLeftovers();
        if (!notes.begun(COMPLETE) || notes.state(COMPLETE).equals(TAKEN_BACK)) {
            made().beforeAnew(COMPLETE);
        }
        context.entries(Stage.COMPLETE); // both catalogs and the archive are read, so that nobody waits for that
        prepared = true;
    }

    @Override
    public List<Finding> complete(Catalog catalog) {
        if (!prepared) {
            context.endLeftovers();
        }
        prepared = false;
        boolean again = notes.mayMeet(COMPLETE);
        made().before(COMPLETE);
        notes.begin(COMPLETE, "begun");
        var findings = new ArrayList<Finding>(Beside.bring(List.of(
                () -> new Sequences(source.sessions(), target.sessions()).copy(context.sequences()),
                () -> largeObjects().mend(),
                () -> extensionRows().mend(),
                () -> new DeferredKeys(target.sessions()).check())));
        if (!context.rights().replicaRole()) {
            foreignKeys(source.plan()::workers, built -> {});
        }
        context.restoreForeignKeyComments();
        findings.addAll(context.restore(Stage.COMPLETE, again));
        findings.addAll(new MaterializedViews(target.sessions()).refresh(context.populatedViews()));
        if (source.plan().selection().isAll()) {
            findings.addAll(DatabaseSettings.apply(archive.databaseSettings(), target.sessions()));
        }
        findings.addAll(context.restore(Stage.LAST, again));
        boolean none = context.entries(Stage.COMPLETE).isEmpty()
                && context.entries(Stage.LAST).isEmpty();
        if (none) {
            made().afterNothing(COMPLETE);
        } else {
            made().after(COMPLETE);
        }
        notes.finish(COMPLETE);
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
        if (!notes.begun(COMPLETE) || notes.state(COMPLETE).equals(TAKEN_BACK)) {
            return;
        }
        context.endLeftovers();
        made().takeBack(COMPLETE); // first what reacts to definitions
        new ActingDefinitions(context, target.sessions()).drop();
        notes.begin(COMPLETE, TAKEN_BACK);
    }

    @Override
    public List<String> pending() {
        if (archive.fingerprint().isEmpty()) {
            return List.of("triggers, the values of sequences, and all else that is made at the switch");
        }
        var pending = new ArrayList<String>();
        if (!notes.done(CONSTRAINTS)) {
            add(Stage.CONSTRAINTS, pending);
            add(Stage.FOREIGN_KEYS, pending);
        }
        add(Stage.COMPLETE, pending);
        add(Stage.LAST, pending);
        context.sequences().forEach(sequence -> pending.add("the value of sequence " + sequence));
        context.populatedViews().forEach(view -> pending.add("the rows of materialized view " + view));
        return pending;
    }

    @Override
    public List<Part> forecast(Catalog catalog) {
        return new CompletionForecast(source, target.sessions())
                .beside(context.sequences(), context.populatedViews(), largeObjects())
                .definitions(context)
                .parts();
    }

    private void add(Stage stage, List<String> pending) {
        context.entries(stage).stream()
                .filter(entry -> entry.kind() != TocKind.ACL && entry.kind().stage() != Stage.WITH_PARENT)
                .map(TocEntry::name)
                .forEach(pending::add);
    }

    @Override
    public void forget() {
        archive.forget();
    }

    private MadeObjects made() {
        return new MadeObjects(target.sessions(), progress);
    }

    @Override
    public List<Finding> compare(Catalog catalog) {
        return comparison().run().stream()
                .map(each -> each.finding(Severity.WARNING))
                .toList();
    }

    @Override
    public List<Finding> compareNow() {
        if (progress.note(Notes.key(CREATE)).isPresent() && !notes.done(CREATE)) {
            return List.of();
        }
        return told.weigh(comparison().run(pendingDefinitions()));
    }

    private PendingDefinitions pendingDefinitions() {
        if (!notes.begun(CREATE) || notes.done(COMPLETE)) {
            return PendingDefinitions.NONE;
        }
        boolean rebuilding = !rebuild().none();
        return pending(rebuilding || !notes.done(INDEXES), rebuilding || !notes.done(CONSTRAINTS));
    }

    private PendingDefinitions pending(boolean indexes, boolean constraints) {
        var names = new CaptureNames(source.plan().id());
        try (Connection from = source.sessions().open();
                Connection to = target.sessions().open()) {
            return new PendingDefinitions(
                    indexes,
                    constraints,
                    true,
                    TargetRights.probe(to),
                    new ReplicaIdentities(from, source.version(), names)
                            .remembered()
                            .keySet());
        } catch (SQLException e) {
            throw Errors.failure("asking what is still to be made", e);
        }
    }

    @Override
    public List<Finding> compareSequences(boolean switched) {
        return sequenceStates().wrong(switched, notes.begun(COMPLETE)).stream()
                .map(SequenceStates.Wrong::finding)
                .toList();
    }

    @Override
    public int repairSequences(boolean switched) {
        return sequenceStates().repair(switched, notes.begun(COMPLETE));
    }

    private SequenceStates sequenceStates() {
        return new SequenceStates(source.sessions(), target.sessions(), source.plan());
    }

    /** Definitions that were read again, after their file was lost, hold the identities that Godwit has set for itself. */
    private void originalIdentities() {
        var names = new CaptureNames(source.plan().id());
        try (Connection from = source.sessions().borrow();
                Connection to = target.sessions().borrow()) {
            new ReplicaIdentities(to, target.version(), names)
                    .apply(new ReplicaIdentities(from, source.version(), names).remembered());
        } catch (SQLException e) {
            throw Errors.failure(
                    "setting replica identities on " + target.sessions().place(), e);
        }
    }

    private void foreignKeys(IntSupplier workers, Consumer<Built> progress) {
        new ForeignKeys(target.sessions(), context.facts())
                .build(context.entries(Stage.FOREIGN_KEYS), workers, progress);
    }

    private ExtensionRows extensionRows() {
        return new ExtensionRows(source.sessions(), target.sessions());
    }

    private LargeObjects largeObjects() {
        return new LargeObjects(
                source.sessions(), target.sessions(), source.plan().owner());
    }

    static List<RestoreError> withoutRepeated(List<RestoreError> errors, boolean again) {
        return errors.stream().filter(e -> !again || !e.alreadyThere()).toList();
    }
}
