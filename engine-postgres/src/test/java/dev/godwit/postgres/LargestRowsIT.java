package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Scope;
import dev.godwit.core.Secret;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import dev.godwit.core.TableName;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargestRowsIT {

    private static final long MIB = 1024 * 1024;

    @ParameterizedTest
    @ValueSource(ints = {10, 18})
    void measuresTheLargestRowOfTablesWithLargeValues(int major) throws SQLException {
        try (PostgresServer server = PostgresServer.start(major)) {
            server.execute("postgres", """
                    CREATE DOMAIN photo AS bytea;
                    CREATE TABLE small (id int, t text);
                    INSERT INTO small VALUES (1, repeat('x', 100000));
                    CREATE TABLE "large ""1" (id int PRIMARY KEY, a photo, b text, c jsonb, d varchar, "e %" bytea);
                    ALTER TABLE "large ""1" ALTER a SET STORAGE EXTERNAL;
                    INSERT INTO "large ""1" VALUES (1, convert_to(repeat('x', 20 * 1024 * 1024), 'UTF8'),
                        repeat('y', 50 * 1024 * 1024), NULL, 'z', NULL), (2, NULL, NULL, '{}', NULL, NULL);
                    """);
            var source = new PostgresSource(
                    new Sessions(AddressParser.parse(server.url("postgres")), new Secret(server.password()), "m1"),
                    Plans.online(),
                    Path.of("unused"));

            var tables = source.details();

            assertThat(largest(tables.get(new TableName("public", "small")))).isZero();
            assertThat(largest(tables.get(new TableName("public", "large \"1"))))
                    .isEqualTo(70 * MIB + 1);
            assertThat(source.catalog().tables().getFirst().largestRowBytes()).isEqualTo(70 * MIB + 1);
            assertFinding(source);
        }
    }

    private static void assertFinding(PostgresSource source) throws SQLException {
        var findings = new Findings(Side.SOURCE, Scope.DATABASE);
        try (Connection connection = source.sessions().open()) {
            new RowSizeTopic(new SelectedTables(source), 512 * MIB).look(connection, findings);
            assertThat(findings.list()).isEmpty();
            new RowSizeTopic(new SelectedTables(source), 256 * MIB).look(connection, findings);
        }
        assertThat(findings.list()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(CoreFailure.ROW_TOO_LARGE);
            assertThat(finding.severity()).isEqualTo(Severity.FAILED);
            assertThat(finding.found()).isEqualTo("public.large \"1 has a row of 70 MiB; this process may use 256 MiB");
            assertThat(finding.next()).startsWith("Set GODWIT_HEAP=269m");
        });
    }

    private static long largest(@Nullable TableDetail table) {
        return Objects.requireNonNull(table).table().largestRowBytes();
    }
}
