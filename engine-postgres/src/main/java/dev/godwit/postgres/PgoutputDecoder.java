package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.ChangeSink;
import dev.godwit.core.spi.PackedTuple;
import dev.godwit.core.spi.Relation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes messages of pgoutput, without those that frame a streamed transaction. Tuples stay in the message's array.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-logicalrep-message-formats.html">message formats</a>
 */
final class PgoutputDecoder {

    /** PostgreSQL counts microseconds from 2000-01-01. */
    private static final long EPOCH_SECONDS = 946_684_800L;

    private static final int RESTART_IDENTITY = 2;

    private final StreamedTables tables;
    private final Map<Integer, Entry> relations = new HashMap<>();
    private final Map<TableName, Relation> emptied = new HashMap<>();
    private int serials;

    PgoutputDecoder(StreamedTables tables) {
        this.tables = tables;
    }

    /** A relation and how it differs from the catalog, which matters only when a change of it comes. */
    private record Entry(Relation relation, @Nullable String difference, Role role) {

        Entry named(TableName name, int serial) {
            if (relation.table().equals(name)) {
                return this;
            }
            return new Entry(new Relation(serial, name, relation.columns(), relation.wholeRows()), difference, role);
        }

        Entry told() {
            return new Entry(relation, null, role);
        }
    }

    private enum Role {
        MIGRATED,
        HEARTBEAT,
        TRUNCATE_LOG,
        DEFINITIONS
    }

    /** Decodes one message, which begins at the buffer's position with its kind. */
    void decode(ByteBuffer message, ChangeSink sink) {
        byte kind = message.get();
        switch (kind) {
            case 'B' -> sink.accept(new Change.Begin(Lsn.position(message.getLong())));
            case 'C' -> sink.accept(commit(message));
            case 'R' -> relation(message);
            case 'I' -> insert(message, sink);
            case 'U' -> update(message, sink);
            case 'D' -> delete(message, sink);
            case 'T' -> truncate(message, sink);
            case 'Y', 'O', 'M' -> {
                // Types are known from the catalog; the origin does not matter here; messages are marks.
            }
            default ->
                throw Failure.of(CoreFailure.UNEXPECTED)
                        .found("the stream holds a message of unknown kind '%c'", (char) kind)
                        .build();
        }
    }

    /** Reads a commit, plain or streamed, from its flags on. */
    static Change.Commit commit(ByteBuffer message) {
        message.get();
        message.getLong();
        long end = message.getLong();
        return new Change.Commit(Lsn.position(end), instant(message.getLong()));
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                EPOCH_SECONDS + Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    private void relation(ByteBuffer message) {
        int oid = message.getInt();
        String schema = string(message);
        var name = new TableName(schema.isEmpty() ? "pg_catalog" : schema, string(message));
        char identity = (char) message.get();
        int size = message.getShort();
        var fields = new ArrayList<Relation.Field>(size);
        var described = new ArrayList<StreamedTables.Described>(size);
        for (int i = 0; i < size; i++) {
            boolean key = (message.get() & 1) != 0;
            String column = string(message);
            int type = message.getInt();
            message.getInt();
            fields.add(new Relation.Field(column, key));
            described.add(new StreamedTables.Described(column, key, type));
        }
        var relation = new Relation(serials++, name, fields, identity == 'f');
        Role role = role(name);
        String difference = role == Role.MIGRATED
                ? tables.difference(oid, name, identity, described).orElse(null)
                : null;
        relations.put(oid, new Entry(relation, difference, role));
    }

    private Role role(TableName name) {
        if (tables.isHeartbeat(name)) {
            return Role.HEARTBEAT;
        }
        if (tables.isDefinitions(name)) {
            return Role.DEFINITIONS;
        }
        return tables.isTruncateLog(name) ? Role.TRUNCATE_LOG : Role.MIGRATED;
    }

    private void insert(ByteBuffer message, ChangeSink sink) {
        Entry entry = entry(message.getInt(), sink);
        message.get();
        PackedTuple row = tuple(message);
        switch (entry.role) {
            case MIGRATED -> sink.accept(new Change.Insert(entry.relation, row));
            case HEARTBEAT -> {}
            case TRUNCATE_LOG -> sink.accept(truncateOf(row));
            case DEFINITIONS -> define(DefinitionRow.of(row), sink);
        }
    }

    private void define(DefinitionRow row, ChangeSink sink) {
        // The server describes a table anew when it changes, but not when its schema gets another name.
        row.tables()
                .forEach((oid, name) ->
                        relations.computeIfPresent(oid.intValue(), (key, entry) -> entry.named(name, serials++)));
        if (tables.redefine(row)) {
            sink.accept(row.change());
        }
    }

    private void update(ByteBuffer message, ChangeSink sink) {
        Entry entry = entry(message.getInt(), sink);
        byte kind = message.get();
        PackedTuple old = null;
        if (kind != 'N') {
            old = tuple(message);
            message.get();
        }
        PackedTuple row = tuple(message);
        if (entry.role == Role.MIGRATED) {
            sink.accept(new Change.Update(entry.relation, old, row));
        }
    }

    private void delete(ByteBuffer message, ChangeSink sink) {
        Entry entry = entry(message.getInt(), sink);
        message.get();
        PackedTuple old = tuple(message);
        if (entry.role == Role.MIGRATED) {
            sink.accept(new Change.Delete(entry.relation, old));
        }
    }

    private void truncate(ByteBuffer message, ChangeSink sink) {
        int size = message.getInt();
        boolean restart = (message.get() & RESTART_IDENTITY) != 0;
        var emptiedTables = new ArrayList<Relation>(size);
        for (int i = 0; i < size; i++) {
            Entry entry = entry(message.getInt(), sink);
            if (entry.role == Role.MIGRATED) {
                emptiedTables.add(entry.relation);
            }
        }
        if (!emptiedTables.isEmpty()) {
            sink.accept(new Change.Truncate(emptiedTables, restart));
        }
    }

    /** A row of the truncate log: id, schema, name. */
    private Change.Truncate truncateOf(PackedTuple row) {
        var name = new TableName(
                new String(row.bytes(1), StandardCharsets.UTF_8), new String(row.bytes(2), StandardCharsets.UTF_8));
        // Nobody asks for the fields of an emptied table.
        Relation relation = emptied.computeIfAbsent(name, table -> new Relation(serials++, table, List.of(), true));
        return new Change.Truncate(List.of(relation), false);
    }

    private Entry entry(int oid, ChangeSink sink) {
        Entry entry = relations.get(oid);
        if (entry == null) {
            throw Failure.of(CoreFailure.UNEXPECTED)
                    .found("the stream holds a change of table %d before describing it", Integer.toUnsignedLong(oid))
                    .build();
        }
        if (entry.difference != null) {
            sink.accept(new Change.Altered(entry.relation.table(), entry.difference));
            relations.put(oid, entry.told());
        }
        return entry;
    }

    private static PackedTuple tuple(ByteBuffer message) {
        int size = message.getShort();
        int base = message.arrayOffset();
        var tuple = PackedTuple.of(message.array(), base + message.position(), size);
        message.position(tuple.end() - base);
        return tuple;
    }

    private static String string(ByteBuffer message) {
        int from = message.position();
        int end = from;
        while (message.get(end) != 0) {
            end++;
        }
        var text = new String(message.array(), message.arrayOffset() + from, end - from, StandardCharsets.UTF_8);
        message.position(end + 1);
        return text;
    }
}
