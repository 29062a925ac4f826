package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Selection;
import dev.godwit.core.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables whose changes are expected, as the catalog had them when the stream was opened. */
final class StreamedTables implements AutoCloseable {

    private final Sessions sessions;
    private final CaptureNames names;
    private final Map<TableName, TableDetail> tables = new HashMap<>();
    private final Selection selection;
    /** Tables, by OID, whose definition changes or has changed in the stream: what it says of them is right. */
    private final Set<Long> redefined = new HashSet<>();
    /** Types of columns that came with such a change, and may travel in binary form. */
    private final Set<Long> binaryTypes = new HashSet<>();

    private boolean noted;
    private boolean binary;
    private @Nullable Connection control;

    StreamedTables(Sessions sessions, CaptureNames names, Selection selection, Collection<TableDetail> tables) {
        this.sessions = sessions;
        this.names = names;
        this.selection = selection;
        for (TableDetail table : tables) {
            for (TableName streamed : table.streamed()) {
                this.tables.put(streamed, table);
            }
        }
    }

    /**
     * A column as the stream describes it.
     *
     * @param type OID of its type
     */
    record Described(String name, boolean key, int type) {}

    /**
     * From now on changes of definitions are told in the stream.
     *
     * @param before of which tables they were told since the stream was made, as {@link DefinitionRow#tables} reads it
     * @param inBinary whether values travel in binary form
     */
    void noted(List<String> before, boolean inBinary) {
        noted = true;
        binary = inBinary;
        before.forEach(tables -> redefined.addAll(DefinitionRow.tables(tables).keySet()));
    }

    /** A change of definitions has come; answers whether it concerns what is selected. */
    boolean redefine(DefinitionRow row) {
        redefined.addAll(row.tables().keySet());
        if (selection.isAll()) {
            return true;
        }
        return row.tables().isEmpty()
                ? NEEDED.stream().anyMatch(row.tag()::endsWith)
                : row.tables().values().stream().anyMatch(selection::contains);
    }

    boolean isDefinitions(TableName table) {
        return table.equals(names.definitions());
    }

    boolean isHeartbeat(TableName table) {
        return table.equals(names.heartbeat());
    }

    boolean isTruncateLog(TableName table) {
        return table.equals(names.truncated());
    }

    /**
     * How a table that the stream describes differs from the catalog's.
     *
     * @param identity its replica identity: d, f, i or n
     * @return in words for people; empty when it is the same
     */
    Optional<String> difference(int oid, TableName name, char identity, List<Described> columns) {
        if (redefined.contains(Integer.toUnsignedLong(oid))) {
            checkForm(name, columns);
            return Optional.empty();
        }
        TableDetail table = tables.get(name);
        if (table == null) {
            return Optional.of("is new in the stream");
        }
        Map<String, ColumnDetail> expected =
                table.columns().stream().collect(Collectors.toMap(ColumnDetail::name, column -> column));
        Set<String> found = new HashSet<>();
        for (Described column : columns) {
            ColumnDetail same = expected.get(column.name());
            if (same == null && identity == 'f' && sessions.version().major() >= 18) {
                continue; // computed by the server, sent as part of the identity
            }
            if (same == null) {
                return Optional.of("has a new column " + column.name());
            }
            if (same.typeOid() != Integer.toUnsignedLong(column.type())) {
                return Optional.of("has another type in column " + column.name());
            }
            if (table.keyed() && identity != 'f' && same.key() != column.key()) {
                return Optional.of("has another key: column " + column.name());
            }
            found.add(column.name());
        }
        for (String name2 : expected.keySet()) {
            if (!found.contains(name2)) {
                return Optional.of("has lost column " + name2);
            }
        }
        return table.throughRoot() || noted ? Optional.empty() : renumbered(oid, table);
    }

    /** Columns that were added may be of types for which the stream was opened in the wrong form. */
    private void checkForm(TableName name, List<Described> columns) {
        Set<Long> types = columns.stream()
                .map(column -> Integer.toUnsignedLong(column.type()))
                .collect(Collectors.toSet());
        if (!binary || !binaryTypes.addAll(types)) {
            return;
        }
        try {
            if (StreamOptions.needText(control(), types)) {
                throw Failure.of(CoreFailure.TRANSIENT_TROUBLE)
                        .found("%s has a new column whose values travel as text: the stream is opened again", name)
                        .build();
            }
        } catch (SQLException e) {
            throw Errors.failure("looking at the types of " + name, e);
        }
    }

    private Connection control() throws SQLException {
        Connection open = control;
        if (open == null) {
            open = sessions.open();
            control = open;
        }
        return open;
    }

    /** A column that was dropped and added again looks the same in the stream but for its number. */
    private Optional<String> renumbered(int oid, TableDetail table) {
        List<Integer> expected =
                table.columns().stream().map(ColumnDetail::attnum).sorted().toList();
        try {
            if (Integer.toUnsignedLong(oid) != table.oid()) {
                return Optional.of("was created anew");
            }
            List<Integer> now = numbers(table.oid());
            return now.isEmpty() || now.equals(expected)
                    ? Optional.empty()
                    : Optional.of("had columns dropped or added");
        } catch (SQLException e) {
            throw Errors.failure("reading the columns of " + table.name(), e);
        }
    }

    private List<Integer> numbers(long oid) throws SQLException {
        String generated = sessions.version().hasGeneratedColumns() ? "AND attgenerated = ''" : "";
        try (PreparedStatement statement = control().prepareStatement(NUMBERS.formatted(generated))) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Array numbers = row.getArray(1);
                return Arrays.stream((Object[]) numbers.getArray())
                        .map(n -> ((Number) n).intValue())
                        .toList();
            }
        }
    }

    @Override
    public void close() {
        Connection closing = control;
        control = null;
        if (closing == null) {
            return;
        }
        try {
            closing.close();
        } catch (SQLException e) {
            return; // it is gone already
        }
    }

    /** What a selected table may need, by the end of the command's tag. */
    private static final Set<String> NEEDED =
            Set.of("TYPE", "DOMAIN", "SCHEMA", "EXTENSION", "FUNCTION", "SEQUENCE", "COLLATION", "CAST", "OPERATOR");

    private static final String NUMBERS = """
            SELECT coalesce(pg_catalog.array_agg(attnum::int ORDER BY attnum), '{}') FROM pg_catalog.pg_attribute
            WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped %s
            """;
}
