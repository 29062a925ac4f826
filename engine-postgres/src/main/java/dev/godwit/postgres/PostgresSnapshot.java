package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Checksum;
import dev.godwit.core.spi.Chunk;
import dev.godwit.core.spi.ChunkReader;
import dev.godwit.core.spi.Encoding;
import dev.godwit.core.spi.RowDigest;
import dev.godwit.core.spi.RowRef;
import dev.godwit.core.spi.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * A view of a database that any number of connections share. A {@link SnapshotKeeper} holds it; readers import it, and
 * their connections are used again until this is closed.
 */
final class PostgresSnapshot implements Snapshot {

    private final SnapshotKeeper keeper;
    private final Map<TableName, TableDetail> tables;
    private final Optional<Position> position;
    private final ConnectionPool readers;
    private final TableChecksum checksums;

    private PostgresSnapshot(
            SnapshotKeeper keeper,
            Sessions sessions,
            Map<TableName, TableDetail> tables,
            @Nullable Position position,
            int workers) {
        this.keeper = keeper;
        this.tables = Map.copyOf(tables);
        this.position = Optional.ofNullable(position);
        this.readers = new ConnectionPool(() -> reader(sessions, keeper.name()));
        this.checksums = new TableChecksum(readers, workers);
    }

    /**
     * Takes over a snapshot that another session has exported and still holds; that session may go on afterwards.
     *
     * @param tables to be copied, as the catalog had them before; locked until this is closed
     * @param exported the snapshot's name
     * @param position where it stands in the log, exactly; null when unknown
     * @param workers how many connections compute checksums at once
     * @throws Failure {@code TABLE_REWRITTEN} when a new snapshot is needed
     */
    static PostgresSnapshot adopt(
            Sessions sessions,
            Map<TableName, TableDetail> tables,
            String exported,
            @Nullable Position position,
            int workers) {
        var keeper = SnapshotKeeper.open(sessions, exported, tables.values());
        return new PostgresSnapshot(keeper, sessions, tables, position, workers);
    }

    /**
     * A snapshot of now, without a position.
     *
     * @param tables locked until this is closed; may be empty where checksums alone are wanted
     * @param workers how many connections compute checksums at once
     */
    static PostgresSnapshot own(Sessions sessions, Map<TableName, TableDetail> tables, int workers) {
        var keeper = SnapshotKeeper.open(sessions, null, tables.values());
        return new PostgresSnapshot(keeper, sessions, tables, null, workers);
    }

    @Override
    public Optional<Position> position() {
        return position;
    }

    @Override
    public List<Chunk> chunks(Table table, int pieces) {
        TableDetail detail = detail(table);
        if (pieces <= 1 || detail.throughRoot()) {
            return List.of(new Chunk(table, 0, 1, ""));
        }
        List<BlockRange> ranges = BlockRange.cut(blocks(detail), pieces);
        if (ranges.size() == 1) {
            return List.of(new Chunk(table, 0, 1, ""));
        }
        var chunks = new ArrayList<Chunk>();
        for (BlockRange range : ranges) {
            chunks.add(new Chunk(table, chunks.size(), ranges.size(), range.encode()));
        }
        return chunks;
    }

    @Override
    public ChunkReader read(Chunk chunk, Encoding encoding) {
        TableDetail detail = detail(chunk.table());
        return read(detail, encoding, connection -> select(connection, detail, chunk));
    }

    @Override
    public Map<String, RowDigest> rows(Table table, Collection<RowRef> rows) {
        Connection connection = null;
        try {
            connection = readers.take();
            var inspected = InspectedTable.read(connection, new KnownTypes(), table);
            var found = PostgresInspection.rows(connection, inspected, new InspectionSql(inspected), rows);
            readers.giveBack(connection);
            return found;
        } catch (SQLException e) {
            if (connection != null) {
                readers.discard(connection);
            }
            throw Errors.failure("reading " + table.name(), e);
        }
    }

    @Override
    public ChunkReader read(Table table, Map<RowRef, Long> rows, Encoding encoding) {
        return read(
                detail(table),
                encoding,
                connection -> new InspectionSql(InspectedTable.read(connection, new KnownTypes(), table))
                        .select(table, rows));
    }

    private interface Selecting {
        String on(Connection connection) throws SQLException;
    }

    private ChunkReader read(TableDetail detail, Encoding encoding, Selecting rows) {
        CopyFormat format = CopyFormat.of(encoding);
        Connection connection = null;
        try {
            connection = readers.take();
            String select = rows.on(connection);
            CharRows chars = format == CopyFormat.TEXT_OF_15 ? CharRows.of(connection, detail) : null;
            var copy = connection.unwrap(PgConnection.class).getCopyAPI().copyOut(format.copyOut(select));
            return new CopyReader(detail.name(), copy, chars, connection, readers, keeper);
        } catch (SQLException e) {
            if (connection != null) {
                readers.discard(connection);
            }
            keeper.check();
            throw Errors.failure("reading " + detail.name(), e);
        }
    }

    @Override
    public Checksum checksum(Table table) {
        Checksum checksum = checksums.of(table);
        keeper.check();
        return checksum;
    }

    @Override
    public void close() {
        readers.close();
        keeper.close();
    }

    private static String select(Connection connection, TableDetail detail, Chunk chunk) throws SQLException {
        String columns = CopyFormat.columns(chunk.table());
        if (chunk.range().isEmpty()) {
            return "SELECT " + columns + " FROM " + detail.only();
        }
        var range = BlockRange.decode(chunk.range());
        ServerVersion version = CatalogReader.version(connection);
        return RowSource.select(columns, detail.only(), range, version, Storage.blockBytes(connection));
    }

    /** Blocks now: the lock was taken after the snapshot, so that every row of the view lies in one of them. */
    private long blocks(TableDetail detail) {
        Connection connection = null;
        try {
            connection = readers.take();
            long blocks = Storage.blocks(connection, detail.oid());
            readers.giveBack(connection);
            return blocks;
        } catch (SQLException e) {
            if (connection != null) {
                readers.discard(connection);
            }
            throw Errors.failure("measuring " + detail.name(), e);
        }
    }

    private TableDetail detail(Table table) {
        TableDetail detail = tables.get(table.name());
        if (detail == null) {
            throw Failure.of(CoreFailure.UNEXPECTED)
                    .found("table %s does not belong to the snapshot", table.name())
                    .build();
        }
        return detail;
    }

    private static Connection reader(Sessions sessions, String snapshot) throws SQLException {
        Connection connection = sessions.open();
        try (Statement statement = connection.createStatement()) {
            // Workers of our own are counted by the plan; compiling a scan of many columns takes longer than it.
            statement.execute("SET max_parallel_workers_per_gather = 0; SET enable_tidscan = on");
            statement.execute(TableLocks.GIVE_WAY);
            if (connection.unwrap(PgConnection.class).getServerMajorVersion() >= 11) {
                statement.execute("SET jit = off");
            }
            statement.execute(SnapshotKeeper.BEGIN);
            SnapshotKeeper.adopt(statement, snapshot);
            return connection;
        } catch (SQLException | Failure e) {
            connection.close();
            throw e;
        }
    }
}
