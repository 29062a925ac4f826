package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.Position;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.ChangeCapture;
import dev.godwit.core.spi.ChangeReader;
import dev.godwit.core.spi.Snapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.postgresql.jdbc.PgConnection;

/** Capture by logical replication with pgoutput: identity, publication, slot, snapshot, in this order. */
final class PostgresCapture implements ChangeCapture, AutoCloseable {

    static final Duration SLOT_LIMIT = Duration.ofMinutes(1);

    private final Sessions sessions;
    /** For what is asked while the stream runs. */
    private final KeptConnection questions;

    private final Plan plan;
    private final Path work;
    private final Adoption adoption;
    private final Duration slotLimit;
    private final CaptureNames names;
    private final ReplicationSlot slot;

    /** @param slotLimit how long the slot may wait for transactions that are open on the source */
    PostgresCapture(Sessions sessions, Plan plan, Path work, Adoption adoption, Duration slotLimit) {
        this.sessions = sessions;
        this.questions = new KeptConnection(sessions);
        this.plan = plan;
        this.work = work;
        this.adoption = adoption;
        this.slotLimit = slotLimit;
        this.names = new CaptureNames(plan.id());
        this.slot = new ReplicationSlot(names.slot());
    }

    /** Takes an exported snapshot over before its exporter goes on. */
    @FunctionalInterface
    interface Adoption {

        Snapshot adopt(Sessions sessions, Map<TableName, TableDetail> tables, String exported, Position position);
    }

    @Override
    public boolean established() {
        return with("looking for the replication slot", control -> {
            boolean usable = slot.state(control, sessions.version())
                    .map(ReplicationSlot.State::usable)
                    .orElse(false);
            return usable && publications(control).existing().contains(names.publication());
        });
    }

    @Override
    public Snapshot establish(Catalog catalog) {
        return with("preparing the capture of changes", control -> {
            ServerVersion version = sessions.version();
            slot.drop(control, version);
            publications(control).drop();
            Map<TableName, TableDetail> tables = tables(control);
            List<TableDetail> followed =
                    tables.values().stream().filter(TableDetail::logged).toList();
            OwnSchema.create(control);
            identities(control).prepare(followed, plan.keyless());
            boolean noted = new DefinitionTriggers(control, version, names).create(plan.selection());
            publications(control).create(followed, plan.keyless(), ownTables(control, version, followed, noted));
            return view(slot, tables, false);
        });
    }

    @Override
    public void join(Collection<TableName> tables) {
        with("having more tables sent", control -> {
            List<TableDetail> joining = tables(control).values().stream()
                    .filter(table -> table.logged() && tables.contains(table.name()))
                    .toList();
            identities(control).prepare(joining, plan.keyless());
            publications(control).join(joining, plan.keyless());
            return true;
        });
    }

    @Override
    public Snapshot resnapshot(Catalog catalog) {
        return with("taking a new snapshot", control -> {
            Map<TableName, TableDetail> tables = tables(control);
            tables.keySet().retainAll(catalog.tables().stream().map(Table::name).toList());
            return view(new ReplicationSlot(names.viewSlot()), tables, true);
        });
    }

    @Override
    public String history() {
        return withReplication(replication -> LogHistory.read(replication).text());
    }

    @Override
    public void checkHistory(String noted, Position from) {
        withReplication(replication -> {
            LogHistory.read(replication).check(noted, from, replication);
            return true;
        });
    }

    @Override
    public boolean tellsDefinitions() {
        return with(
                "looking for event triggers",
                control -> new DefinitionTriggers(control, sessions.version(), names).active());
    }

    @Override
    public ChangeReader open(Position from, Position keep) {
        return with("opening the stream of changes", control -> {
            ServerVersion version = sessions.version();
            slot.release(control, version);
            check(control, version, from);
            Map<TableName, TableDetail> tables = tables(control);
            Map<String, String> options = StreamOptions.choose(
                    control, version, tables.values(), publications(control).existing());
            var catalog = new StreamedTables(sessions, names, plan.selection(), tables.values());
            var triggers = new DefinitionTriggers(control, version, names);
            if (triggers.active()) {
                catalog.noted(triggers.noted(), options.containsKey(StreamOptions.BINARY));
            }
            return new PgoutputReader(sessions, slotName(), options, catalog, work, from, keep);
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>The position lies before the mark's own commit, so the end of the transaction that carries the mark is the first
     * to reach it: who waits for it need not wait for another mark.
     */
    @Override
    public Position mark() {
        return questions.ask("writing a mark into the log", control -> {
            try (Statement statement = control.createStatement()) {
                // Flushed at once, or it would not be sent; and no standby is waited for, which may be away.
                statement.execute("SET synchronous_commit = local");
                String mark = sessions.version().streamsMessages()
                        ? "SELECT pg_catalog.pg_logical_emit_message(true, '" + CaptureNames.MESSAGE_PREFIX + "', '')"
                        : HEARTBEAT.formatted(Sql.quote(names.heartbeat()));
                try (ResultSet row = statement.executeQuery(mark)) {
                    row.next();
                    return Lsn.position(row.getString(1));
                }
            }
        });
    }

    @Override
    public Position end() {
        return Lsn.position(one("SELECT pg_catalog.pg_current_wal_flush_lsn()::text"));
    }

    @Override
    public Instant clock() {
        return Instant.ofEpochMilli(
                Long.parseLong(one("SELECT (extract(epoch FROM pg_catalog.clock_timestamp()) * 1000)::int8::text")));
    }

    @Override
    public long bytesBetween(Position from, Position to) {
        return ReplicationSlot.bytesBetween(from, to);
    }

    @Override
    public long retainedBytes() {
        return questions.ask("asking for the log that is kept", slot::retainedBytes);
    }

    @Override
    public void cut() {
        with("ending the stream of changes", control -> {
            ServerVersion version = sessions.version();
            slot.drop(control, version);
            new ReplicationSlot(names.viewSlot()).drop(control, version);
            return true;
        });
    }

    @Override
    public void remove() {
        cut();
        with("removing Godwit's objects", control -> {
            new DefinitionTriggers(control, sessions.version(), names).drop();
            publications(control).drop();
            new TruncateTriggers(control, names).drop();
            try (Statement statement = control.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS " + Sql.quote(names.heartbeat()));
            }
            identities(control).restore();
            OwnSchema.dropIfEmpty(control);
            return true;
        });
    }

    @Override
    public void close() {
        questions.close();
    }

    private Map<TableName, TableDetail> tables(Connection control) throws SQLException {
        return new CatalogReader(control, sessions.version(), plan.selection())
                .withoutSizes()
                .read();
    }

    private String slotName() {
        return names.slot();
    }

    private Snapshot view(ReplicationSlot from, Map<TableName, TableDetail> tables, boolean temporary)
            throws SQLException {
        try (PgConnection replication = sessions.openReplication();
                Connection control = sessions.borrow()) {
            ReplicationSlot.Created created = from.create(replication, control, temporary, slotLimit);
            return adoption.adopt(sessions, tables, created.snapshot(), created.position());
        }
    }

    private void check(Connection control, ServerVersion version, Position from) throws SQLException {
        ReplicationSlot.State state = slot.state(control, version)
                .orElseThrow(() -> Failure.of(PostgresFailure.SLOT_LOST)
                        .found("slot %s is not on %s", slotName(), sessions.place())
                        .build());
        if (!state.usable()) {
            throw Failure.of(PostgresFailure.SLOT_LOST)
                    .found("slot %s on %s: %s", slotName(), sessions.place(), state.walStatus())
                    .build();
        }
        if (from.before(state.confirmed())) {
            throw Failure.of(CoreFailure.GAP_IN_LOG)
                    .found(
                            "the target holds changes up to %s, the source keeps them only from %s on",
                            from, state.confirmed())
                    .build();
        }
    }

    /** What the stream of this version lacks is made up for by tables that are published too. */
    private List<TableName> ownTables(
            Connection control, ServerVersion version, Collection<TableDetail> tables, boolean definitions)
            throws SQLException {
        var own = new ArrayList<TableName>();
        if (definitions) {
            own.add(names.definitions());
        }
        if (!version.streamsMessages()) {
            try (Statement statement = control.createStatement()) {
                statement.execute("""
                        CREATE TABLE IF NOT EXISTS %1$s (id int PRIMARY KEY, at timestamptz NOT NULL);
                        INSERT INTO %1$s VALUES (1, pg_catalog.now()) ON CONFLICT DO NOTHING
                        """.formatted(Sql.quote(names.heartbeat())));
            }
            own.add(names.heartbeat());
        }
        if (!version.streamsTruncate()) {
            new TruncateTriggers(control, names).create(tables);
            own.add(names.truncated());
        }
        return own;
    }

    private Publications publications(Connection control) {
        return new Publications(control, sessions.version(), names);
    }

    private ReplicaIdentities identities(Connection control) {
        return new ReplicaIdentities(control, sessions.version(), names);
    }

    private String one(String query) {
        return questions.ask("asking for the end of the log", control -> {
            try (Statement statement = control.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private interface Work<T> {
        T on(Connection control) throws SQLException;
    }

    private <T> T with(String doing, Work<T> task) {
        try (Connection control = sessions.borrow()) {
            return task.on(control);
        } catch (SQLException e) {
            throw Errors.failure(doing + " on " + sessions.place(), e);
        }
    }

    private <T> T withReplication(Work<T> task) {
        try (Connection replication = sessions.openReplication()) {
            return task.on(replication);
        } catch (SQLException e) {
            throw Errors.failure("asking which log it is on " + sessions.place(), e);
        }
    }

    /** The position is read after the update and before its commit. */
    private static final String HEARTBEAT = """
            WITH beat AS (UPDATE %s SET at = pg_catalog.clock_timestamp() WHERE id = 1 RETURNING id)
            SELECT CASE WHEN count(id) = 1 THEN pg_catalog.pg_current_wal_insert_lsn() END FROM beat
            """;
}
