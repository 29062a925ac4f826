package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Finding;
import dev.godwit.core.Severity;
import dev.godwit.testkit.PostgresServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Validation of whole servers, of many versions and by users with few rights. */
class ValidationIT {

    private static final String SHOP = """
            CREATE TYPE mood AS ENUM ('good', 'bad');
            CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL, mood mood);
            CREATE TABLE "Order %" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int REFERENCES customer);
            CREATE TABLE log (at timestamptz, line text);
            CREATE VIEW named AS SELECT name FROM customer;
            INSERT INTO customer VALUES (1, 'Änne', 'good');
            INSERT INTO log VALUES (now(), 'one');
            """;

    @ParameterizedTest
    @CsvSource({"10,15", "12,16", "14,17", "15,15", "18,18"})
    void asksForNothingWhereAllIsWell(int from, int to) {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to)) {
            source.createDatabase("shop");
            target.createDatabase("shop");
            source.execute("shop", SHOP);
            var validator = new Validator(source, target).database("shop");

            List<Finding> online = validator.run(Plans.online());
            assertThat(withoutClient(online)).isEmpty();
            assertThat(online).extracting(Finding::code).doesNotContain(PostgresFinding.DEFINITIONS_NOT_TOLD);
            List<Finding> keyless = Validator.with(online, PostgresFinding.KEYLESS_TABLES, Severity.WARNING);
            assertThat(keyless.getFirst().found()).isEqualTo("1 table without a usable key: public.log");
            assertThat(withoutClient(validator.run(Plans.offline()))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"10,15", "13,16", "15,17", "18,18"})
    void letsAnOrdinaryOwnerMigrate(int from, int to) {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to)) {
            source.execute(
                    "postgres", "CREATE ROLE owner LOGIN REPLICATION PASSWORD 'p'", "CREATE DATABASE shop OWNER owner");
            target.execute(
                    "postgres", "CREATE ROLE owner LOGIN CREATEDB PASSWORD 'p'", "CREATE DATABASE shop OWNER owner");
            source.execute("shop", "SET ROLE owner; CREATE SCHEMA s; SET search_path = s;" + SHOP);
            var validator = new Validator(source, target).database("shop").user("owner", "p");

            List<Finding> online = validator.run(Plans.online());
            assertThat(withoutClient(online)).isEmpty();
            Validator.with(online, PostgresFinding.OTHERS_NOT_VISIBLE, Severity.WARNING);
            assertThat(Validator.with(online, PostgresFinding.DEFINITIONS_NOT_TOLD, Severity.WARNING)
                            .getFirst()
                            .found())
                    .contains("user owner");
            assertThat(validator.run(Plans.offline()))
                    .extracting(Finding::code)
                    .doesNotContain(PostgresFinding.DEFINITIONS_NOT_TOLD);
            source.execute("postgres", "CREATE ROLE rds_superuser; GRANT rds_superuser TO owner");
            assertThat(validator.run(Plans.online()))
                    .extracting(Finding::code)
                    .doesNotContain(PostgresFinding.DEFINITIONS_NOT_TOLD);
            assertThat(Validator.with(online, PostgresFinding.REPLICA_ROLE_DENIED, Severity.WARNING)
                            .getFirst()
                            .next())
                    .contains("TO \"owner\"");
        }
    }

    /** This machine's pg_dump may be older than the source. */
    private static List<Finding> withoutClient(List<Finding> findings) {
        return Validator.failed(findings).stream()
                .filter(finding -> finding.code() != PostgresFailure.PG_DUMP_MISSING)
                .toList();
    }
}
