package dev.godwit.postgres;

import dev.godwit.core.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether "char" beyond 127 arrives where rows travel as text: a source before version 15 prints a byte that is no text,
 * which {@link CharText} mends for newer targets, unless the source has converted it from another encoding.
 */
final class CharTopic implements Topic {

    /** The source sends texts of these as they are. */
    private static final Set<String> NOT_CONVERTED = Set.of("UTF8", "SQL_ASCII");

    private final PostgresSource source;
    private final SelectedTables tables;
    private final Sessions target;

    CharTopic(PostgresSource source, SelectedTables tables, Sessions target) {
        this.source = source;
        this.tables = tables;
        this.target = target;
    }

    @Override
    public String name() {
        return "bytes of \"char\"";
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        String encoding = Rows.setting(connection, "server_encoding");
        boolean converted = !NOT_CONVERTED.contains(encoding);
        if (source.version().readsOctalChars() || (target.version().readsOctalChars() && !converted)) {
            return;
        }
        List<TableDetail> asText = asText(connection);
        if (asText.isEmpty()) {
            return;
        }
        // What was converted is valid text, whatever it holds.
        List<String> broken =
                converted ? List.of() : TextScan.of(connection, asText).broken();
        if (!broken.isEmpty()) {
            findings.failed(PostgresFinding.CHAR_BEYOND_ASCII, "such values are in " + Findings.names(broken));
            return;
        }
        findings.warning(
                PostgresFinding.CHAR_BEYOND_ASCII,
                "the migration stops at the first such value in %s: the source is version %d with encoding %s, the target version %d"
                        .formatted(
                                Findings.names(
                                        asText.stream().map(TableDetail::name).toList()),
                                source.version().major(),
                                encoding,
                                target.version().major()));
    }

    /** Tables with "char" whose rows or changes travel as text. */
    private List<TableDetail> asText(Connection connection) throws SQLException {
        var encodings = new Encodings(source.sessions(), target);
        boolean changes = source.plan().mode() == Mode.ONLINE && streamsText(connection);
        TypeGraph types = TypeGraph.read(connection, ColumnDetail.types(tables.all()));
        var asText = new ArrayList<TableDetail>();
        for (TableDetail table : tables.all()) {
            boolean holdsChar =
                    table.columns().stream().anyMatch(column -> CharText.holdsChar(types, column.typeOid()));
            if (holdsChar && (changes || CopyFormat.of(encodings.of(table.table())) != CopyFormat.BINARY)) {
                asText.add(table);
            }
        }
        return asText;
    }

    private boolean streamsText(Connection connection) throws SQLException {
        return !StreamOptions.choose(connection, source.version(), tables.all(), List.of())
                .containsKey("binary");
    }
}
