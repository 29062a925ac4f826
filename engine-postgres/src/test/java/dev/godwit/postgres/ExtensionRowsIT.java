package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Plan;
import dev.godwit.core.Selection;
import dev.godwit.testkit.ClientPrograms;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Rows that users added to tables of an extension, which pg_dump knows and no publication. */
class ExtensionRowsIT {

    private static final String TABLES = """
            CREATE TABLE maps."Ref sys" (id int PRIMARY KEY, "Na me" text, twice int GENERATED ALWAYS AS (id * 2) STORED);
            INSERT INTO maps."Ref sys" VALUES (1, 'shipped');
            CREATE TABLE maps.whole (v text);
            CREATE SEQUENCE maps.counter;
            CREATE TABLE maps.inner_matter (v text);
            """;

    private static final String MARKS = """
            SELECT pg_extension_config_dump('maps."Ref sys"', 'WHERE id >= 1000');
            SELECT pg_extension_config_dump('maps.whole', '');
            SELECT pg_extension_config_dump('maps.counter', '');
            """;

    /** As CREATE EXTENSION would, on a server that looks for its script in its own folder only. */
    private static final String BY_HAND = """
            INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion, extconfig, extcondition)
            SELECT 99999, 'maps', 10, 'maps'::regnamespace, false, '1.0',
                ARRAY['maps."Ref sys"'::regclass, 'maps.whole'::regclass, 'maps.counter'::regclass]::oid[],
                '{WHERE id >= 1000,"",""}';
            ALTER EXTENSION maps ADD TABLE maps."Ref sys"; ALTER EXTENSION maps ADD TABLE maps.whole;
            ALTER EXTENSION maps ADD SEQUENCE maps.counter; ALTER EXTENSION maps ADD TABLE maps.inner_matter;
            """;

    @TempDir
    Path work;

    private static Path files;
    private static PostgresServer from;
    private static PostgresServer to;
    private String database = "";

    @BeforeAll
    static void start() throws IOException {
        ClientPrograms.atLeast(17);
        files = Files.createTempDirectory("extension");
        Path folder = Files.createDirectory(files.resolve("extension"));
        write(folder.resolve("maps.control"), "default_version = '1.0'\nrelocatable = false\nschema = maps\n");
        write(folder.resolve("maps--1.0.sql"), TABLES + MARKS);
        for (Path path : List.of(files, folder)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        from = PostgresServer.start(17);
        to = PostgresServer.version(18)
                .set("extension_control_path", "$system:" + files)
                .start();
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    @AfterAll
    static void stop() throws IOException {
        from.close();
        to.close();
        for (String name : List.of("extension/maps.control", "extension/maps--1.0.sql", "extension", "")) {
            Files.deleteIfExists(files.resolve(name));
        }
    }

    @BeforeEach
    void createDatabases(TestInfo test) {
        database = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        from.createDatabase(database);
        to.createDatabase(database);
        from.execute(
                database,
                "CREATE SCHEMA maps;" + TABLES + BY_HAND,
                "INSERT INTO maps.whole VALUES (E'tab\\there'), (NULL)",
                "INSERT INTO maps.\"Ref sys\" VALUES (1000, 'mine'), (1001, 'mine too'); SELECT nextval('maps.counter')",
                "INSERT INTO maps.inner_matter VALUES ('stays')");
    }

    @Test
    void arriveAtTheStartAndAsTheyAreAtTheSwitch() throws SQLException {
        var plan = StructureMigration.plan(Selection.ALL, false, Plan.Owner.KEEP);
        try (var migration = new StructureMigration(
                from.url(database), from.password(), to.url(database), to.password(), plan, work)) {
            var catalog = migration.source.catalog();
            var structure = migration.structure();
            structure.read(catalog);
            assertThat(structure.create(catalog)).isEmpty();
            assertThat(rows(to)).isEqualTo(rows(from)).contains("1|shipped|2", "1000|mine|2000", "counter 1 t");

            from.execute(
                    database,
                    "DELETE FROM maps.\"Ref sys\" WHERE id = 1001; UPDATE maps.\"Ref sys\" SET \"Na me\" = 'x' WHERE id = 1000",
                    "DELETE FROM maps.whole WHERE v IS NULL; SELECT setval('maps.counter', 77, false)");
            assertThat(structure.complete(catalog)).isEmpty();
            assertThat(rows(to)).isEqualTo(rows(from)).contains("1000|x|2000", "counter 77 f");
            assertThat(strings(to, "SELECT v FROM maps.inner_matter")).isEmpty();
        }
    }

    @Test
    void whatAnOrdinaryRoleMayNotWriteIsAFinding() {
        to.execute(
                database,
                "CREATE SCHEMA maps; CREATE EXTENSION maps; CREATE ROLE mover LOGIN PASSWORD 'p';"
                        + " GRANT CREATE ON DATABASE " + database + " TO mover;"
                        + " GRANT USAGE ON SCHEMA maps TO mover; GRANT SELECT ON ALL TABLES IN SCHEMA maps TO mover");
        var plan = StructureMigration.plan(Selection.ALL, false, Plan.Owner.NONE);
        try (var migration = new StructureMigration(
                from.url(database), from.password(), to.url(database, "mover"), "p", plan, work)) {
            var findings = new ExtensionRows(migration.source.sessions(), migration.target.sessions()).mend();
            assertThat(findings)
                    .allSatisfy(
                            finding -> assertThat(finding.code()).isEqualTo(PostgresFailure.EXTENSION_ROWS_NOT_MOVED))
                    .extracting(finding -> finding.found())
                    .satisfiesExactlyInAnyOrder(
                            found -> assertThat(found).contains("maps.Ref sys of extension maps", "permission denied"),
                            found -> assertThat(found).contains("maps.whole"),
                            found -> assertThat(found).contains("maps.counter"));
        }
    }

    private List<String> rows(PostgresServer server) throws SQLException {
        return strings(server, """
                SELECT concat_ws('|', id, "Na me", twice) FROM maps."Ref sys"
                UNION ALL SELECT coalesce(v, 'null') FROM maps.whole
                UNION ALL SELECT concat_ws(' ', 'counter', last_value, is_called) FROM maps.counter ORDER BY 1""");
    }

    private List<String> strings(PostgresServer server, String query) throws SQLException {
        try (Connection connection = server.connect(database)) {
            return Rows.strings(connection, query);
        }
    }
}
