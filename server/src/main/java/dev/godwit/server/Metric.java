package dev.godwit.server;

import dev.godwit.service.Sample;
import java.util.Arrays;

/** Measures that can be asked for over time, as in openapi.yaml. */
enum Metric {
    LAG_BYTES("lagBytes"),
    LAG_MS("lagMs"),
    ROWS_PER_SECOND("rowsPerSecond"),
    BYTES_PER_SECOND("bytesPerSecond"),
    RETAINED_BYTES("retainedBytes");

    private final String word;

    Metric(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Metric of(String word) {
        return Arrays.stream(values())
                .filter(metric -> metric.word.equals(word))
                .findFirst()
                .orElseThrow(() -> Bodies.invalid("metric is one of "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Metric::word).toList())));
    }

    double value(Sample sample) {
        return switch (this) {
            case LAG_BYTES -> (double) sample.lagBytes();
            case LAG_MS -> (double) sample.lagMs();
            case ROWS_PER_SECOND -> (double) sample.rowsPerSecond();
            case BYTES_PER_SECOND -> (double) sample.bytesPerSecond();
            case RETAINED_BYTES -> (double) sample.retainedBytes();
        };
    }
}
