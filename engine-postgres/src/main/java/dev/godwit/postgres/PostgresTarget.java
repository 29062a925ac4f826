package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.Plan;
import dev.godwit.core.Server;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Applier;
import dev.godwit.core.spi.Check;
import dev.godwit.core.spi.Chunk;
import dev.godwit.core.spi.ChunkLoader;
import dev.godwit.core.spi.Encoding;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.Structure;
import dev.godwit.core.spi.TargetDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The target: puts together what is done by classes of their own. */
final class PostgresTarget implements TargetDatabase {

    private final Sessions sessions;
    private final Plan plan;
    private final Path work;

    PostgresTarget(Sessions sessions, Plan plan, Path work) {
        this.sessions = sessions;
        this.plan = plan;
        this.work = work;
    }

    Sessions sessions() {
        return sessions;
    }

    Plan plan() {
        return plan;
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
        try (Connection connection = sessions.open()) {
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
        return List.of();
    }

    @Override
    public Progress progress() {
        throw PostgresSource.notBuilt("the progress on the target");
    }

    @Override
    public Structure structure(SourceDatabase source) {
        throw PostgresSource.notBuilt("moving definitions");
    }

    @Override
    public Encoding encoding(Table table, SourceDatabase source) {
        throw PostgresSource.notBuilt("the choice of an encoding");
    }

    @Override
    public ChunkLoader load(Chunk chunk, Encoding encoding) {
        throw PostgresSource.notBuilt("loading");
    }

    @Override
    public void empty(Table table) {
        throw PostgresSource.notBuilt("emptying a table");
    }

    @Override
    public Applier applier(Catalog catalog, long epoch) {
        throw PostgresSource.notBuilt("applying changes");
    }

    @Override
    public Snapshot snapshot() {
        throw PostgresSource.notBuilt("a snapshot");
    }

    @Override
    public void remove() {
        throw PostgresSource.notBuilt("removing Godwit's objects");
    }

    @Override
    public void close() {}
}
