package dev.godwit.postgres;

import dev.godwit.core.Column;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import dev.godwit.core.spi.Encoding;
import java.util.stream.Collectors;

/** The formats of COPY; one holds for all columns of a table. */
enum CopyFormat {
    BINARY("postgres/binary", "(FORMAT binary)"),
    TEXT("postgres/text", "(FORMAT text)"),
    /** Text in which "char" stands as versions from 15 on print it, whatever the source's is. */
    TEXT_OF_15("postgres/text/15", "(FORMAT text)");

    private final String id;
    private final String options;

    CopyFormat(String id, String options) {
        this.id = id;
        this.options = options;
    }

    static CopyFormat of(Encoding encoding) {
        for (CopyFormat format : values()) {
            if (format.id.equals(encoding.id())) {
                return format;
            }
        }
        throw Failure.of(CoreFailure.UNEXPECTED)
                .found("PostgreSQL neither reads nor writes rows as %s", encoding.id())
                .build();
    }

    Encoding encoding() {
        return new Encoding(id);
    }

    /** Reads what a SELECT gives. */
    String copyOut(String select) {
        return "COPY (" + select + ") TO STDOUT " + options;
    }

    /** Writes rows of a table, its columns named; COPY knows no empty list, but then takes no generated column either. */
    String copyIn(Table table) {
        String columns = table.columns().isEmpty() ? "" : "(" + columns(table) + ") ";
        return "COPY " + Sql.quote(table.name()) + " " + columns + "FROM STDIN " + options;
    }

    /** A table's columns in their order, for SELECT and COPY. */
    static String columns(Table table) {
        return table.columns().stream().map(Column::name).map(Sql::quote).collect(Collectors.joining(", "));
    }
}
