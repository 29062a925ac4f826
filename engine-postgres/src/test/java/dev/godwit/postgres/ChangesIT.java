package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every kind of change on one pair of servers. */
class ChangesIT {

    private static PostgresServer source;
    private static PostgresServer target;

    @BeforeAll
    static void start() {
        source = PostgresServer.start(15);
        target = PostgresServer.start(17);
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    private static Followed database() {
        return new Followed(source, target);
    }

    @Test
    void insertsUpdatesAndDeletesArrive() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, t text, n numeric)")
                    .onSource("INSERT INTO a SELECT g, 'row ' || g, g FROM generate_series(1, 100) g")
                    .follow()
                    .onSource(
                            "INSERT INTO a SELECT g, 'new', g FROM generate_series(101, 200) g",
                            "UPDATE a SET t = 'changed' WHERE id % 3 = 0",
                            "UPDATE a SET t = NULL, n = 'NaN' WHERE id % 5 = 0",
                            "DELETE FROM a WHERE id % 7 = 0",
                            "INSERT INTO a VALUES (7, 'back', 7)")
                    .drain()
                    .assertEqual();
            assertThat(database.counts).hasSize(1);
        }
    }

    @Test
    void valuesThatWereNotSentStay() {
        try (var database = database()) {
            database.onBoth(
                            "CREATE TABLE a (id int PRIMARY KEY, n int, big text); ALTER TABLE a ALTER big SET STORAGE EXTERNAL")
                    .onSource("INSERT INTO a SELECT g, g, repeat('x', 10000 + g) FROM generate_series(1, 20) g")
                    .follow()
                    .onSource(
                            "UPDATE a SET n = n + 1",
                            "UPDATE a SET n = n + 1 WHERE id < 5",
                            "UPDATE a SET big = 'small' WHERE id = 3",
                            "UPDATE a SET id = id + 100 WHERE id > 10",
                            "UPDATE a SET n = -1 WHERE id > 112",
                            "DELETE FROM a WHERE id = 115")
                    .drain()
                    .assertEqual();
        }
    }

    @Test
    void exchangedUniqueValuesArrive() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, u int UNIQUE)")
                    .onSource("INSERT INTO a SELECT g, g FROM generate_series(1, 10) g")
                    .follow()
                    .onSource(
                            "UPDATE a SET u = -1 WHERE id = 1; UPDATE a SET u = 1 WHERE id = 2; UPDATE a SET u = 2 WHERE id = 1")
                    .onSource("INSERT INTO a VALUES (11, 11)")
                    .drain()
                    .assertEqual();
        }
    }

    @Test
    void moreShapesThanTemporaryTablesAreKeptArriveInCommitOrder() {
        String tables = "DO $$BEGIN FOR i IN 1..210 LOOP EXECUTE format('%s', i); END LOOP; END$$";
        try (var database = database()) {
            database.onBoth(tables.formatted("CREATE TABLE t%1$s (id int PRIMARY KEY, n int)"))
                    .onBoth("CREATE TABLE a (id int PRIMARY KEY, u int UNIQUE)")
                    .onSource("INSERT INTO a VALUES (1, 1), (2, 2)")
                    .follow();
            for (int round = 1; round <= 2; round++) {
                // The exchange makes the whole batch fall back to commit order.
                database.onSource("BEGIN;"
                                + tables.formatted("INSERT INTO t%1$s VALUES (" + round + ", %1$s)") + ";"
                                + "UPDATE a SET u = -1 WHERE id = 1; UPDATE a SET u = 3 - u WHERE id = 2;"
                                + "UPDATE a SET u = 3 - (SELECT u FROM a WHERE id = 2) WHERE id = 1; COMMIT")
                        .drain()
                        .assertEqual();
            }
        }
    }

    @Test
    void ofRowsThatAreAlikeOneIsDeleted() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (n int, j json, p point)")
                    .onSource("INSERT INTO a SELECT g % 3, '{\"a\": 1}', '(1,2)' FROM generate_series(1, 12) g")
                    .onSource("INSERT INTO a VALUES (NULL, NULL, NULL), (NULL, NULL, NULL)")
                    .follow()
                    .onSource(
                            "DELETE FROM a WHERE ctid = '(0,1)'",
                            "DELETE FROM a WHERE ctid = (SELECT min(ctid) FROM a WHERE n IS NULL)",
                            "INSERT INTO a VALUES (5, '[]', '(3,4)'), (5, '[]', '(3,4)')",
                            "UPDATE a SET n = 6 WHERE ctid = (SELECT max(ctid) FROM a)")
                    .drain()
                    .assertEqual();
            assertThat(database.onSourceQuery("SELECT relreplident::text FROM pg_class WHERE relname = 'a'"))
                    .containsExactly("f");
            database.capture().remove();
            assertThat(database.onSourceQuery("SELECT relreplident::text FROM pg_class WHERE relname = 'a'"))
                    .containsExactly("d");
        }
    }

    @Test
    void truncateEmptiesTheListedTablesInSpiteOfForeignKeys() {
        try (var database = database()) {
            database.onBoth("""
                            CREATE TABLE a (id int PRIMARY KEY);
                            CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
                            CREATE TABLE c (id int PRIMARY KEY)
                            """)
                    .onTarget("CREATE TABLE only_here (id int PRIMARY KEY, a int REFERENCES a)")
                    .onSource("INSERT INTO a VALUES (1), (2); INSERT INTO b VALUES (1, 1); INSERT INTO c VALUES (1)")
                    .follow()
                    .onSource(
                            "TRUNCATE a CASCADE",
                            "INSERT INTO a VALUES (3)",
                            "TRUNCATE c, b",
                            "INSERT INTO b VALUES (1, 3)")
                    .drain()
                    .assertEqual();
        }
    }

    @Test
    void aCrashLosesNothingAndDoublesNothing() {
        try (var database = database()) {
            database.onBoth("CREATE TABLE a (id bigserial PRIMARY KEY, n int); CREATE TABLE k (n int)")
                    .follow();
            for (int i = 0; i < 10; i++) {
                database.onSource(
                        "INSERT INTO a (n) SELECT g FROM generate_series(1, 100) g", "INSERT INTO k VALUES (1)");
                database.step();
                database.crash();
                database.onSource(
                        "UPDATE a SET n = n + 1 WHERE id % 2 = 0",
                        "DELETE FROM k WHERE ctid = (SELECT min(ctid) FROM k)", "INSERT INTO k VALUES (1), (2)");
                database.step();
            }
            database.crash();
            database.drain().assertEqual();
        }
    }
}
