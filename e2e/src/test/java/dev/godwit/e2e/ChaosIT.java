package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short chaos run; {@code tools/chaos} makes long ones. */
class ChaosIT {

    private static final long SEED = Long.getLong("godwit.seed", 1);

    @TempDir
    Path data;

    @Test
    void staysWholeUnderTenFaultsAndIsPromoted() throws SQLException {
        var options = new ChaosOptions(SEED, 10, Duration.ZERO, 15, 17, false, true, data);
        var log = new ChaosLog(System.out);
        ChaosRun.run(options, log, data);
        assertThat(log.count()).as("faults that came about").isGreaterThanOrEqualTo(8);
    }
}
