package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Databases;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.SqlScript;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.MixedLoad;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications that write all the time, in every way, while they are followed and Godwit stops and starts again. */
class MixedChangesIT {

    @ParameterizedTest
    @CsvSource({"10, 15", "18, 18"})
    void bothSidesAreEqualInTheEnd(int from, int to) throws SQLException {
        var options = PostgresServer.version(from);
        if (from >= 13) {
            options.set("logical_decoding_work_mem", "64kB");
        }
        try (var source = options.start();
                var target = PostgresServer.start(to);
                var database = new Followed(source, target);
                Connection here = source.connect(database.id);
                Connection there = target.connect(database.id)) {
            MixedLoad load = MixedLoad.create(here);
            SqlScript.resource(MixedLoad.class, "mixed.sql").forVersion(from).run(there);
            for (String table : database.onTargetQuery(
                    "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables" + " WHERE schemaname = 'mixed'")) {
                database.onTarget("TRUNCATE " + table + " CASCADE");
            }
            database.follow();
            var writers = load.application(Connections.to(source, database.id))
                    .writers(3)
                    .seed(from)
                    .start();
            try (writers) {
                for (int crash = 0; crash < 3; crash++) {
                    writers.awaitCommits(150, Duration.ofMinutes(1));
                    for (int i = 0; i < 20; i++) {
                        database.step();
                    }
                    database.crash();
                }
            }
            assertThat(writers.failures()).isEmpty();
            database.drain();
            assertThat(Databases.differences(tables(here), tables(there))).isEmpty();
        }
    }

    /** Sequences are set at the switch only. */
    private static SortedMap<String, String> tables(Connection connection) {
        var checksums = Databases.checksums(connection, List.of("godwit"));
        checksums.keySet().removeIf(name -> name.startsWith("sequence"));
        return checksums;
    }
}
