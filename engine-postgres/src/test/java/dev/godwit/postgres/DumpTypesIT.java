package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.TableName;
import dev.godwit.testkit.Databases;
import dev.godwit.testkit.schema.TypeZoo;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of every type the server has, and of user-defined ones, arrive on a newer version bit for bit. */
class DumpTypesIT {

    @ParameterizedTest
    @CsvSource({"10, 11", "10, 15", "12, 16", "15, 18"})
    void movesEveryType(int from, int to) throws Exception {
        try (var pair = Pair.start(from, to)) {
            try (Connection connection = pair.source().server().connect("source");
                    Connection other = pair.target().server().connect("target")) {
                TypeZoo.create(connection);
                TypeZoo.create(other);
            }
            Map<TableName, TableDetail> tables = pair.source().tables();
            var emptying = new StringBuilder();
            for (TableDetail there : pair.target().tables().values()) {
                emptying.append(emptied(there, tables.get(there.name()))).append(";\n");
            }
            pair.target().execute(emptying.toString());
            if (to < 14) {
                // These have to travel as text, and the text of a "char" above 127 is none before version 15.
                pair.source().execute("TRUNCATE zoo.\"zoo_types.gap[]\", zoo.\"zoo_types.gap keyless\"");
            }

            pair.copyAll();

            pair.assertEqual();
            assertThat(Databases.differences(checksums(pair.source()), checksums(pair.target())))
                    .isEmpty();
            assertThat(tables).hasSizeGreaterThan(100);
        }
    }

    /** A column whose type has no binary form makes the whole table text. */
    @ParameterizedTest
    @CsvSource({"10, 15", "14, 15"})
    void movesEveryCharAsTextToo(int from, int to) throws Exception {
        try (var pair = Pair.start(from, to)) {
            pair.both("""
                    CREATE TYPE marked AS (t text, c "char");
                    CREATE TABLE a (id int, c "char", cs "char"[], t text, ms marked[], o regclass, last "char")
                    """);
            pair.source().execute("""
                    INSERT INTO a SELECT i, c, ARRAY[c, NULL, 'x'], E'ü\\t\\\\', ARRAY[ROW(E'"\\n', c)::marked], 'pg_class', c
                    FROM (SELECT i, i::"char" AS c FROM generate_series(-128, 127) i) x;
                    INSERT INTO a VALUES (1000)
                    """);

            pair.copyAll();

            pair.assertEqual();
            assertThat(Databases.differences(checksums(pair.source()), checksums(pair.target())))
                    .isEmpty();
        }
    }

    /** The target's newer version has types, and arrays of types, that the source has not. */
    private static String emptied(TableDetail there, @Nullable TableDetail here) {
        if (here == null) {
            return "DROP TABLE " + Sql.quote(there.name());
        }
        Set<String> known = here.columns().stream().map(ColumnDetail::name).collect(Collectors.toSet());
        return "TRUNCATE " + Sql.quote(there.name())
                + there.columns().stream()
                        .filter(column -> !known.contains(column.name()))
                        .map(column -> "; ALTER TABLE " + Sql.quote(there.name()) + " DROP " + Sql.quote(column.name()))
                        .collect(Collectors.joining());
    }

    /** By code that the engine has no part in. */
    private static SortedMap<String, String> checksums(Side side) throws Exception {
        try (Connection connection = side.server().connect(side.database())) {
            return Databases.checksums(connection, List.of("godwit"));
        }
    }
}
