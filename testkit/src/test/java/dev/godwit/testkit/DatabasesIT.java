package dev.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasesIT {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(18);
        server.execute(
                "postgres",
                "CREATE TYPE pair AS (f float8, t text)",
                "CREATE TYPE pairs AS (a pair[], p point)",
                "CREATE TYPE float_range AS RANGE (subtype = float8)",
                "CREATE DOMAIN measure AS float4");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "NULL", textBlock = """
            text        | 'a '                     | 'a'
            text        | ''                       | NULL
            bpchar      | 'a '                     | 'a'
            float8      | -0                       | 0
            float8      | 0.1                      | 0.10000000000000002
            float4      | 0.1                      | 0.10000001
            numeric     | 1.0                      | 1.00
            interval    | 1 mon                    | 30 days
            timestamptz | 2024-03-31 00:30:00+00   | 2024-03-31 00:30:00.000001+00
            jsonb       | {"a": 1.0}               | {"a": 1.00}
            json        | {"a": 1}                 | {"a":1}
            bytea       | \\x00                    | \\x0000
            point       | (-0,0)                   | (0,0)
            box         | (1,1),(0,0)              | (2,0.5),(0,0)
            int[]       | {1,2}                    | [0:1]={1,2}
            int[]       | {NULL}                   | {}
            int[]       | {{1,2}}                  | {1,2}
            float8[]    | {-0}                     | {0}
            float8[]    | {0,0}                    | [2:3]={0,0}
            "char"      | \\310                    | \\311
            pair        | (,)                      | NULL
            pair        | (-0,)                    | (0,)
            pair        | (0,)                     | (0,"")
            pair[]      | {"(-0,)"}                | {"(0,)"}
            pair[]      | {}                       | NULL
            pair[]      | {"(,)"}                  | {NULL}
            pairs       | ("{""(-0,)""}",)         | ("{""(0,)""}",)
            float_range | [0,1)                    | [0,1]
            float_range | empty                    | [0,1)
            float_multirange | {[-0,1)}            | {[0,1)}
            float_multirange | {}                  | NULL
            measure     | -0                       | 0
            """)
    void valuesThatAreNotTheSameHaveDifferentChecksums(String type, String one, String other) throws SQLException {
        try (var connection = server.connect("postgres")) {
            assertThat(checksum(connection, type, one)).isNotEqualTo(checksum(connection, type, other));
            assertThat(checksum(connection, type, one)).isEqualTo(checksum(connection, type, one));
        }
    }

    private static String checksum(Connection connection, String type, String value) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS t; CREATE TABLE t (v " + type + ")");
        }
        try (var statement = connection.prepareStatement("INSERT INTO t VALUES (?::" + type + ")")) {
            statement.setObject(1, value, Types.OTHER);
            statement.execute();
        }
        return Databases.checksums(connection).getOrDefault("table public.t", "absent");
    }

    @Test
    void valuesInEachOthersColumnsAreADifference() {
        assertThat(of("CREATE TABLE t (a text, b text)", "INSERT INTO t VALUES ('x', NULL)"))
                .isNotEqualTo(of("CREATE TABLE t (a text, b text)", "INSERT INTO t VALUES (NULL, 'x')"));
    }

    @Test
    void twoEqualRowsDoNotCancelEachOtherOut() {
        assertThat(of("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (1), (2)"))
                .isNotEqualTo(of("CREATE TABLE t (a int)", "INSERT INTO t VALUES (2), (2), (2)"))
                .isEqualTo(of("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (2), (1)"));
    }

    @Test
    void orderOfColumnsAndDroppedOnesAreNoDifference() {
        assertThat(of(
                        "CREATE TABLE t (gone int, b text, a int)",
                        "ALTER TABLE t DROP gone",
                        "INSERT INTO t VALUES ('x', 1)"))
                .isEqualTo(of("CREATE TABLE t (a int, b text)", "INSERT INTO t VALUES (1, 'x')"));
    }

    @Test
    void seesSequencesLargeObjectsViewsPartitionsAndChildren() {
        var all = of(
                "CREATE SEQUENCE s",
                "SELECT lo_from_bytea(4711, 'large')",
                "CREATE TABLE parted (id int) PARTITION BY RANGE (id); CREATE TABLE part PARTITION OF parted DEFAULT",
                "CREATE TABLE parent (id int); CREATE TABLE child () INHERITS (parent); INSERT INTO child VALUES (1)",
                "CREATE MATERIALIZED VIEW mv AS SELECT 1 AS id; CREATE MATERIALIZED VIEW nv AS SELECT 1 AS id WITH NO DATA",
                "CREATE TABLE nothing (); INSERT INTO nothing DEFAULT VALUES");
        assertThat(all)
                .containsEntry("sequence public.s", "1 next")
                .containsKeys("large object 4711", "table public.parted", "table public.mv")
                .containsEntry("table public.nv", "not populated")
                .containsEntry("table public.parent", "0 rows 0.0")
                .containsEntry("table public.nothing", "1 rows")
                .doesNotContainKey("table public.part");
        assertThat(all.get("table public.child")).startsWith("1 rows ");
    }

    @Test
    void readsATableOfEveryWidth() {
        String columns =
                IntStream.range(0, 1_600).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(", "));
        assertThat(of("CREATE TABLE wide (" + columns + ")", "INSERT INTO wide (c7) VALUES (1)"))
                .isNotEqualTo(of("CREATE TABLE wide (" + columns + ")", "INSERT INTO wide (c1599) VALUES (1)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 18})
    void hostileSettingsChangeNothing(int major) {
        try (var old = PostgresServer.start(major)) {
            old.createDatabase("calm");
            old.createDatabase("hostile");
            for (String database : new String[] {"calm", "hostile"}) {
                old.execute(database, """
                        CREATE TABLE t (a timestamptz, b interval, c float8, d bytea, e xml, f int[], g date, h money);
                        INSERT INTO t VALUES ('2024-02-03 04:05:06+00', '-1 day 2:03', 0.1, '\\x00ff', '<a/>', '{NULL}', '2024-02-03', 1.5)
                        """);
            }
            try (var connection = old.connect("postgres")) {
                HostileSettings.onDatabase(connection, "hostile", major);
            } catch (SQLException e) {
                throw new UncheckedSqlException("close", e);
            }
            assertThat(checksums(old, "hostile")).isEqualTo(checksums(old, "calm"));
        }
    }

    /** Checksums of a new database after these statements. */
    private static SortedMap<String, String> of(String... statements) {
        server.execute("postgres", "DROP DATABASE IF EXISTS fresh");
        server.createDatabase("fresh");
        server.execute("fresh", statements);
        return checksums(server, "fresh");
    }

    private static SortedMap<String, String> checksums(PostgresServer from, String database) {
        try (var connection = from.connect(database)) {
            return Databases.checksums(connection);
        } catch (SQLException e) {
            throw new UncheckedSqlException("close", e);
        }
    }
}
