package dev.godwit.pipeline;

import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.Relation;
import dev.godwit.core.spi.Tuple;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes changes to a file that only this process reads, and reads them back. Relations stay in memory. */
final class ChangeCodec {

    private static final byte BEGIN = 1;
    private static final byte COMMIT = 2;
    private static final byte INSERT = 3;
    private static final byte UPDATE = 4;
    private static final byte UPDATE_WITH_OLD = 5;
    private static final byte DELETE = 6;
    private static final byte TRUNCATE = 7;
    private static final byte DEFINITION = 8;
    private static final byte ALTERED = 9;

    private final Map<Integer, Relation> relations = new HashMap<>();

    void write(Change change, DataOutputStream out) throws IOException {
        switch (change) {
            case Change.Begin begin -> {
                out.writeByte(BEGIN);
                writePosition(begin.commit(), out);
            }
            case Change.Commit commit -> {
                out.writeByte(COMMIT);
                writePosition(commit.end(), out);
                out.writeLong(commit.at().toEpochMilli());
            }
            case Change.Insert insert -> {
                out.writeByte(INSERT);
                writeRelation(insert.relation(), out);
                writeTuple(insert.row(), out);
            }
            case Change.Update update -> {
                out.writeByte(update.old() == null ? UPDATE : UPDATE_WITH_OLD);
                writeRelation(update.relation(), out);
                if (update.old() != null) {
                    writeTuple(update.old(), out);
                }
                writeTuple(update.row(), out);
            }
            case Change.Delete delete -> {
                out.writeByte(DELETE);
                writeRelation(delete.relation(), out);
                writeTuple(delete.old(), out);
            }
            case Change.Truncate truncate -> {
                out.writeByte(TRUNCATE);
                out.writeBoolean(truncate.restartIdentity());
                out.writeInt(truncate.relations().size());
                for (Relation relation : truncate.relations()) {
                    writeRelation(relation, out);
                }
            }
            case Change.Definition definition -> {
                out.writeByte(DEFINITION);
                writeText(definition.what(), out);
                out.writeInt(definition.tables().size());
                for (TableName table : definition.tables()) {
                    writeTable(table, out);
                }
                out.writeInt(definition.details().size());
                for (var detail : definition.details().entrySet()) {
                    writeText(detail.getKey(), out);
                    writeText(detail.getValue(), out);
                }
            }
            case Change.Altered altered -> {
                out.writeByte(ALTERED);
                writeTable(altered.table(), out);
                writeText(altered.difference(), out);
            }
        }
    }

    Change read(SpillReader in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case BEGIN -> new Change.Begin(readPosition(in));
            case COMMIT -> new Change.Commit(readPosition(in), Instant.ofEpochMilli(in.readLong()));
            case INSERT -> new Change.Insert(readRelation(in), in.readTuple());
            case UPDATE -> new Change.Update(readRelation(in), null, in.readTuple());
            case UPDATE_WITH_OLD -> new Change.Update(readRelation(in), in.readTuple(), in.readTuple());
            case DELETE -> new Change.Delete(readRelation(in), in.readTuple());
            case TRUNCATE -> readTruncate(in);
            case DEFINITION -> readDefinition(in);
            case ALTERED -> new Change.Altered(readTable(in), readLongText(in));
            default -> throw new IOException("spill file holds an unknown event " + kind);
        };
    }

    private Change readTruncate(SpillReader in) throws IOException {
        boolean restart = in.readByte() != 0;
        int count = in.readInt();
        List<Relation> truncated = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            truncated.add(readRelation(in));
        }
        return new Change.Truncate(truncated, restart);
    }

    private static Change readDefinition(SpillReader in) throws IOException {
        String what = readLongText(in);
        int count = in.readInt();
        List<TableName> tables = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tables.add(readTable(in));
        }
        int size = in.readInt();
        var details = new HashMap<String, String>();
        for (int i = 0; i < size; i++) {
            String key = readLongText(in);
            details.put(key, readLongText(in));
        }
        return new Change.Definition(what, tables, details);
    }

    private static void writeTable(TableName table, DataOutputStream out) throws IOException {
        writeText(table.schema(), out);
        writeText(table.name(), out);
    }

    private static TableName readTable(SpillReader in) throws IOException {
        String schema = readLongText(in);
        return new TableName(schema, readLongText(in));
    }

    /** A statement may be longer than what writeUTF takes. */
    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readLongText(SpillReader in) throws IOException {
        return new String(in.readBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void writePosition(Position position, DataOutputStream out) throws IOException {
        out.writeLong(position.order());
        out.writeUTF(position.text());
    }

    private static Position readPosition(SpillReader in) throws IOException {
        return new Position(in.readLong(), in.readText());
    }

    private void writeRelation(Relation relation, DataOutputStream out) throws IOException {
        relations.putIfAbsent(relation.serial(), relation);
        out.writeInt(relation.serial());
    }

    private Relation readRelation(SpillReader in) throws IOException {
        int serial = in.readInt();
        @Nullable Relation relation = relations.get(serial);
        if (relation == null) {
            throw new IOException("spill file names an unknown relation " + serial);
        }
        return relation;
    }

    private static void writeTuple(Tuple tuple, DataOutputStream out) throws IOException {
        int size = tuple.size();
        long packed = 0;
        for (int i = 0; i < size; i++) {
            packed += hasValue(tuple, i) ? 5L + tuple.length(i) : 1;
        }
        out.writeInt(size);
        out.writeLong(packed);
        for (int i = 0; i < size; i++) {
            switch (tuple.kind(i)) {
                case NULL -> out.writeByte('n');
                case UNSENT -> out.writeByte('u');
                case TEXT -> writeValue('t', tuple, i, out);
                case BINARY -> writeValue('b', tuple, i, out);
            }
        }
    }

    private static boolean hasValue(Tuple tuple, int field) {
        return switch (tuple.kind(field)) {
            case NULL, UNSENT -> false;
            case TEXT, BINARY -> true;
        };
    }

    private static void writeValue(char kind, Tuple tuple, int field, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        out.writeInt(tuple.length(field));
        tuple.writeTo(field, out);
    }
}
