package dev.godwit.testkit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Databases;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwkwardSchemaIT {
    @ParameterizedTest
    @ValueSource(ints = {10, 12, 18})
    void everyWriteOfTheApplicationChangesSomethingAndNoneFails(int major) throws SQLException {
        try (var server = PostgresServer.start(major);
                var connection = server.connect("postgres")) {
            AwkwardSchema.create(connection);
            var idle = new TreeSet<String>();
            for (String transaction : AwkwardWrites.transactions(major)) {
                idle.addAll(idleStatements(connection, transaction));
            }
            assertThat(idle).isEmpty();
        }
    }

    /** Statements that never changed a row, in many attempts. */
    private static List<String> idleStatements(Connection connection, String transaction) throws SQLException {
        var random = new SplittableRandom(7);
        var effective = new TreeSet<Integer>();
        var statements = statements(transaction);
        for (int attempt = 0; attempt < 300 && effective.size() < statements.size(); attempt++) {
            try (var statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                boolean rows = statement.execute(AwkwardWrites.withNumbers(transaction, random));
                for (int i = 0; rows || statement.getUpdateCount() >= 0; i++) {
                    if (rows || statement.getUpdateCount() > 0 || changesNoRows(statements.get(i))) {
                        effective.add(i);
                    }
                    rows = statement.getMoreResults();
                }
            }
        }
        var idle = new ArrayList<String>();
        for (int i = 0; i < statements.size(); i++) {
            if (!effective.contains(i)) {
                idle.add(statements.get(i));
            }
        }
        return idle;
    }

    private static List<String> statements(String transaction) {
        return transaction.startsWith("DO ") ? List.of(transaction) : List.of(transaction.split(";(?=\n|$)", 0));
    }

    private static boolean changesNoRows(String statement) {
        return statement.startsWith("DO ") || statement.startsWith("SET ") || statement.contains("awkward.by_trigger");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 18})
    void severalWritersAtOnceNeverFail(int major) throws SQLException {
        try (var server = PostgresServer.start(major);
                var connection = server.connect("postgres")) {
            AwkwardSchema.create(connection);
            var before = Databases.checksums(connection);
            try (var application = AwkwardSchema.writes(Connections.to(server, "postgres"))
                    .writers(4)
                    .seed(major)
                    .start()) {
                application.awaitCommits(1_500, Duration.ofSeconds(60));
                assertThat(application.stop().failures()).isEmpty();
            }
            var after = Databases.checksums(connection);
            assertThat(Databases.differences(before, after)).hasSizeGreaterThan(50);
        }
    }

    @Test
    void theNewestServerHasAllKindsOfObjects() throws SQLException {
        try (var server = PostgresServer.start(18);
                var connection = server.connect("postgres")) {
            AwkwardSchema.create(connection);
            assertThat(strings(
                            connection,
                            "SELECT DISTINCT relkind FROM pg_class WHERE relnamespace = 'awkward'::regnamespace"))
                    .contains("r", "p", "v", "m", "S", "f", "c", "i", "I");
            assertThat(strings(
                            connection,
                            "SELECT DISTINCT contype FROM pg_constraint WHERE connamespace = 'awkward'::regnamespace"))
                    .contains("c", "f", "n", "p", "u", "x", "t");
            assertThat(strings(
                            connection,
                            "SELECT DISTINCT relreplident FROM pg_class WHERE relnamespace = 'awkward'::regnamespace"))
                    .contains("d", "f", "n", "i");
            assertThat(strings(connection, "SELECT DISTINCT tgenabled FROM pg_trigger WHERE NOT tgisinternal"))
                    .contains("O", "A", "R", "D");
            assertThat(strings(connection, EMPTY_CATALOGS)).isEmpty();
        }
    }

    /** Catalogs of objects of which the database has none of its own. */
    private static final String EMPTY_CATALOGS = """
            SELECT catalog FROM unnest(ARRAY['pg_aggregate', 'pg_am', 'pg_amop', 'pg_attrdef', 'pg_cast', 'pg_collation',
                'pg_conversion', 'pg_default_acl', 'pg_event_trigger', 'pg_extension', 'pg_foreign_data_wrapper',
                'pg_foreign_server', 'pg_foreign_table', 'pg_inherits', 'pg_largeobject_metadata', 'pg_namespace', 'pg_opclass',
                'pg_operator', 'pg_opfamily', 'pg_partitioned_table', 'pg_policy', 'pg_proc', 'pg_publication', 'pg_range',
                'pg_rewrite', 'pg_sequence', 'pg_statistic_ext', 'pg_subscription', 'pg_trigger', 'pg_ts_config', 'pg_ts_dict',
                'pg_type', 'pg_user_mapping', 'pg_auth_members', 'pg_db_role_setting', 'pg_description', 'pg_shdescription'])
                catalog
            WHERE (xpath('//n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I t WHERE coalesce((to_jsonb(t) ->> %L)::bigint, 16384) >= 16384',
                catalog, 'oid'), false, true, '')))[1]::text = '0'
            """;

    private static List<String> strings(Connection connection, String query) throws SQLException {
        var values = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
