package dev.godwit.postgres;

import static dev.godwit.core.Severity.FAILED;
import static dev.godwit.core.Severity.WARNING;
import static dev.godwit.postgres.FindingsIT.assertFinding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Finding;
import dev.godwit.testkit.PostgresServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an ordinary role lacks, on both sides, and that granting it is enough. */
class RightsIT {

    private static final String TABLES = """
            CREATE ROLE seller; CREATE ROLE mover LOGIN PASSWORD 'p';
            CREATE SCHEMA inner_room;
            CREATE TABLE inner_room.hidden (id int PRIMARY KEY);
            CREATE TABLE secret (id int PRIMARY KEY); ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
            CREATE TABLE plain (id int PRIMARY KEY);
            CREATE SEQUENCE numbers;
            ALTER TABLE secret OWNER TO seller; ALTER TABLE plain OWNER TO seller; ALTER SEQUENCE numbers OWNER TO seller;
            ALTER SCHEMA inner_room OWNER TO seller; ALTER TABLE inner_room.hidden OWNER TO seller;
            GRANT SELECT ON secret, plain TO mover;
            """;

    @ParameterizedTest
    @CsvSource({"10,15", "15,16", "18,18"})
    void namesWhatIsMissingAndIsContentOnceItIsGranted(int from, int to) {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to)) {
            source.createDatabase("shop");
            target.createDatabase("shop");
            source.execute("shop", TABLES);
            target.execute(
                    "shop",
                    "CREATE ROLE mover LOGIN PASSWORD 'p'; CREATE ROLE seller; CREATE SCHEMA inner_room",
                    "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            var validator = new Validator(source, target).database("shop").user("mover", "p");

            assertLacking(validator.run(Plans.online()));
            List<Finding> offline = validator.run(Plans.offline());
            assertThat(offline)
                    .noneSatisfy(finding -> assertThat(finding.code())
                            .isIn(
                                    PostgresFinding.REPLICATION_NOT_ALLOWED,
                                    PostgresFinding.TABLE_NOT_OWNED,
                                    PostgresFinding.REPLICA_ROLE_DENIED));

            source.execute("shop", """
                    GRANT seller TO mover; ALTER ROLE mover REPLICATION; GRANT pg_read_all_stats TO mover;
                    GRANT CREATE ON DATABASE shop TO mover
                    """);
            target.execute("shop", """
                    GRANT CREATE ON DATABASE shop TO mover, seller;
                    GRANT CREATE, USAGE ON SCHEMA public, inner_room TO mover, seller;
                    GRANT seller TO mover; ALTER ROLE mover CREATEDB
                    """);
            if (to >= 15) {
                target.execute("shop", "GRANT SET ON PARAMETER session_replication_role TO mover");
            }

            assertThat(validator.run(Plans.online()).stream()
                            .filter(finding -> finding.code() != PostgresFailure.PG_DUMP_MISSING)
                            .filter(finding -> finding.code() != PostgresFinding.DEFINITIONS_NOT_TOLD)
                            .filter(finding -> finding.code() != PostgresFinding.TRUNCATE_BY_TRIGGER))
                    .isEmpty();
        }
    }

    private static void assertLacking(List<Finding> findings) {
        assertFinding(
                findings,
                PostgresFinding.REPLICATION_NOT_ALLOWED,
                FAILED,
                "user \"mover\" lacks the attribute REPLICATION",
                "ALTER ROLE \"mover\" REPLICATION");
        assertFinding(
                findings,
                PostgresFinding.SOURCE_RIGHTS_MISSING,
                FAILED,
                "user \"mover\" may not SELECT from inner_room.hidden",
                "GRANT USAGE ON SCHEMA");
        assertFinding(
                findings,
                PostgresFinding.SOURCE_RIGHTS_MISSING,
                FAILED,
                "user \"mover\" may not SELECT from public.numbers",
                "SEQUENCES");
        assertFinding(
                findings,
                PostgresFinding.SOURCE_RIGHTS_MISSING,
                FAILED,
                "may not create a publication",
                "GRANT CREATE ON DATABASE \"shop\" TO \"mover\"");
        assertFinding(findings, PostgresFinding.ROWS_HIDDEN, FAILED, "on public.secret", "BYPASSRLS");
        assertFinding(
                findings,
                PostgresFinding.TABLE_NOT_OWNED,
                FAILED,
                "user \"mover\" does not own inner_room.hidden, public.plain, public.secret",
                "GRANT \"seller\" TO \"mover\"");
        assertFinding(
                findings,
                PostgresFinding.OTHERS_NOT_VISIBLE,
                WARNING,
                "user mover sees",
                "GRANT pg_read_all_stats TO mover");
        assertFinding(
                findings,
                PostgresFinding.TARGET_RIGHTS_MISSING,
                FAILED,
                "may not create schemas in \"shop\"",
                "GRANT CREATE ON DATABASE \"shop\"");
        assertFinding(
                findings,
                PostgresFinding.TARGET_RIGHTS_MISSING,
                FAILED,
                "may not create tables in schema inner_room, public",
                "GRANT USAGE, CREATE ON SCHEMA \"inner_room\", \"public\" TO \"mover\"");
        assertFinding(
                findings,
                PostgresFinding.OWNER_NOT_SETTABLE,
                WARNING,
                "no member of seller",
                "GRANT \"seller\" TO mover");
        assertFinding(
                findings,
                PostgresFinding.OWNER_NOT_SETTABLE,
                WARNING,
                "may not create: seller in SCHEMA inner_room, seller in SCHEMA public, seller in DATABASE shop",
                "GRANT CREATE ON SCHEMA inner_room TO seller; GRANT CREATE ON SCHEMA public TO seller;");
        assertFinding(findings, PostgresFinding.NO_SCRATCH_DATABASE, WARNING, "\"mover\"", "CREATEDB");
        assertFinding(
                findings,
                PostgresFinding.REPLICA_ROLE_DENIED,
                WARNING,
                "\"mover\"",
                "session_replication_role TO \"mover\"");
    }
}
