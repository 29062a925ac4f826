package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.core.Selection;
import dev.godwit.core.Severity;
import dev.godwit.core.spi.KeyRange;
import dev.godwit.pipeline.Coverage;
import dev.godwit.pipeline.Limit;
import dev.godwit.pipeline.Repair;
import dev.godwit.pipeline.RowDifference;
import dev.godwit.pipeline.TableVerdict;
import dev.godwit.pipeline.Tuning;
import dev.godwit.pipeline.Verification;
import dev.godwit.pipeline.VerifyControl;
import dev.godwit.pipeline.VerifyListener;
import dev.godwit.pipeline.VerifyOrder;
import dev.godwit.pipeline.VerifyProgress;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Bank;
import dev.godwit.testkit.load.Writers;
import dev.godwit.testkit.schema.TypeZoo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is changed on the target behind Godwit's back is found while applications write, and nothing else is. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifyIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String DATABASE = "app";
    private static final int CLEAN_RUNS = 10;

    /** Where rows are written; the others stand still. */
    private static final VerifyOrder BUSY =
            new VerifyOrder(new Selection(List.of("public.*"), List.of()), KeyRange.ALL, false, 1000, false, false);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path work;

    @SuppressWarnings("NullAway.Init")
    private static PostgresServer source;

    @SuppressWarnings("NullAway.Init")
    private static PostgresServer target;

    @SuppressWarnings("NullAway.Init")
    private static MigrationRun run;

    @SuppressWarnings("NullAway.Init")
    private static Writers customers;

    @SuppressWarnings("NullAway.Init")
    private static List<String> zoo;

    @BeforeAll
    static void start() throws SQLException {
        source = PostgresServer.start(12);
        target = PostgresServer.start(17);
        source.createDatabase(DATABASE);
        target.createDatabase(DATABASE);
        Bank bank;
        try (Connection connection = source.connect(DATABASE)) {
            bank = Bank.create(connection, 1);
            zoo = TypeZoo.create(connection).tables();
        }
        source.execute(DATABASE, """
                CREATE SCHEMA shop;
                CREATE TABLE shop.skewed (a int, b text, n int, t text, PRIMARY KEY (b, a));
                INSERT INTO shop.skewed SELECT g, CASE WHEN g % 100 = 0 THEN 'rare ' || g ELSE 'common' END, g, repeat('t', 20)
                    FROM generate_series(1, 45000) g;
                CREATE TABLE shop.texts (code text COLLATE "C" PRIMARY KEY, n int NOT NULL, CONSTRAINT positive CHECK (n > 0));
                INSERT INTO shop.texts SELECT 'Code-' || g, g FROM generate_series(1, 21000) g;
                CREATE TABLE shop.log (n int, t text);
                INSERT INTO shop.log SELECT g % 500, 'entry' FROM generate_series(1, 5000) g;
                CREATE TABLE shop.pairs (id int PRIMARY KEY, v text UNIQUE);
                INSERT INTO shop.pairs SELECT g, 'v' || g FROM generate_series(1, 1000) g;
                CREATE TABLE shop.parted (id int, d date, v text, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
                CREATE TABLE shop.parted_1 PARTITION OF shop.parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
                CREATE TABLE shop.parted_2 PARTITION OF shop.parted FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
                INSERT INTO shop.parted SELECT g, date '2020-06-01' + g, 'p' FROM generate_series(1, 500) g;
                CREATE TABLE shop.floats (f float8 PRIMARY KEY, v int);
                INSERT INTO shop.floats SELECT g / 3.0, g FROM generate_series(1, 2000) g;
                CREATE TABLE shop.counted (id serial PRIMARY KEY, big bigserial);
                INSERT INTO shop.counted SELECT FROM generate_series(1, 100);
                CREATE INDEX by_n ON shop.skewed (n)
                """);
        var plan = MigrationRun.plan(change -> change.promote(Plan.Promote.MANUAL));
        run = MigrationRun.start(source, target, DATABASE, plan, work);
        run.await(LONG, run::waitsForUser);
        // Most of the time each of them waits for the target to pass a mark.
        run.control.tune(new Tuning(6, Limit.NONE, Limit.NONE));
        customers = bank.customers(() -> source.connect(DATABASE))
                .writers(2)
                .perSecond(150)
                .start();
    }

    @AfterAll
    static void end() {
        customers.close();
        run.close();
        source.close();
        target.close();
    }

    @Test
    @Order(1)
    void raisesNoAlarmInTenCleanRunsWhileCustomersWrite() {
        long rechecked = 0;
        for (int i = 0; i < CLEAN_RUNS; i++) {
            customers.awaitCommits(20, LONG);
            Verification verification = run.verify(i == 0 || i == CLEAN_RUNS - 1 ? VerifyOrder.ALL : BUSY);
            assertThat(problems(verification)).isEmpty();
            assertThat(verification.equal()).isTrue();
            assertThat(verification.footing()).isEqualTo(Verification.Footing.FOLLOWED);
            rechecked += verification.tables().stream()
                    .mapToLong(TableVerdict::rechecked)
                    .sum();
        }
        assertThat(rechecked).as("rows that differed at the first look").isPositive();
    }

    @Test
    @Order(2)
    void findsEveryPlantedCorruptionAndCopiesExactlyThoseRowsAgainWhileCustomersWrite() throws SQLException {
        Map<String, Set<String>> planted = plant();
        Repair repair = run.control
                .requestRepair(VerifyOrder.ALL, VerifyListener.NONE, new VerifyControl())
                .join();

        Verification before = repair.before();
        assertThat(found(before)).isEqualTo(planted);
        assertThat(planted.values().stream().mapToInt(Set::size).sum()).isGreaterThan(40);
        assertThat(before.tables()).noneMatch(table -> table.unsettled() > 0);
        assertThat(before.definitions())
                .extracting(Finding::found)
                .map(found -> found.replaceAll(" (is|was) .*", ""))
                .containsExactlyInAnyOrderElementsOf(DEFINITIONS);
        assertThat(before.sequences())
                .extracting(Finding::found)
                .containsExactly("sequence shop.counted_big_seq was used on the target before the switch");
        assertThat(before.toString()).doesNotContain(SECRET);

        assertThat(repair.notes()).isEmpty();
        assertThat(repair.sequences()).isEqualTo(1);
        assertThat(repair.rows())
                .isEqualTo(before.tables().stream()
                        .mapToLong(TableVerdict::differing)
                        .sum());
        assertThat(found(repair.after())).isEmpty();
        assertThat(repair.after().tables()).hasSameSizeAs(before.tables());
        assertThat(repair.after().sequences()).isEmpty();
        assertThat(repair.after().definitions())
                .as("definitions are reported, not repaired")
                .hasSameSizeAs(DEFINITIONS);
    }

    @Test
    @Order(3)
    void aContinuousOneLooksAtRowsThatWereJustWrittenBeforeTheirTableHasItsTurnAgain() {
        var seen = new Continuous();
        var verifying = new VerifyControl();
        verifying.recent(run.control.recent());
        verifying.redefinitions(run.control::redefinitions);
        verifying.limit(new Limit(100_000, 0));
        var tables = new Selection(List.of("public.*", "shop.*"), List.of());
        var result = run.verify(new VerifyOrder(tables, KeyRange.ALL, true, 10, false, true), seen, verifying);
        Awaitility.await("all tables seen, and rows just written")
                .atMost(LONG)
                .until(() -> seen.coverage != null && seen.coverage.rounds() > 0 && seen.coverage.recentRows() > 0);
        assertThat(seen.different).isEmpty();
        assertThat(amiss(seen.definitions.getFirst())).hasSameSizeAs(DEFINITIONS);
        assertThat(Objects.requireNonNull(seen.coverage).definitions()).isNotNull();

        target.execute(DATABASE, "ALTER TABLE shop.texts ALTER n DROP NOT NULL");
        source.execute(DATABASE, "ALTER TABLE shop.floats ADD COLUMN w int DEFAULT 1");
        Awaitility.await("definitions, as soon as they have changed")
                .atMost(LONG)
                .until(() -> amiss(seen.definitions.getLast()).stream()
                        .anyMatch(found -> found.startsWith("column n of shop.texts")));
        assertThat(amiss(seen.definitions.getLast())).hasSize(DEFINITIONS.size() + 1);
        target.execute(DATABASE, "UPDATE shop.floats SET w = 2 WHERE v = 5");
        Awaitility.await("a column that came meanwhile").atMost(LONG).until(() -> !seen.different.isEmpty());
        assertThat(seen.different.getFirst().rows())
                .extracting(VerifyIT::words)
                .singleElement()
                .asString()
                .contains("[w]");
        target.execute(DATABASE, "UPDATE shop.floats SET w = 1 WHERE v = 5");
        seen.different.clear();

        target.execute(DATABASE, """
                CREATE FUNCTION shop.spoil() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN NEW.t := 'spoiled'; RETURN NEW; END $$;
                CREATE TRIGGER spoil BEFORE UPDATE ON shop.skewed FOR EACH ROW EXECUTE PROCEDURE shop.spoil();
                ALTER TABLE shop.skewed ENABLE ALWAYS TRIGGER spoil
                """);
        source.execute(DATABASE, "UPDATE shop.skewed SET n = n + 1 WHERE a = 4242");
        Awaitility.await("the spoiled row")
                .atMost(LONG)
                .until(() -> !skewed(seen).isEmpty());
        verifying.requestStop();
        assertThat(skewed(seen)).first().satisfies(table -> {
            assertThat(table.sourceRows()).as("rows read because of a turn").isZero();
            assertThat(table.rows()).extracting(VerifyIT::words).containsExactly("CHANGED 4242 common [t]");
        });
        assertThat(result.join().stopped()).isTrue();
    }

    private static List<TableVerdict> skewed(Continuous seen) {
        return seen.different.stream()
                .filter(table -> table.table().name().equals("skewed"))
                .toList();
    }

    private static List<String> amiss(List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.severity() == Severity.FAILED)
                .map(Finding::found)
                .toList();
    }

    private static final class Continuous implements VerifyListener {
        private final List<List<Finding>> definitions = new CopyOnWriteArrayList<>();
        private final List<TableVerdict> different = new CopyOnWriteArrayList<>();
        private volatile @Nullable Coverage coverage;

        @Override
        public void progress(VerifyProgress progress) {}

        @Override
        public void definitions(List<Finding> found) {
            definitions.add(found);
        }

        @Override
        public void coverage(Coverage now) {
            coverage = now;
        }

        @Override
        public void table(TableVerdict verdict) {
            if (verdict.verdict() == TableVerdict.Verdict.DIFFERENT) {
                different.add(verdict);
            }
        }
    }

    private static final String SECRET = "secret value";

    private static final List<String> DEFINITIONS = List.of(
            "index by_n of shop.skewed",
            "constraint positive of shop.texts",
            "column v of shop.pairs",
            "sequence shop.counted_id_seq",
            "constraint counted_pkey of shop.counted",
            "index counted_pkey of shop.counted");

    /** Changes the target; answers with what is to be found, by table. */
    private static Map<String, Set<String>> plant() throws SQLException {
        var expected = new TreeMap<String, Set<String>>();
        List<String> keyed =
                zoo.stream().filter(type -> !type.endsWith(" keyless")).toList();
        changed(keyed).forEach(type -> expected.put("zoo." + type, Set.of("CHANGED 1 [v]")));
        plant(expected, "shop.skewed", "DELETE FROM shop.skewed WHERE a = 777", "MISSING 777 common []");
        plant(
                expected,
                "shop.skewed",
                "INSERT INTO shop.skewed VALUES (0, 'common', 1, '" + SECRET + "')",
                "EXTRA 0 common []");
        plant(
                expected,
                "shop.skewed",
                "UPDATE shop.skewed SET n = 0, t = NULL WHERE a = 500",
                "CHANGED 500 rare 500 [n, t]");
        plant(
                expected,
                "shop.skewed",
                "UPDATE shop.skewed SET a = -1 WHERE a = 901",
                "MISSING 901 common []",
                "EXTRA -1 common []");
        plant(
                expected,
                "shop.pairs",
                "UPDATE shop.pairs SET v = NULL WHERE id = 10; UPDATE shop.pairs SET v = 'v10' WHERE id = 11;"
                        + " UPDATE shop.pairs SET v = 'v11' WHERE id = 10",
                "CHANGED 10 [v]",
                "CHANGED 11 [v]");
        plant(expected, "shop.pairs", "UPDATE shop.pairs SET v = NULL WHERE id = 20", "CHANGED 20 [v]");
        plant(expected, "shop.texts", "DELETE FROM shop.texts WHERE code = 'Code-15'", "MISSING Code-15 []");
        plant(expected, "shop.texts", "INSERT INTO shop.texts VALUES ('code-15', 15)", "EXTRA code-15 []");
        plant(expected, "shop.parted_1", "DELETE FROM shop.parted WHERE id = 5", "MISSING 5 2020-06-06 []");
        plant(
                expected,
                "shop.parted_2",
                "UPDATE shop.parted SET v = v || ' ' WHERE id = 400",
                "CHANGED 400 2021-07-06 [v]");
        plant(
                expected,
                "shop.floats",
                "UPDATE shop.floats SET v = v + 1 WHERE v = 2",
                "CHANGED 0.6666666666666666 [v]");
        plant(
                expected,
                "public.pgbench_accounts",
                "INSERT INTO pgbench_accounts VALUES (200000, 1, 0, '')",
                "EXTRA 200000 []");
        plant(expected, "shop.log", "INSERT INTO shop.log VALUES (1, 'entry'), (1, 'entry')", "EXTRA 2 alike");
        plant(
                expected,
                "shop.log",
                "DELETE FROM shop.log WHERE ctid IN (SELECT ctid FROM shop.log WHERE n = 2 LIMIT 3)",
                "MISSING 3 alike");
        plant(
                expected,
                "public.pgbench_history",
                "INSERT INTO pgbench_history SELECT * FROM pgbench_history ORDER BY mtime LIMIT 1",
                "EXTRA 1 alike");
        plant(
                expected,
                "shop.counted",
                "ALTER TABLE shop.counted DROP CONSTRAINT counted_pkey; INSERT INTO shop.counted VALUES (5, 5)",
                "EXTRA 5 []");
        plant(expected, "shop.counted", "DELETE FROM shop.counted WHERE id = 7", "MISSING 7 []");
        target.execute(
                DATABASE,
                "SELECT setval('shop.counted_big_seq', 5000)",
                "ALTER SEQUENCE shop.counted_id_seq INCREMENT 7",
                "DROP INDEX shop.by_n",
                "ALTER TABLE shop.texts DROP CONSTRAINT positive; ALTER TABLE shop.texts ADD CONSTRAINT positive CHECK (n > -1)",
                "ALTER TABLE shop.pairs ALTER v SET DEFAULT 'x'");
        return expected;
    }

    private static void plant(Map<String, Set<String>> expected, String table, String corruption, String... found) {
        target.execute(DATABASE, corruption);
        expected.computeIfAbsent(table, name -> new TreeSet<>()).addAll(List.of(found));
    }

    /** Gives the first row of each type's table another of its values; answers with those that have one. */
    private static List<String> changed(List<String> types) throws SQLException {
        var changed = new ArrayList<String>();
        try (Connection connection = target.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            for (String type : types) {
                String table = "zoo.\"" + type.replace("\"", "\"\"") + "\"";
                int rows = statement.executeUpdate("""
                        UPDATE %1$s t SET v = other.v FROM (SELECT v FROM %1$s o WHERE o.v::text IS DISTINCT FROM
                            (SELECT v::text FROM %1$s WHERE id = 1) ORDER BY o.v IS NULL, id DESC LIMIT 1) other WHERE t.id = 1
                        """.formatted(table));
                if (rows > 0) {
                    changed.add(type);
                }
            }
        }
        return changed;
    }

    private static Map<String, Set<String>> found(Verification verification) {
        var found = new TreeMap<String, Set<String>>();
        for (TableVerdict table : verification.tables()) {
            if (table.verdict() != TableVerdict.Verdict.EQUAL) {
                found.put(
                        table.table().toString(),
                        table.rows().stream().map(VerifyIT::words).collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return found;
    }

    private static String words(RowDifference row) {
        if (row.key().getFirst().column().equals("row hash")) {
            return row.kind() + " " + row.times() + " alike";
        }
        return row.kind() + " "
                + row.key().stream().map(RowDifference.Part::value).collect(Collectors.joining(" ")) + " "
                + row.columns();
    }

    private static List<String> problems(Verification verification) {
        var problems = new ArrayList<String>();
        verification.tables().stream()
                .filter(table -> table.verdict() != TableVerdict.Verdict.EQUAL)
                .forEach(table -> problems.add(table.toString()));
        verification.definitions().forEach(finding -> problems.add(finding.found()));
        verification.sequences().forEach(finding -> problems.add(finding.found()));
        problems.addAll(verification.notes());
        return problems;
    }
}
