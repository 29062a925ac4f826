package dev.godwit.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies {@link CharText} to rows in COPY's text format. Memory: a rewritten row is there twice. */
final class CharRows {

    /** One for each column; null where nothing is rewritten. */
    private final List<@Nullable CharText> columns;

    CharRows(List<@Nullable CharText> columns) {
        this.columns = columns;
    }

    /** For a table of the server that is connected to; null when no column holds "char". */
    static @Nullable CharRows of(Connection connection, TableDetail table) throws SQLException {
        TypeGraph types = TypeGraph.read(connection, ColumnDetail.types(List.of(table)));
        var columns = new ArrayList<@Nullable CharText>();
        for (ColumnDetail column : table.columns()) {
            columns.add(CharText.of(types, column.typeOid()));
        }
        return columns.stream().allMatch(Objects::isNull) ? null : new CharRows(columns);
    }

    /** @param row the whole of one, with the newline at its end; the server sends them one by one */
    byte[] rewritten(byte[] row) {
        try {
            return rewrittenFields(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] rewrittenFields(byte[] row) throws IOException {
        var out = new ByteArrayOutputStream(row.length + 16);
        int done = 0;
        int from = 0;
        for (CharText chars : columns) {
            int end = from;
            while (row[end] != '\t' && row[end] != '\n') {
                end++;
            }
            if (chars != null && !isNull(row, from, end)) {
                byte[] value = CopyText.value(row, from, end);
                byte[] rewritten = chars.rewritten(value);
                if (!Arrays.equals(rewritten, value)) {
                    out.write(row, done, from - done);
                    new CopyText(out).write(rewritten);
                    done = end;
                }
            }
            from = end + 1;
        }
        if (done == 0) {
            return row;
        }
        out.write(row, done, row.length - done);
        return out.toByteArray();
    }

    private static boolean isNull(byte[] row, int from, int end) {
        return end - from == 2 && row[from] == '\\' && row[from + 1] == 'N';
    }
}
