package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.spi.Checksum;
import dev.godwit.testkit.PostgresServer;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums are equal exactly when rows are. That they agree between versions is shown by {@link DumpTypesIT}. */
class ChecksumIT {

    private static PostgresServer server;
    private static int databases;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(14);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Side side;

    @BeforeEach
    void create() {
        side = Side.of(server, "d" + databases++);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text | NULL | ''",
                "text | concat(repeat('x', 9999), 'a') | concat(repeat('x', 9999), 'b')",
                "bpchar | 'a' | 'a '",
                "bpchar | repeat('x', 999) | concat(repeat('x', 999), ' ')",
                "numeric | 1.0 | 1.00",
                "float8 | 0 | '-0'",
                "float4 | 0 | '-0'",
                "float8 | 0.1 | 0.1::float8 + 1e-17 + 1e-17",
                "interval | '1 mon' | '30 days'",
                "bytea | NULL | ''",
                "jsonb | NULL | 'null'",
                "json | '{}' | '{ }'",
                "\"char\" | chr(127)::\"char\" | NULL",
                "box | '(0,0),(2,2)' | '(0,0),(1,4)'",
                "point | '(0,0)' | '(0,-0)'",
                "text[] | '{NULL}' | '{\"NULL\"}'",
                "int[] | '{1,2}' | '[0:1]={1,2}'",
                "int[] | '{}' | NULL",
                "float8[] | '{0}' | '{-0}'",
                "float8[] | '{{1,2}}' | '{{1},{2}}'",
                "float8[] | '{NULL}' | '{}'",
                "pair | NULL | ROW(NULL, NULL)::pair",
                "pair | ROW(0, '')::pair | ROW('-0', '')::pair",
                "pair | ROW(1, '')::pair | ROW(1, NULL)::pair",
                "pair[] | ARRAY[ROW(0, '')::pair] | ARRAY[ROW('-0', '')::pair]",
                "pair[] | ARRAY[NULL::pair] | ARRAY[ROW(NULL, NULL)::pair]",
                "pair[] | '{}' | NULL",
                "plain | NULL | ROW(NULL, NULL)::plain",
                "plain[] | ARRAY[NULL::plain] | ARRAY[ROW(NULL, NULL)::plain]",
                "floats | '[0,1]' | '[-0,1]'",
            })
    void tellsValuesApart(String type, String one, String other) throws Exception {
        side.execute("CREATE TYPE pair AS (f float8, t text); CREATE TYPE plain AS (i int, t text);"
                + " CREATE TYPE floats AS RANGE (subtype = float8)");
        side.execute(
                "CREATE TABLE a (v " + type + "); CREATE TABLE b (v " + type + "); CREATE TABLE c (v " + type + ")");
        side.execute("INSERT INTO a VALUES (" + one + "); INSERT INTO b VALUES (" + other + ")");
        side.execute("INSERT INTO c SELECT * FROM a");

        assertThat(checksum("a")).isNotEqualTo(checksum("b")).isEqualTo(checksum("c"));
    }

    @Test
    void tellsColumnsAndDuplicatesApart() throws Exception {
        side.execute("CREATE TABLE a (v text, w text); INSERT INTO a VALUES ('a', 'bc'), ('x', 'x'), ('x', 'x')");
        side.execute("CREATE TABLE b (v text, w text); INSERT INTO b VALUES ('ab', 'c'), ('x', 'x'), ('x', 'x')");
        side.execute("CREATE TABLE c (w text, v text); INSERT INTO c VALUES ('bc', 'a'), ('bc', 'a'), ('x', 'x')");

        assertThat(checksum("a")).isNotEqualTo(checksum("b"));
        assertThat(checksum("a")).isNotEqualTo(checksum("c"));
    }

    @Test
    void doesNotSeeHowAnArrayIsStored() throws Exception {
        side.execute("CREATE TABLE a (v float8[]); INSERT INTO a VALUES ('{1,NULL}'); UPDATE a SET v[2] = 2");
        side.execute("CREATE TABLE b (v float8[]); INSERT INTO b VALUES ('{1,2}')");

        assertThat(side.column("SELECT a.v::text || (array_send(a.v) = array_send(b.v)) FROM public.a, public.b"))
                .containsExactly("{1,2}false");
        assertThat(checksum("a")).isEqualTo(checksum("b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 14})
    void piecesAddUp(int major) throws Exception {
        try (var other = PostgresServer.start(major)) {
            Side there = Side.of(other, "pieces");
            there.execute(
                    "CREATE TABLE a (id int, t text)",
                    "INSERT INTO a SELECT g, repeat('x', g % 500) FROM generate_series(1, 20000) g");
            try (Connection connection = there.sessions().open();
                    Statement statement = connection.createStatement()) {
                statement.execute(SnapshotKeeper.BEGIN);
                var table = HashedTable.read(connection, there.table("a"), new HashBasis());

                var pieces = table.statements(100_000, 16);

                assertThat(pieces).hasSize(16);
                assertThat(sum(statement, pieces)).isEqualTo(sum(statement, table.statements(1L << 40, 1)));
            }
        }
    }

    @Test
    void agreesBetweenEncodings() throws Exception {
        String latin = "latin" + databases++;
        server.createDatabase(latin, "ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        Side other = Side.in(server, latin);
        for (Side each : java.util.List.of(side, other)) {
            each.execute("CREATE TABLE a (t text, c char(4), a text[]);"
                    + " INSERT INTO a SELECT repeat('ä', n), 'ö', ARRAY['ü'] FROM generate_series(254, 258) n");
        }

        assertThat(checksum(other, "a")).isEqualTo(checksum("a"));
    }

    @Test
    void hashesValuesOfHundredsOfMegabytes() throws Exception {
        side.execute(
                "CREATE TABLE a (t text, b bytea)",
                "INSERT INTO a SELECT repeat('x', 300000000), decode(repeat('00', 100000000), 'hex')");

        assertThat(checksum("a").rows()).isEqualTo(1);
    }

    @Test
    void noticesATableEmptiedAfterTheSnapshot() throws Exception {
        side.execute("CREATE TABLE a (id int); INSERT INTO a VALUES (1)");
        var table = side.table("a");
        try (var snapshot = PostgresSnapshot.own(side.sessions(), Map.of(), 2)) {
            side.execute("TRUNCATE a");

            org.assertj.core.api.Assertions.assertThatThrownBy(() -> snapshot.checksum(table))
                    .hasMessageContaining(PostgresFailure.TABLE_REWRITTEN.id());
        }
    }

    private static BigInteger sum(Statement statement, java.util.List<String> pieces) throws Exception {
        BigInteger sum = BigInteger.ZERO;
        for (String piece : pieces) {
            try (var row = statement.executeQuery(piece)) {
                row.next();
                sum = sum.add(row.getBigDecimal(2).toBigIntegerExact()).add(BigInteger.valueOf(row.getLong(1)));
            }
        }
        return sum;
    }

    private Checksum checksum(String table) throws Exception {
        return checksum(side, table);
    }

    private static Checksum checksum(Side side, String table) throws Exception {
        try (var snapshot = PostgresSnapshot.own(side.sessions(), side.tables(), 2)) {
            return snapshot.checksum(side.table(table));
        }
    }
}
