package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.ClientPrograms;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresStructureIT {

    private static final String DATABASE = "Dätä 'b\\ase\" 🐦";

    @TempDir
    Path work;

    @ParameterizedTest
    @CsvSource({"10, 15", "12, 16", "15, 17", "15, 18"})
    void movesAllDefinitions(int from, int to) {
        ClientPrograms.atLeast(from);
        try (var source = PostgresServer.start(from);
                var target = PostgresServer.start(to)) {
            roles(source);
            source.createDatabase(DATABASE);
            Definitions.create(source, DATABASE);
            target.createDatabase("moved");
            roles(target);

            try (var migration = new StructureMigration(source, DATABASE, target, "moved", work)) {
                assertThat(migration.moveAll()).isEmpty();
                assertThat(migration.compare()).isEmpty();
            }
        }
    }

    private static void roles(PostgresServer server) {
        server.execute("postgres", "CREATE ROLE reader; CREATE ROLE \"Ow ner\"");
    }
}
