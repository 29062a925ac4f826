package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.ChangedValues;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.Position;
import dev.godwit.core.Server;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Applier;
import dev.godwit.core.spi.Check;
import dev.godwit.core.spi.Chunk;
import dev.godwit.core.spi.ChunkLoader;
import dev.godwit.core.spi.ChunkReader;
import dev.godwit.core.spi.Encoding;
import dev.godwit.core.spi.Inspection;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.RowRef;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.Structure;
import dev.godwit.core.spi.TargetDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The target: puts together what is done by classes of their own. */
final class PostgresTarget implements TargetDatabase {

    private final Sessions sessions;
    private final Plan plan;
    private final Path work;
    private final TargetProgress progress;
    private final TargetTables tables;
    private @Nullable Encodings encodings;

    PostgresTarget(Sessions sessions, Plan plan, Path work) {
        this.plan = plan;
        this.work = work;
        this.progress = new TargetProgress(sessions, plan.id());
        // Whoever was replaced gets no connection any more, and those he had were ended.
        this.sessions = sessions.guarded(progress::checkIfTaken);
        this.tables = new TargetTables(this.sessions, progress);
    }

    Sessions sessions() {
        return sessions;
    }

    Plan plan() {
        return plan;
    }

    /** Gives schemas the names of the plan, or takes them back. */
    Structure.Renaming rename(boolean gives) {
        return SchemaRenaming.begin(sessions, progress, new SchemaNames(plan), gives);
    }

    /** The private folder of this migration. */
    Path work() {
        return work;
    }

    /** The server's version; it is asked once. */
    ServerVersion version() {
        return sessions.version();
    }

    /** The selected tables as the target has them now, sorted by name. */
    Map<TableName, TableDetail> details() {
        try (Connection connection = sessions.borrow()) {
            return new CatalogReader(connection, version(), plan.selection()).read();
        } catch (SQLException e) {
            throw Errors.failure("reading the catalog of " + sessions.place(), e);
        }
    }

    @Override
    public Server server() {
        return sessions.server();
    }

    @Override
    public List<Check> checks(SourceDatabase source) {
        return TargetChecks.of(this, (PostgresSource) source);
    }

    @Override
    public List<Check> returnChecks(SourceDatabase followed) {
        return WayBackChecks.returning(this, (PostgresSource) followed);
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public Structure structure(SourceDatabase source) {
        return plan.wayBack()
                ? new PostgresReturn((PostgresSource) source, this)
                : new PostgresStructure((PostgresSource) source, this, progress);
    }

    @Override
    public Encoding encoding(Table table, SourceDatabase source) {
        return encodings((PostgresSource) source).of(table);
    }

    @Override
    public ChunkLoader load(Chunk chunk, Encoding encoding) {
        return tables.load(chunk, encoding);
    }

    @Override
    public void empty(Table table) {
        tables.empty(table);
    }

    @Override
    public Replaced replace(Table table, Map<RowRef, Long> rows, ChunkReader instead, Encoding encoding) {
        return tables.replace(table, rows, instead, encoding);
    }

    @Override
    public Applier applier(Catalog catalog, long epoch) {
        return PostgresApplier.open(
                sessions,
                catalog,
                plan,
                progress,
                (connection, position) -> TargetProgress.advance(connection, plan.id(), epoch, position));
    }

    @Override
    public void redefine(TableName table, String statement, Position since) {
        if (!ReplayedStatement.single(statement)) {
            throw Failure.of(CoreFailure.STATEMENT_REFUSED)
                    .found("it has to be one statement")
                    .build();
        }
        Redefinition.begin(sessions, progress);
        try (Connection connection = sessions.open()) {
            connection.setAutoCommit(false);
            progress.fence(connection, progress.epoch());
            Redefinition.byHand(connection, statement);
            new TableNotes(plan.id()).rewind(connection, table, since);
            connection.commit();
        } catch (SQLException e) {
            throw Errors.failure("redefining " + table + " on " + sessions.place(), e);
        }
    }

    @Override
    public Catalog catalog() {
        try (Connection connection = sessions.borrow()) {
            return CatalogReader.catalog(new CatalogReader(connection, sessions.version(), plan.selection())
                    .withoutSizes()
                    .read());
        } catch (SQLException e) {
            throw Errors.failure("reading the tables of " + sessions.place(), e);
        }
    }

    @Override
    public Snapshot snapshot() {
        // No locks: the applier may have to empty a table meanwhile; a checksum notices that.
        return PostgresSnapshot.own(sessions, Map.of(), plan.workers());
    }

    @Override
    public List<ChangedValues> changedValues() {
        return List.of(); // Both sides are of one engine: what the target cannot hold as it is stops the migration.
    }

    @Override
    public Inspection inspection() {
        return PostgresInspection.ofTarget(sessions, plan);
    }

    @Override
    public void openDoor() {
        door().open();
    }

    @Override
    public List<String> leaveDoorClosed() {
        return door().forget();
    }

    private SourceDoor door() {
        return new SourceDoor(sessions, new CaptureNames(plan.id()));
    }

    @Override
    public void remove() {
        progress.remove();
    }

    @Override
    public Made made() {
        return madeObjects().list();
    }

    @Override
    public void wipe() {
        sessions.end();
        madeObjects().drop();
    }

    private MadeObjects madeObjects() {
        return new MadeObjects(sessions, progress);
    }

    @Override
    public List<String> removalByHand() {
        return TargetProgress.removalByHand(plan.id());
    }

    @Override
    public void endSessions() {
        sessions.end();
    }

    @Override
    public void close() {
        tables.close();
        sessions.close();
    }

    private synchronized Encodings encodings(PostgresSource source) {
        if (encodings == null) {
            encodings = new Encodings(source.sessions(), sessions);
        }
        return encodings;
    }
}
