package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AggregationTest {

    private static JobDatabase in(String state) {
        String[] parts = state.strip().split(" ", -1);
        var phase = parts.length > 1 ? Phase.valueOf(parts[1]) : Phase.CDC;
        return JobDatabase.fresh("x", "x", "x").in(new State(Status.valueOf(parts[0]), phase), Moments.now());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUNNING, RUNNING | RUNNING",
                "RUNNING, FAILED | RUNNING_WITH_ERRORS",
                "RUNNING_WITH_ERRORS, RUNNING | RUNNING_WITH_ERRORS",
                "RUNNING_WITH_ERRORS, STOPPING | RUNNING_WITH_ERRORS",
                "RUNNING, STOPPING | STOPPING",
                "RUNNING, RESUMING | RESUMING",
                "FAILED, RESTARTING | RESTARTING",
                "FAILED, FAILED | FAILED",
                "FAILED, STOPPED | STOPPED",
                "FAILED, COMPLETED | FAILED",
                "RUNNING, STOPPED | RUNNING",
                "NOT_STARTED, COMPLETED | NOT_STARTED",
                "COMPLETED, ENDED | COMPLETED",
                "ENDED, ENDED | ENDED",
                "DELETING, DELETING | DELETING"
            })
    void theStrongestStatusCounts(String databases, Status expected) {
        var states =
                Stream.of(databases.split(",", -1)).map(AggregationTest::in).toList();

        assertThat(Aggregation.of(states).status()).isEqualTo(expected);
        assertThat(Aggregation.of(states.reversed()).status()).isEqualTo(expected);
    }

    @Test
    void thePhaseIsTheEarliestOfThoseThatGoOn() {
        assertThat(Aggregation.of(List.of(in("RUNNING CDC"), in("FAILED FULL_DUMP"), in("RUNNING BUILDING_INDEXES")))
                        .phase())
                .isEqualTo(Phase.BUILDING_INDEXES);
        assertThat(Aggregation.of(List.of(in("STOPPED CDC"), in("FAILED FULL_DUMP")))
                        .phase())
                .isEqualTo(Phase.FULL_DUMP);
    }

    @Test
    void removedDatabasesDoNotCount() {
        var removed = in("ENDED").takenOut();

        assertThat(Aggregation.of(List.of(in("RUNNING"), removed)).status()).isEqualTo(Status.RUNNING);
        assertThat(Aggregation.of(List.of(removed)).status()).isEqualTo(Status.ENDED);
        assertThat(Aggregation.of(List.of()).status()).isEqualTo(Status.DRAFT);
    }
}
