package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.core.Server;
import dev.godwit.core.SourceBurden;
import dev.godwit.core.TableName;
import dev.godwit.core.Writer;
import dev.godwit.core.spi.ChangeCapture;
import dev.godwit.core.spi.Check;
import dev.godwit.core.spi.Inspection;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.core.spi.SourceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** The source: puts together what is done by classes of their own. */
final class PostgresSource implements SourceDatabase {

    private final Sessions sessions;
    private final Plan plan;
    private final Path work;
    private final PostgresCapture capture;
    private final LockWaiters lockWaiters;
    private final BurdenReading burden;
    private final LargestRows largestRows = new LargestRows();

    PostgresSource(Sessions sessions, Plan plan, Path work) {
        this.sessions = sessions;
        this.plan = plan;
        this.work = work;
        this.lockWaiters = new LockWaiters(sessions);
        this.burden = new BurdenReading(
                sessions, new CaptureNames(plan.id()), BurdenReading.LONG_OPEN, BurdenReading.LONG_PREPARED);
        this.capture = new PostgresCapture(
                sessions,
                plan,
                work,
                (from, tables, exported, position) ->
                        PostgresSnapshot.adopt(from, tables, exported, position, plan.workers()),
                PostgresCapture.SLOT_LIMIT);
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

    /** The selected tables as they are now, sorted by name. */
    Map<TableName, TableDetail> details() {
        try (Connection connection = sessions.borrow();
                Statement statement = connection.createStatement()) {
            statement.execute(TableLocks.GIVE_WAY); // asking for a table's size locks it
            var tables = new CatalogReader(connection, version(), plan.selection()).read();
            for (var table : tables.entrySet()) {
                table.setValue(largestRows.fill(connection, table.getValue()));
            }
            return tables;
        } catch (SQLException e) {
            throw Errors.failure("reading the catalog of " + sessions.place(), e);
        }
    }

    @Override
    public Server server() {
        return sessions.server();
    }

    @Override
    public List<Check> checks() {
        return SourceChecks.of(this);
    }

    @Override
    public List<Check> followingChecks() {
        return WayBackChecks.following(this);
    }

    @Override
    public Catalog catalog() {
        return CatalogReader.catalog(details());
    }

    @Override
    public Snapshot snapshot() {
        return PostgresSnapshot.own(sessions, details(), plan.workers());
    }

    @Override
    public Snapshot glance() {
        return PostgresSnapshot.own(sessions, Map.of(), plan.workers());
    }

    @Override
    public Inspection inspection() {
        return PostgresInspection.ofSource(sessions);
    }

    @Override
    public ChangeCapture changes() {
        return capture;
    }

    @Override
    public List<Writer> writers() {
        return door().writers();
    }

    @Override
    public List<Finding> hindrances() {
        return lockWaiters.lasting();
    }

    @Override
    public SourceBurden burden() {
        return burden.read();
    }

    @Override
    public List<String> closeDoor() {
        return door().close();
    }

    @Override
    public void openDoor() {
        door().open();
    }

    @Override
    public List<String> leaveDoorClosed() {
        return door().forget();
    }

    @Override
    public void leaveDoorTo(String migration) {
        door().leaveTo(new CaptureNames(migration));
    }

    @Override
    public List<String> traces() {
        return new SourceTraces(sessions, new CaptureNames(plan.id())).list();
    }

    @Override
    public List<String> removalByHand() {
        return SourceTraces.removalByHand(new CaptureNames(plan.id()));
    }

    @Override
    public void endSessions() {
        sessions.end();
    }

    private SourceDoor door() {
        return new SourceDoor(sessions, new CaptureNames(plan.id()));
    }

    @Override
    public void close() {
        capture.close();
        lockWaiters.close();
        burden.close();
        sessions.close();
    }
}
