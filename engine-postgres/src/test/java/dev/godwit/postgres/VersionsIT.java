package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between versions, from each kind of source. */
@ParameterizedClass
@CsvSource({"10, 15", "12, 16", "14, 17", "15, 18", "18, 18"})
class VersionsIT {

    @SuppressWarnings("NullAway.Init")
    private static PostgresServer source;

    @SuppressWarnings("NullAway.Init")
    private static PostgresServer target;

    @Parameter(0)
    int from;

    @Parameter(1)
    int to;

    @BeforeParameterizedClassInvocation
    static void start(int from, int to) {
        var options = PostgresServer.version(from);
        if (from >= 13) {
            options.set("logical_decoding_work_mem", "64kB"); // streams even small transactions
        }
        source = options.start();
        target = PostgresServer.start(to);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        source.close();
        target.close();
    }

    private Followed database() {
        return new Followed(source, target);
    }

    @Test
    void truncateArrivesFromEveryVersion() {
        try (var database = database()) {
            database.onBoth("""
                            CREATE TABLE a (id serial PRIMARY KEY);
                            CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
                            CREATE TABLE "c ""q" (n int)
                            """)
                    .onSource(
                            "INSERT INTO a VALUES (1), (2); INSERT INTO b VALUES (1, 1); INSERT INTO \"c \"\"q\" VALUES (1)")
                    .follow()
                    .onSource(
                            "TRUNCATE a RESTART IDENTITY CASCADE",
                            "BEGIN; INSERT INTO a VALUES (3); TRUNCATE \"c \"\"q\"; INSERT INTO \"c \"\"q\" VALUES (7); COMMIT",
                            "BEGIN; TRUNCATE a, b; ROLLBACK")
                    .drain()
                    .assertEqual();
            assertThat(
                            database.onTargetQuery(
                                    "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = 'public.b'::regclass"))
                    .containsExactly("b_a_fkey");
        }
    }

    @Test
    void aRolledBackSavepointOfALargeTransactionIsNotApplied() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, t text)")
                    .follow()
                    .onSource("""
                            BEGIN;
                            INSERT INTO a SELECT g, repeat('x', 100) FROM generate_series(1, 3000) g;
                            SAVEPOINT s;
                            INSERT INTO a SELECT g, repeat('y', 100) FROM generate_series(3001, 6000) g;
                            UPDATE a SET t = 'wrong';
                            SAVEPOINT inner1;
                            DELETE FROM a WHERE id < 100;
                            RELEASE inner1;
                            ROLLBACK TO s;
                            INSERT INTO a SELECT g, repeat('z', 100) FROM generate_series(6001, 9000) g;
                            SAVEPOINT s2;
                            DELETE FROM a WHERE id % 2 = 0;
                            RELEASE s2;
                            COMMIT
                            """, "BEGIN; INSERT INTO a SELECT g, 'no' FROM generate_series(10001, 20000) g; ROLLBACK")
                    .drain()
                    .assertEqual();
        }
    }

    @Test
    void aTransactionOfTwoHundredThousandRowsArrives() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, n int, t text)")
                    .onSource("INSERT INTO a SELECT g, g, 'before' FROM generate_series(1, 50000) g")
                    .follow()
                    .onSource(
                            "BEGIN; UPDATE a SET n = n + 1; INSERT INTO a SELECT g, g, 'row' FROM generate_series(50001, 200000) g;"
                                    + "DELETE FROM a WHERE id % 10 = 0; COMMIT")
                    .onSource("INSERT INTO a VALUES (-1, 0, 'after')")
                    .drain()
                    .assertEqual();
        }
    }

    @Test
    void anotherUniqueIndexServesAsKey() {
        try (var database = database()) {
            database.onBoth("""
                            CREATE TABLE a (x int NOT NULL, y text NOT NULL, n int);
                            CREATE UNIQUE INDEX by_xy ON a (y, x);
                            CREATE TABLE d (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, n int);
                            CREATE TABLE nothing (id int PRIMARY KEY, n int);
                            ALTER TABLE nothing REPLICA IDENTITY NOTHING
                            """)
                    .onSource("INSERT INTO a SELECT g, 'k' || g % 3, g FROM generate_series(1, 9) g")
                    .onSource(
                            "INSERT INTO d SELECT g, g FROM generate_series(1, 9) g; INSERT INTO nothing SELECT * FROM d")
                    .follow()
                    .onSource(
                            "UPDATE a SET n = -n WHERE x > 3",
                            "UPDATE a SET y = 'new' WHERE x = 5",
                            "DELETE FROM a WHERE x = 6",
                            "UPDATE d SET id = id + 1",
                            "DELETE FROM d WHERE id = 4",
                            "UPDATE nothing SET n = 0 WHERE id < 4")
                    .drain()
                    .assertEqual();
            assertThat(identities(database)).containsExactly("a i", "d f", "nothing d");
            database.capture().remove();
            assertThat(identities(database)).containsExactly("a d", "d d", "nothing n");
            assertThat(database.onSourceQuery("SELECT nspname::text FROM pg_namespace WHERE nspname = 'godwit'"))
                    .isEmpty();
            assertThat(database.onSourceQuery("SELECT slot_name::text FROM pg_replication_slots"))
                    .isEmpty();
        }
    }

    private static List<String> identities(Followed database) {
        return database.onSourceQuery("SELECT relname || ' ' || relreplident::text FROM pg_class c"
                + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1");
    }

    @Test
    void identityColumnsKeepTheirValues() {
        try (var database = database()) {
            database.onBoth("""
                            CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t text, big text);
                            ALTER TABLE a ALTER big SET STORAGE EXTERNAL;
                            CREATE TABLE b (k text PRIMARY KEY, id int GENERATED ALWAYS AS IDENTITY, big text);
                            ALTER TABLE b ALTER big SET STORAGE EXTERNAL
                            """)
                    .onSource("INSERT INTO a (t, big) SELECT g, repeat('x', 9000) FROM generate_series(1, 9) g")
                    .onSource("INSERT INTO b (k, big) SELECT g, repeat('x', 9000) FROM generate_series(1, 9) g")
                    .follow()
                    .onSource(
                            "UPDATE a SET t = 'new' WHERE id < 4",
                            "INSERT INTO a (t) VALUES ('ten')",
                            "UPDATE a SET id = DEFAULT WHERE id = 2",
                            "UPDATE b SET k = k || 'x' WHERE id < 4",
                            "UPDATE b SET id = DEFAULT WHERE id = 7",
                            "UPDATE b SET big = 'y' WHERE id = 8",
                            "INSERT INTO b (k) VALUES ('ten')")
                    .drain()
                    .assertEqual();
        }
    }

    @Test
    void rowsOfEveryKindOfPartitionArrive() {
        try (var database = database()) {
            database.onBoth("""
                            CREATE TABLE p (id int NOT NULL, n int) PARTITION BY RANGE (id);
                            CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                            CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
                            CREATE TABLE parent (id int PRIMARY KEY, n int);
                            CREATE TABLE child (extra text, PRIMARY KEY (id)) INHERITS (parent)
                            """)
                    .onSource("INSERT INTO p SELECT g, g FROM generate_series(0, 19) g")
                    .onSource("INSERT INTO parent VALUES (1, 1), (2, 2); INSERT INTO child VALUES (1, 3, 'c')")
                    .follow()
                    .onSource("UPDATE p SET n = 0 WHERE id IN (3, 13)", "DELETE FROM p WHERE id IN (4, 14)")
                    .onSource(from > 10 ? "UPDATE p SET id = id + 10 WHERE id IN (1, 2)" : "SELECT 1")
                    .onSource(
                            "UPDATE parent SET n = n + 1",
                            "DELETE FROM ONLY parent WHERE id = 1",
                            "INSERT INTO p VALUES (5, 5), (5, 5)")
                    .drain()
                    .assertEqual();
        }
    }

    @Test
    void tablesWithoutColumnsAndWithOddNamesArrive() {
        try (var database = database()) {
            database.onBoth("""
                            CREATE TABLE nothing ();
                            CREATE SCHEMA "S p";
                            CREATE TABLE "S p"."T ""ü😀" ("k k" int PRIMARY KEY, "select" text, "c0" int, "?" int)
                            """)
                    .onSource("INSERT INTO nothing DEFAULT VALUES; INSERT INTO nothing DEFAULT VALUES")
                    .follow()
                    .onSource(
                            "INSERT INTO nothing DEFAULT VALUES",
                            "DELETE FROM nothing WHERE ctid = '(0,1)'",
                            "INSERT INTO \"S p\".\"T \"\"ü😀\" SELECT g, 'a\\b' || chr(9) || chr(10) || '\\N', g, g FROM generate_series(1, 5) g",
                            "UPDATE \"S p\".\"T \"\"ü😀\" SET \"select\" = '\\.', \"?\" = NULL WHERE \"k k\" > 3")
                    .drain()
                    .assertEqual();
        }
    }

    @Test
    void everyCharArrivesWhateverHoldsIt() {
        try (var database = database()) {
            // A column of regclass makes the stream text in all versions.
            database.onBoth("""
                            CREATE DOMAIN flag AS "char";
                            CREATE TYPE flags AS (n int, t text, c flag, cs "char"[]);
                            CREATE TYPE char_range AS RANGE (subtype = "char");
                            CREATE TABLE a (c "char" PRIMARY KEY, d flag, cs "char"[], f flags, fs flags[], r char_range, o regclass);
                            CREATE TABLE k (c "char", d flag, cs "char"[], f flags, fs flags[], r char_range)
                            """)
                    .follow()
                    .onSource("""
                            INSERT INTO a SELECT c, c, ARRAY[c, NULL, '"', '\\', c],
                                ROW(1, E'ü "\\\\\\t,(', c, ARRAY[c, 'x'])::flags,
                                ARRAY[ROW(i, 'é', c, ARRAY[[c], [c]])::flags, NULL],
                                char_range(c, (-1)::"char", '[]'), 'pg_class'
                            FROM (SELECT i, i::"char" AS c FROM generate_series(-128, 126) i) x
                            """)
                    .onSource("INSERT INTO k SELECT c, d, cs, f, fs, r FROM a, generate_series(1, 2)")
                    .onSource("UPDATE a SET fs[0] = f, d = (-1 - d::int)::\"char\" WHERE c::int % 3 = 0")
                    .onSource("UPDATE a SET c = 127::\"char\" WHERE c::int = -127")
                    .onSource("DELETE FROM a WHERE c::int % 5 = 0", "DELETE FROM k WHERE c::int % 5 = 0")
                    .onSource("UPDATE k SET d = (-2)::\"char\" WHERE c::int % 7 = 0")
                    .drain();
            for (String table : List.of("a", "k")) {
                String bytes = """
                        SELECT concat_ws(' ', charsend(c), charsend(d), array_send(cs), charsend(lower(r)), charsend(upper(r)),
                            array_dims(fs), (SELECT string_agg(
                                concat_ws(' ', (e).n, (e).t, charsend((e).c), array_send((e).cs)), ',')
                                FROM unnest(fs || f) e))
                        FROM public.%s ORDER BY 1
                        """.formatted(table);
                assertThat(database.onTargetQuery(bytes)).isEqualTo(database.onSourceQuery(bytes));
            }
        }
    }

    @Test
    void generatedColumnsAreLeftToTheTarget() {
        if (from < 12) {
            return;
        }
        try (var database = database()) {
            database.onBoth("""
                            CREATE TABLE a (id int PRIMARY KEY, n int, g int GENERATED ALWAYS AS (n * 2) STORED);
                            CREATE TABLE k (n int, g int GENERATED ALWAYS AS (n * 2) STORED, t text);
                            CREATE TABLE gk (n int NOT NULL, g int GENERATED ALWAYS AS (n * 2) STORED, PRIMARY KEY (n, g))
                            """)
                    .onSource("INSERT INTO a SELECT g, g FROM generate_series(1, 9) g")
                    .onSource("INSERT INTO k (n) SELECT g FROM generate_series(1, 9) g; INSERT INTO gk SELECT n FROM k")
                    .follow()
                    .onSource(
                            "UPDATE a SET n = n + 1",
                            "UPDATE k SET n = n + 1 WHERE n < 4",
                            "DELETE FROM k WHERE n = 8",
                            "UPDATE gk SET n = n + 100 WHERE n > 6",
                            "DELETE FROM gk WHERE n = 1",
                            "INSERT INTO a VALUES (10, 10); INSERT INTO k VALUES (10); INSERT INTO gk VALUES (10)")
                    .drain()
                    .assertEqual();
            assertThat(database.onTargetQuery("SELECT count(*)::text FROM public.k WHERE g <> n * 2"))
                    .containsExactly("0");
        }
    }

    @Test
    void columnsInAnotherOrderAndDroppedOnesDoNotMatter() {
        try (var database = database()) {
            database.onSource(
                            "CREATE TABLE a (gone int, id int PRIMARY KEY, x text, y numeric); ALTER TABLE a DROP gone")
                    .onTarget("CREATE TABLE a (y numeric, x text, id int PRIMARY KEY)")
                    .follow()
                    .onSource("INSERT INTO a VALUES (1, 'x', 1.50), (2, 'z', 2)", "UPDATE a SET y = 3.00 WHERE id = 2")
                    .drain();
            assertThat(database.onTargetQuery("SELECT format('%s %s %s', id, x, y) FROM public.a ORDER BY id"))
                    .containsExactly("1 x 1.50", "2 z 3.00");
        }
    }

    @Test
    void hashPartitionsByAnEnumGoThroughTheirRoot() {
        if (from < 11) {
            return;
        }
        try (var database = database()) {
            // Other OIDs on the target, so that rows hash into other partitions.
            database.onTarget("CREATE TYPE filler AS ENUM ('x1', 'x2', 'x3')")
                    .onBoth("""
                            CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy', 'odd');
                            CREATE TABLE h (m mood, id int, n int, PRIMARY KEY (m, id)) PARTITION BY HASH (m);
                            CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                            CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1);
                            CREATE TABLE hk (m mood, n int) PARTITION BY HASH (m);
                            CREATE TABLE hk0 PARTITION OF hk FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                            CREATE TABLE hk1 PARTITION OF hk FOR VALUES WITH (MODULUS 2, REMAINDER 1)
                            """)
                    .onSource(
                            "INSERT INTO h SELECT m, g, g FROM unnest(enum_range(NULL::mood)) m, generate_series(1, 5) g")
                    .onSource("INSERT INTO hk SELECT m, 1 FROM h")
                    .follow()
                    .onSource(
                            "UPDATE h SET n = -n WHERE id = 2",
                            "UPDATE h SET m = 'odd', id = id + 100 WHERE m = 'sad'",
                            "DELETE FROM h WHERE id = 3",
                            "UPDATE hk SET m = 'happy' WHERE m = 'ok'",
                            "DELETE FROM hk WHERE ctid = (SELECT min(ctid) FROM hk WHERE m = 'odd') AND m = 'odd'",
                            "INSERT INTO h VALUES ('sad', 1, 1)")
                    .drain()
                    .assertEqual()
                    .onSource("TRUNCATE h", "INSERT INTO h VALUES ('ok', 9, 9)")
                    .drain()
                    .assertEqual();
        }
    }
}
