package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.Selection;
import dev.godwit.testkit.ClientPrograms;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class StructureStepsIT {

    private static PostgresServer from;
    private static PostgresServer to;

    @TempDir
    Path work;

    private String database = "";

    @BeforeAll
    static void start() {
        ClientPrograms.atLeast(15);
        from = PostgresServer.start(15);
        to = PostgresServer.start(18);
        for (PostgresServer server : List.of(from, to)) {
            server.execute("postgres", "CREATE ROLE reader; CREATE ROLE \"Ow ner\"");
        }
    }

    @AfterAll
    static void stop() {
        from.close();
        to.close();
    }

    @BeforeEach
    void createDatabases(TestInfo test) {
        database = test.getTestMethod().orElseThrow().getName();
        from.createDatabase(database);
        to.createDatabase(database);
    }

    @Test
    void startsOverWhatACrashLeftHalfMade() throws SQLException {
        Definitions.create(from, database);
        to.execute(database, "CREATE TABLE untouched (a int)");
        try (var migration = migration(Plan.Owner.KEEP, Selection.ALL)) {
            var catalog = migration.source.catalog();
            migration.structure().read(catalog);
            migration.structure().create(catalog);
            // As a process that was killed just before it noted the step's end would have left it.
            var notes = new Notes(migration.progress);
            notes.begin("create", inventoryWithout(migration));
            to.execute(database, "DROP TABLE app.child, app.typed; DROP FUNCTION app.add CASCADE");
            assertThat(migration.moveAll()).isEmpty();
            notes.begin("indexes", "begun");
            notes.begin("constraints", "begun");
            assertThat(migration.moveAll()).isEmpty();
            assertThat(migration.compare())
                    .allSatisfy(f -> assertThat(f.found()).contains("untouched"))
                    .isNotEmpty();
        }
    }

    private String inventoryWithout(StructureMigration migration) throws SQLException {
        try (Connection connection = migration.target.sessions().open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT string_agg(c.tableoid::int8 || ':' || c.oid::int8, ',')"
                        + " FROM pg_catalog.pg_class c WHERE c.relname = 'untouched'")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void dropsAllThatUsersMadeButNotItsOwnNotes() {
        Definitions.create(to, database);
        try (var migration = migration(Plan.Owner.KEEP, Selection.ALL)) {
            migration.structure().dropExisting(migration.source.catalog());
            assertThat(new TargetObjects(migration.target.sessions()).inventory())
                    .isEmpty();
            assertThat(migration.progress.note("nothing")).isEmpty();
            migration.progress.note("something", "there");
        }
    }

    @Test
    void takesAlongWhatSelectedTablesNeedAndNothingElse() throws SQLException {
        Definitions.create(from, database);
        try (var migration =
                migration(Plan.Owner.KEEP, new Selection(List.of("app.child", "app.parts_1"), List.of()))) {
            assertThat(migration.moveAll()).extracting(f -> f.code().id()).containsOnly("GW-0605");
            assertThat(migration.compare())
                    .extracting(f -> f.found())
                    .allSatisfy(found -> assertThat(found).contains("fk"));
            assertThat(tables(migration)).containsExactly("app.child", "app.parts", "app.parts_1");
        }
    }

    private static List<String> tables(StructureMigration migration) throws SQLException {
        try (Connection connection = migration.target.sessions().open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT array_agg(c.oid::regclass::text ORDER BY 1) FROM pg_catalog.pg_class c
                        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.oid >= 16384
                        AND c.relnamespace <> 'godwit'::regnamespace""")) {
            row.next();
            return List.of((String[]) row.getArray(1).getArray());
        }
    }

    @Test
    void worksForAnOrdinaryRoleAndSaysWhatItMayNot() {
        Definitions.create(from, database);
        to.execute(
                "postgres",
                "CREATE ROLE mover LOGIN PASSWORD 'secret'; ALTER DATABASE \"" + database + "\" OWNER TO mover");
        var plan = StructureMigration.plan(Selection.ALL, false, Plan.Owner.NONE);
        try (var migration = new StructureMigration(
                from.url(database), from.password(), to.url(database, "mover"), "secret", plan, work)) {
            assertThat(migration.moveAll())
                    .extracting(f -> f.found())
                    .allMatch(
                            found -> found.matches(
                                    "(?s)"
                                            + ".*(EVENT TRIGGER|OPERATOR FAMILY|FOREIGN DATA WRAPPER|SERVER|FOREIGN TABLE|USER MAPPING|SUBSCRIPTION"
                                            + "|LARGE OBJECT|pg_largeobject|PUBLICATION|CONNECTION LIMIT|ALTER DATABASE|ROLE|COMMENT|CAST).*"));
        }
    }

    @Test
    void findsWhatTheTargetRefusesInAScratchDatabaseAndLeavesNone() {
        from.execute(
                database,
                "CREATE TABLE refused (a int8 DEFAULT pg_stat_get_bgwriter_requested_checkpoints())",
                "CREATE TABLE fine (a int)",
                "CREATE VIEW left_out AS SELECT buffers_backend FROM pg_stat_bgwriter");
        to.execute(database, "CREATE TABLE there (a int)");
        try (var migration = migration(Plan.Owner.KEEP, Selection.ALL)) {
            var findings = new ScratchRestore(migration.target, migration.source).run();
            assertThat(findings)
                    .extracting(f ->
                            f.code().id() + " " + f.severity() + " " + f.found().replaceAll(" postgres: .*", ""))
                    .contains("GW-0602 FAILED TABLE public refused", "GW-0603 WARNING VIEW public left_out")
                    .noneMatch(found -> found.contains("fine"));
            assertThat(databases(migration)).noneMatch(name -> name.startsWith("godwit_scratch"));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> databases(StructureMigration migration) throws SQLException {
        try (Connection connection = migration.target.sessions().open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT array_agg(datname) FROM pg_catalog.pg_database")) {
            row.next();
            return List.of((String[]) row.getArray(1).getArray());
        }
    }

    @Test
    void refusesRowsThatBreakADeferrableKey() {
        from.execute(database, "CREATE TABLE k (a int UNIQUE DEFERRABLE)");
        try (var migration = migration(Plan.Owner.KEEP, Selection.ALL)) {
            var catalog = migration.source.catalog();
            var structure = migration.structure();
            structure.read(catalog);
            structure.create(catalog);
            structure.buildIndexes(catalog, () -> 2, built -> {});
            structure.buildConstraints(catalog, () -> 2, built -> {});
            to.execute(database, "SET session_replication_role = replica; INSERT INTO k VALUES (1), (1)");
            assertThatThrownBy(() -> structure.complete(catalog))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("GW-0607");
        }
    }

    @Test
    void takesBackWhatWouldActOnChanges() throws SQLException {
        from.execute(database, ACTING);
        try (var migration = migration(Plan.Owner.KEEP, Selection.ALL)) {
            assertThat(madeByTheSwitchAndTakenBack(migration))
                    .contains(
                            "trigger every parts A",
                            "rule never parts A",
                            "check positive",
                            "row security parts",
                            "event trigger notice",
                            "publication all_rows")
                    .doesNotContain("trigger usual parts O", "foreign key fk");
        }
    }

    @Test
    void takesBackAllTriggersAndForeignKeysWhereItMayNotWriteAsAReplica() throws SQLException {
        from.execute(database, ACTING);
        to.execute(
                "postgres",
                "CREATE ROLE taker LOGIN PASSWORD 'secret'; ALTER DATABASE \"" + database + "\" OWNER TO taker");
        var plan = StructureMigration.plan(Selection.ALL, false, Plan.Owner.NONE);
        try (var migration = new StructureMigration(
                from.url(database), from.password(), to.url(database, "taker"), "secret", plan, work)) {
            assertThat(madeByTheSwitchAndTakenBack(migration))
                    .contains("trigger every parts A", "trigger usual parts O", "foreign key fk", "row security parts");
        }
    }

    /** They are sorted by the names of tables: before the trigger of which they are copies. */
    @Test
    void movesHowPartitionsEnableTheirCopiesOfTriggersAndTakesThatBack() throws SQLException {
        from.execute(database, ACTING, """
                ALTER TABLE parts DROP CONSTRAINT positive;
                CREATE TABLE first PARTITION OF parts FOR VALUES FROM (200) TO (300);
                CREATE TABLE second PARTITION OF parts FOR VALUES FROM (300) TO (400);
                CREATE TRIGGER copied AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION act();
                ALTER TABLE first ENABLE ALWAYS TRIGGER usual;
                ALTER TABLE first DISABLE TRIGGER copied;
                ALTER TABLE second DISABLE TRIGGER every;
                """);
        try (var migration = migration(Plan.Owner.KEEP, Selection.ALL)) {
            assertThat(new ScratchRestore(migration.target, migration.source).run())
                    .isEmpty();
            assertThat(madeByTheSwitchAndTakenBack(migration)).contains("trigger every parts A");
            String states = "SELECT c.relname || ' ' || t.tgname || ' ' || t.tgenabled::text FROM pg_trigger t"
                    + " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal ORDER BY 1";
            try (Connection source = from.connect(database);
                    Connection target = to.connect(database)) {
                assertThat(Rows.strings(target, states))
                        .contains("first usual A", "first copied D", "second every D")
                        .isEqualTo(Rows.strings(source, states));
            }
        }
    }

    /** Moves definitions, switches twice, and looks between whether all is as it was before the first time. */
    private List<String> madeByTheSwitchAndTakenBack(StructureMigration migration) throws SQLException {
        var catalog = migration.source.catalog();
        var structure = migration.structure();
        structure.read(catalog);
        structure.create(catalog);
        structure.buildIndexes(catalog, () -> 2, built -> {});
        structure.buildConstraints(catalog, () -> 2, built -> {});
        try (Connection target = to.connect(database)) {
            List<String> before = Rows.strings(target, ACTS);
            structure.takeBack(catalog);
            assertThat(Rows.strings(target, ACTS)).isEqualTo(before);
            structure.complete(catalog);
            List<String> switched = Rows.strings(target, ACTS);

            migration.structure().read(catalog);
            migration.structure().takeBack(catalog); // by another run
            structure.takeBack(catalog);
            assertThat(Rows.strings(target, ACTS)).isEqualTo(before);

            structure.complete(catalog);
            assertThat(Rows.strings(target, ACTS)).isEqualTo(switched);
            assertThat(migration.target.made().names())
                    .as("an event trigger made by the second switch is known to be made, too")
                    .filteredOn(name -> name.startsWith("event trigger"))
                    .hasSameSizeAs(switched.stream()
                            .filter(line -> line.startsWith("event trigger"))
                            .toList());
            return switched.stream().filter(line -> !before.contains(line)).toList();
        }
    }

    private static final String ACTING = """
            CREATE TABLE parts (a int PRIMARY KEY, b int) PARTITION BY RANGE (a);
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (100);
            CREATE TABLE child (a int CONSTRAINT fk REFERENCES parts);
            ALTER TABLE parts ADD CONSTRAINT positive CHECK (b > 0) NOT VALID;
            ALTER TABLE parts ENABLE ROW LEVEL SECURITY;
            CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE FUNCTION react() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
            CREATE TRIGGER usual AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION act();
            CREATE TRIGGER every AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION act();
            ALTER TABLE parts ENABLE ALWAYS TRIGGER every;
            CREATE RULE never AS ON DELETE TO parts WHERE OLD.a < 0 DO INSTEAD NOTHING;
            ALTER TABLE parts ENABLE ALWAYS RULE never;
            CREATE EVENT TRIGGER notice ON ddl_command_end EXECUTE FUNCTION react();
            CREATE PUBLICATION all_rows FOR TABLE child
            """;

    private static final String ACTS = """
            SELECT 'trigger ' || tgname || ' ' || tgrelid::regclass || ' ' || tgenabled::text FROM pg_trigger
                WHERE NOT tgisinternal
            UNION ALL SELECT 'rule ' || rulename || ' ' || ev_class::regclass || ' ' || ev_enabled::text FROM pg_rewrite
                WHERE rulename = 'never'
            UNION ALL SELECT CASE contype WHEN 'f' THEN 'foreign key ' ELSE 'check ' END || conname FROM pg_constraint
                WHERE contype IN ('f', 'c') AND conname IN ('fk', 'positive') AND conparentid = 0
            UNION ALL SELECT 'row security ' || relname FROM pg_class WHERE relrowsecurity
            UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger
            UNION ALL SELECT 'publication ' || pubname FROM pg_publication
            ORDER BY 1
            """;

    @Test
    void namesAnIndexWhoseFunctionNeedsASearchPath() {
        from.execute(database, """
                CREATE FUNCTION half(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 / 2';
                CREATE FUNCTION late(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN half($1); END';
                CREATE FUNCTION early(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT half($1)';
                CREATE TABLE t (a int PRIMARY KEY);
                CREATE INDEX by_late ON t (late(a)); CREATE INDEX by_early ON t (early(a)); CREATE INDEX fine ON t (a);
                """);
        try (var migration = migration(Plan.Owner.KEEP, Selection.ALL)) {
            assertThat(new ScratchRestore(migration.target, migration.source).run())
                    .as("without rows only what is inlined shows")
                    .anySatisfy(f -> assertThat(f.found()).contains("by_early").contains("half"));
            var catalog = migration.source.catalog();
            var structure = migration.structure();
            structure.read(catalog);
            structure.create(catalog);
            to.execute(database, "INSERT INTO t VALUES (1)");
            assertThatThrownBy(() -> structure.buildIndexes(catalog, () -> 2, built -> {}))
                    .isInstanceOfSatisfying(Failure.class, failure -> {
                        assertThat(failure.code()).isEqualTo(PostgresFailure.DEFINITION_REFUSED);
                        assertThat(failure.found()).contains("by_early", "by_late", "half(integer) does not exist");
                    });
            for (PostgresServer server : List.of(from, to)) {
                server.execute(database, """
                        ALTER FUNCTION late SET search_path = public; ALTER FUNCTION early SET search_path = public
                        """);
            }
            assertThat(structure.buildIndexes(catalog, () -> 2, built -> {})).isEmpty();
            structure.buildConstraints(catalog, () -> 2, built -> {});
            structure.complete(catalog);
            assertThat(migration.compare()).isEmpty();
        }
    }

    @Test
    void givesTablesTheIdentityThatTheyHadBeforeItsOwnAlsoWhenDefinitionsAreReadLate() throws SQLException {
        from.execute(
                database,
                "CREATE TABLE keyless (a int); CREATE TABLE silent (a int); ALTER TABLE silent REPLICA IDENTITY NOTHING",
                "CREATE TABLE indexed (a int NOT NULL CONSTRAINT u UNIQUE)");
        try (var migration = migration(Plan.Owner.KEEP, Selection.ALL)) {
            try (var snapshot = migration.source.changes().establish(migration.source.catalog())) {
                assertThat(snapshot.position()).isPresent();
            }
            String identities =
                    "SELECT relname || ' ' || relreplident::text FROM pg_class WHERE relname IN ('keyless', 'silent', 'indexed') ORDER BY 1";
            try (Connection source = from.connect(database)) {
                assertThat(Rows.strings(source, identities)).containsExactly("indexed i", "keyless f", "silent f");
            }
            assertThat(migration.moveAll()).isEmpty();
            migration.source.changes().remove();
            try (Connection target = to.connect(database)) {
                assertThat(Rows.strings(target, identities)).containsExactly("indexed d", "keyless d", "silent n");
            }
            assertThat(migration.compare()).isEmpty();
        }
    }

    private StructureMigration migration(Plan.Owner owner, Selection selection) {
        var plan = StructureMigration.plan(selection, false, owner);
        return new StructureMigration(from.url(database), from.password(), to.url(database), to.password(), plan, work);
    }
}
