package dev.godwit.postgres;

import static dev.godwit.core.Severity.FAILED;
import static dev.godwit.core.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.core.Scope;
import dev.godwit.core.Secret;
import dev.godwit.core.Selection;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas that get other names on the target: what validation says, and what is seen when. */
class SchemaNamesIT {

    private static PostgresServer source;
    private static PostgresServer target;
    private static int databases;

    private String database;

    @BeforeAll
    static void start() {
        source = PostgresServer.start(10);
        target = PostgresServer.start(18);
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    @BeforeEach
    void createDatabases() {
        database = "d" + databases++;
        source.createDatabase(database);
        target.createDatabase(database);
    }

    @Test
    void eachReasonAgainstAName() {
        source.execute(database, """
                CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY);
                CREATE SCHEMA other; CREATE TABLE other.t (id int PRIMARY KEY);
                CREATE SCHEMA third; CREATE TABLE third.t (id int PRIMARY KEY)
                """);
        target.execute(database, "CREATE SCHEMA taken");

        assertRefused(Map.of("app", "taken"), PostgresFinding.SCHEMA_NAME_TAKEN, "the target has such a schema");
        assertRefused(Map.of("App", "new"), PostgresFinding.SCHEMA_NOT_SELECTED, "the source has no schema App");
        assertRefused(Map.of("app", "pg_app"), PostgresFinding.SCHEMA_NAME_RESERVED, "cannot be named 'pg_app'");
        assertRefused(Map.of("app", ""), PostgresFinding.SCHEMA_NAME_RESERVED, "cannot be named ''");
        assertRefused(Map.of("app", "é".repeat(32)), PostgresFinding.SCHEMA_NAME_RESERVED, "too long");
        assertRefused(Map.of("app", "new", "other", "new"), PostgresFinding.SCHEMAS_COLLIDE, "app and other are both");
        assertRefused(Map.of("app", "other"), PostgresFinding.SCHEMAS_COLLIDE, "as another schema of this migration");
        assertRefused(
                Map.of("app", "other", "other", "app"),
                PostgresFinding.SCHEMAS_COLLIDE,
                "schema app is to be named other");
        assertThat(findings(Plans.selecting(List.of("app.*"), List.of()).naming(Map.of("other", "new"))))
                .extracting(Finding::found)
                .contains("no table of schema other is selected");
        assertThat(failed(Map.of("app", "é".repeat(31), "third", "Ne\"w 😀"))).isEmpty();

        target.execute(database, "CREATE SCHEMA app; CREATE VIEW app.old AS SELECT 1");
        assertRefused(Map.of("app", "new"), PostgresFinding.SCHEMA_SHARED, "already has objects in schema app");
    }

    @Test
    void aSchemaThatComesAlongUnasked() {
        source.execute(database, """
                CREATE SCHEMA app; CREATE SCHEMA kinds;
                CREATE TYPE kinds.colour AS ENUM ('black');
                CREATE TABLE app.t (id int PRIMARY KEY, c kinds.colour)
                """);
        Plan plan = Plans.selecting(List.of("app.*"), List.of()).naming(Map.of("app", "kinds"));
        assertThat(Validator.with(findings(plan), PostgresFinding.SCHEMA_NAME_TAKEN, FAILED))
                .singleElement()
                .satisfies(finding -> assertThat(finding.found()).contains("schema app cannot be named kinds"));
    }

    @Test
    void theHomeOfAnExtensionThatCannotBeMoved() throws SQLException {
        source.execute(database, """
                CREATE SCHEMA fixed; CREATE TABLE fixed.t (id int PRIMARY KEY);
                UPDATE pg_extension SET extrelocatable = false, extnamespace = 'fixed'::regnamespace WHERE extname = 'plpgsql'
                """);
        try (Connection to = target.connect(database)) {
            var plan = Plans.online().naming(Map.of("fixed", "new"));
            var from = new PostgresSource(
                    new Sessions(AddressParser.parse(source.url(database)), new Secret(source.password()), "m1"),
                    plan,
                    Path.of(System.getProperty("java.io.tmpdir")));
            var findings = new Findings(dev.godwit.core.Side.TARGET, Scope.DATABASE);
            new SchemaNamesTopic(new SelectedTables(from), from.sessions()).look(to, findings);
            assertThat(findings.list())
                    .extracting(Finding::code, Finding::found)
                    .containsExactly(
                            tuple(PostgresFinding.SCHEMA_OF_EXTENSION, "schema fixed is that of extension plpgsql"));
        }
    }

    @Test
    void textThatNamesTheOldName() {
        source.execute(database, """
                CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY);
                CREATE FUNCTION app.count_all() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM App.t';
                CREATE FUNCTION app.quiet() RETURNS int LANGUAGE sql AS 'SELECT 1 AS application';
                CREATE FUNCTION public.sets() RETURNS int LANGUAGE sql SET search_path = app, public AS 'SELECT 2';
                CREATE TRIGGER tells BEFORE UPDATE ON app.t FOR EACH ROW
                    EXECUTE PROCEDURE tsvector_update_trigger('id', 'app.english', 'id');
                ALTER DATABASE %s SET search_path = app, public
                """.formatted(database));
        assertThat(Validator.with(
                        findings(Plans.online().naming(Map.of("app", "shop"))),
                        PostgresFinding.SCHEMA_MENTIONED,
                        WARNING))
                .singleElement()
                .satisfies(finding -> assertThat(finding.found())
                        .isEqualTo("schema app is named in function app.count_all(), function public.sets(),"
                                + " settings of the database, trigger tells on app.t"));
        assertThat(findings(Plans.online())).extracting(Finding::code).doesNotContain(PostgresFinding.SCHEMA_MENTIONED);
        assertThat(findings(Plans.online().naming(Map.of("public", "shop"))))
                .extracting(Finding::found)
                .anyMatch(found -> found.startsWith("schema public is named in function public.sets(), settings of"
                        + " the database, the search_path that a server has"));
    }

    /** Nothing is seen before the note is, the two are one; and definitions stay comparable after it. */
    @Test
    void namesAreSeenWithTheNoteOrNotAtAll(@TempDir Path work) throws SQLException {
        source.execute(database, """
                CREATE SCHEMA "a""b"; CREATE SCHEMA plain;
                CREATE TABLE "a""b".t (id serial PRIMARY KEY, v text);
                CREATE TABLE plain.u (id int PRIMARY KEY, t int REFERENCES "a""b".t);
                CREATE VIEW "a""b".both AS SELECT t.id, u.t FROM "a""b".t JOIN plain.u ON u.t = t.id;
                CREATE FUNCTION plain.refuse() RETURNS event_trigger LANGUAGE plpgsql AS
                    'BEGIN RAISE EXCEPTION ''nobody renames anything here''; END';
                CREATE EVENT TRIGGER no ON ddl_command_start WHEN TAG IN ('ALTER SCHEMA') EXECUTE PROCEDURE plain.refuse()
                """);
        var plan = StructureMigration.plan(Selection.ALL, false, Plan.Owner.KEEP)
                .naming(Map.of("a\"b", "Ünder 😀", "plain", "shop"));
        try (var migration = new StructureMigration(
                source.url(database), source.password(), target.url(database), target.password(), plan, work)) {
            migration.moveAll();

            try (var _ = migration.structure().rename()) {
                assertThat(schemas()).contains("a\"b", "plain").doesNotContain("shop");
            }
            assertThat(schemas()).contains("a\"b", "plain").doesNotContain("shop");
            target.execute(database, "CREATE SCHEMA shop");
            assertThatThrownBy(() -> migration.structure().rename())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.code()).isEqualTo(PostgresFinding.SCHEMA_NAME_TAKEN));
            assertThat(migration.progress.note("switched")).isEmpty();
            target.execute(database, "DROP SCHEMA shop");

            assertThat(migration.compare()).isEmpty();
            assertThat(migration.structure().compareSequences(true)).isEmpty();
            try (var names = migration.structure().rename()) {
                names.commit("switched", "done");
            }
            assertThat(schemas()).contains("Ünder 😀", "shop").doesNotContain("a\"b", "plain");
            assertThat(migration.progress.note("switched")).contains("done");
            try (var names = migration.structure().renameBack()) {
                names.commit("switched", "no");
            }
            assertThat(schemas()).contains("a\"b", "plain").doesNotContain("shop");
            assertThat(migration.compare()).isEmpty();
            try (var names = migration.structure().rename()) {
                names.commit("switched", "done");
            }
            target.execute(database, "COMMENT ON TABLE shop.u IS 'not on the source'");
            assertThat(migration.compare())
                    .extracting(Finding::found)
                    .singleElement()
                    .isEqualTo("comment table plain.u is on the target only");
            source.execute(database, "INSERT INTO \"a\"\"b\".t (v) VALUES ('x')");
            assertThat(migration.structure().compareSequences(true))
                    .extracting(Finding::found)
                    .containsExactly("sequence a\"b.t_id_seq is behind the source's");
            migration.target.remove();
            assertThat(migration.compare()).hasSize(1); // what is there tells, when no note does
            assertThat(schemas()).contains("Ünder 😀", "shop");
        }
    }

    private List<String> schemas() throws SQLException {
        try (Connection connection = target.connect(database)) {
            return Rows.strings(connection, "SELECT nspname FROM pg_catalog.pg_namespace");
        }
    }

    private void assertRefused(Map<String, String> renames, FailureCode code, String found) {
        assertThat(Validator.with(findings(Plans.online().naming(renames)), code, FAILED))
                .extracting(Finding::found)
                .anyMatch(text -> text.contains(found));
    }

    private List<Finding> failed(Map<String, String> renames) {
        return Validator.failed(findings(Plans.online().naming(renames))).stream()
                .filter(finding -> finding.code().id().startsWith("GW-017"))
                .toList();
    }

    private List<Finding> findings(Plan plan) {
        return new Validator(source, target).database(database).run(plan);
    }
}
