package dev.godwit.testkit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Databases;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeZooIT {
    /** Types whose input functions refuse everything, so that there is but a NULL. */
    private static final String NULL_ONLY =
            "(pg_node_tree|gtsvector|pg_ndistinct|pg_dependencies|pg_mcv_list|pg_brin_.*)( keyless)?";

    @ParameterizedTest
    @ValueSource(ints = {10, 14, 18})
    void hasValuesOfEveryTypeAndChangesThemAll(int major) throws SQLException {
        try (var server = PostgresServer.start(major);
                var connection = server.connect("postgres")) {
            var zoo = TypeZoo.create(connection);
            assertThat(zoo.tables()).contains("jsonb", "jsonb[]", "jsonb keyless", "zoo_types.tree[]", "numeric(10,2)");
            assertThat(rows(connection, WITHOUT_VALUES)).allMatch(table -> table.matches(NULL_ONLY));
            var before = Databases.checksums(connection);
            connection.setAutoCommit(false);
            zoo.changes(connection);
            assertThat(rows(connection, UNTOUCHED)).allMatch(table -> table.matches(NULL_ONLY));
            connection.commit();
            connection.setAutoCommit(true);
            var after = Databases.checksums(connection);
            assertThat(zoo.tables())
                    .filteredOn(table -> !table.matches(NULL_ONLY))
                    .allSatisfy(table ->
                            assertThat(after.get("table zoo." + table)).isNotEqualTo(before.get("table zoo." + table)));
        }
    }

    /** Tables with a key that hold nothing but NULL. */
    private static final String WITHOUT_VALUES = """
            SELECT relname FROM pg_class WHERE relnamespace = 'zoo'::regnamespace AND relkind = 'r' AND relname !~ '(\\[]| keyless)$'
                AND (xpath('//n/text()', query_to_xml(format('SELECT count(v) AS n FROM zoo.%I', relname), false, true, '')))[1]::text = '0'
            """;

    /** Tables of which this transaction has not inserted, updated and deleted a row: its own counts come late to nobody. */
    private static final String UNTOUCHED = """
            SELECT c.relname FROM pg_class c
            WHERE c.relnamespace = 'zoo'::regnamespace AND c.relkind = 'r'
                AND (SELECT min(x) FROM unnest(ARRAY[pg_stat_get_xact_tuples_inserted(c.oid),
                    pg_stat_get_xact_tuples_updated(c.oid), pg_stat_get_xact_tuples_deleted(c.oid)]) x) = 0
            """;

    @Test
    void equalValuesHaveEqualChecksumsOnTheOldestAndOnTheNewestVersion() throws SQLException {
        var oldest = checksumsOfOldestValues(10);
        var newest = checksumsOfOldestValues(18);
        // Domains have arrays from 11 on, which are a column of the keyless tables.
        oldest.keySet().removeIf(table -> table.matches(DOMAINS + " keyless"));
        newest.keySet().retainAll(oldest.keySet());
        assertThat(oldest).hasSizeGreaterThan(250);
        assertThat(Databases.differences(oldest, newest)).isEmpty();
    }

    private static final String DOMAINS =
            "table zoo.zoo_types.(positive|word|short_word|measure|grid|temper|price|span)";

    private static SortedMap<String, String> checksumsOfOldestValues(int major) throws SQLException {
        try (var server = PostgresServer.start(major);
                var connection = server.connect("postgres")) {
            TypeZoo.create(connection, 10);
            return Databases.checksums(connection);
        }
    }

    @Test
    void hasTypesThatNewerServersLackOnRequest() throws SQLException {
        try (var server = PostgresServer.start(11);
                var connection = server.connect("postgres")) {
            assertThat(TypeZoo.createWithGoneTypes(connection).tables()).contains("abstime", "tinterval[]");
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
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
