package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress.Waiting;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions that change while changes are followed: repeated in order, or their tables set aside. */
class DefinitionsIT {

    private static final TableName A = new TableName("public", "a");

    @ParameterizedTest
    @CsvSource({"10, 18", "18, 10"})
    void areRepeatedBetweenTheRowsBeforeAndAfterThem(int from, int to) throws SQLException {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to);
                var database = new Followed(source, target)) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, n int, gone text)")
                    .follow();
            database.onSource(
                    "INSERT INTO a VALUES (1, 1, 'x'), (2, 2, 'y')",
                    "BEGIN; INSERT INTO a VALUES (3, 3, 'z'); ALTER TABLE a ADD COLUMN \"né'\"\"w\" text;"
                            + " UPDATE a SET \"né'\"\"w\" = 'set' WHERE id = 3; COMMIT",
                    "ALTER TABLE a DROP COLUMN gone",
                    "ALTER TABLE a RENAME COLUMN n TO renamed",
                    "INSERT INTO a VALUES (4, 4, 'four')",
                    "ALTER TABLE a RENAME TO \"b 🐦\"",
                    "UPDATE \"b 🐦\" SET renamed = 44 WHERE id = 4",
                    "CREATE TYPE mood AS ENUM ('sad', 'glad')",
                    "CREATE TABLE fresh (id int PRIMARY KEY, m mood)",
                    "INSERT INTO fresh VALUES (1, 'sad')",
                    "ALTER TYPE mood ADD VALUE 'new'",
                    "INSERT INTO fresh VALUES (2, 'new')",
                    "CREATE TABLE keyless (n int)",
                    "INSERT INTO keyless VALUES (1), (1), (2)",
                    "UPDATE keyless SET n = 3 WHERE n = 2",
                    "DELETE FROM keyless WHERE n = 1",
                    "CREATE INDEX CONCURRENTLY ON fresh (m)",
                    "CREATE VIEW seen AS SELECT * FROM fresh");
            database.drain().assertEqual();
            assertThat(database.waiting()).isEmpty();
            database.onSource(
                    "ALTER TABLE keyless ADD COLUMN r float8 DEFAULT random()",
                    "INSERT INTO keyless VALUES (7)",
                    "DO $$ BEGIN ALTER TABLE fresh ADD COLUMN hidden int; END $$",
                    "UPDATE fresh SET hidden = 3");
            database.drain();
            assertThat(database.waiting())
                    .hasSize(2)
                    .allSatisfy((table, how) -> assertThat(how.choice()).isEqualTo(Waiting.Choice.COPY));
        }
    }

    @Test
    void withoutTheRightToSeeThemATableWaitsFromItsFirstRowInAnotherForm() throws SQLException {
        try (PostgresServer source = PostgresServer.start(15);
                PostgresServer target = PostgresServer.start(15);
                var database = new Followed(source, target)) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY, n int)", "CREATE TABLE b (id int PRIMARY KEY)")
                    .follow();
            database.onSource(
                    "ALTER EVENT TRIGGER " + database.definitionTrigger() + " DISABLE",
                    "ALTER TABLE a ADD COLUMN extra int",
                    "INSERT INTO a VALUES (1, 1, 1)",
                    "INSERT INTO b VALUES (1)");
            database.drain();
            assertThat(database.waiting())
                    .hasEntrySatisfying(A, how -> assertThat(how.choice()).isEqualTo(Waiting.Choice.OPEN));
            assertThat(database.waiting()).hasSize(1);
            assertThat(database.onTargetQuery("SELECT id::text FROM public.b")).containsExactly("1");
        }
    }

    @Test
    void whoMakesATableInALongTransactionKeepsNobodyWaiting() throws SQLException {
        try (PostgresServer source = PostgresServer.start(18);
                PostgresServer target = PostgresServer.start(18);
                var database = new Followed(source, target);
                Connection slow = database.application();
                Connection other = database.application()) {
            database.onBoth("CREATE TABLE a (id int PRIMARY KEY)").follow();
            slow.setAutoCommit(false);
            slow.createStatement().execute("CREATE TABLE public.slow (id int PRIMARY KEY)");
            slow.createStatement().execute("INSERT INTO public.slow VALUES (1)");
            other.createStatement().execute("SET statement_timeout = '20s'");
            other.createStatement().execute("CREATE TABLE public.other (id int PRIMARY KEY)");
            other.createStatement().execute("INSERT INTO public.other VALUES (1)");
            slow.commit();
            database.drain();
            assertThat(database.onTargetQuery("SELECT id::text FROM public.slow"))
                    .containsExactly("1");
            assertThat(database.waiting())
                    .hasEntrySatisfying(
                            new TableName("public", "other"),
                            how -> assertThat(how.choice()).isEqualTo(Waiting.Choice.COPY));
        }
    }

    @Test
    void aTableWhoseRowsCannotBeToldApartWithWhatIsComputedIsCopied() throws SQLException {
        try (PostgresServer source = PostgresServer.start(18);
                PostgresServer target = PostgresServer.start(18);
                var database = new Followed(source, target)) {
            database.onBoth(
                            "CREATE TABLE a (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED)",
                            "CREATE TABLE b (id int)",
                            "CREATE TABLE c (id int, twice int GENERATED ALWAYS AS (id * 2) STORED)")
                    .follow();
            database.onSource(
                    "ALTER TABLE a DROP CONSTRAINT a_pkey",
                    "ALTER TABLE b ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) STORED",
                    "ALTER TABLE c ADD COLUMN more int",
                    "CREATE TABLE fresh (id int, twice int GENERATED ALWAYS AS (id * 2) STORED)");
            for (String table : List.of("a", "b", "c", "fresh")) {
                database.onSource("INSERT INTO " + table + " VALUES (1)", "UPDATE " + table + " SET id = 2");
            }
            database.drain();
            assertThat(database.waiting().keySet())
                    .containsExactlyInAnyOrder(A, new TableName("public", "b"), new TableName("public", "fresh"));
            assertThat(database.waiting().values())
                    .allSatisfy(how -> assertThat(how.choice()).isEqualTo(Waiting.Choice.COPY));
            assertThat(database.onTargetQuery("SELECT id || ' ' || twice FROM public.c"))
                    .containsExactly("2 4");
        }
    }
}
